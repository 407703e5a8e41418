"""Kills of a child process alone: the separation of the window says so, leaves nothing, and can begin again."""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
import time
from pathlib import Path

from deepdub_engine.base.errors import SeparationCrashed
from deepdub_engine.base.progress import finish
from deepdub_engine.separation.child import separate_in_child
from tests.helpers.clips import noise_clip
from tests.helpers.tiny_models import random_model


def kill_children(count: int, *, chance: random.Random, folder: Path, until_s: float = 1e18) -> dict[str, object]:
    """Kill the child of a separation at random moments; return the keys of the report."""
    clip, model, work = noise_clip(folder, 3), random_model(folder), folder / "work"
    began_s = time.monotonic()
    work.mkdir()
    finish(separate_in_child(clip, model, work))
    took_s, whole = time.monotonic() - began_s, {path.name for path in work.iterdir()}
    kills = lost = 0
    for _ in range(3 * count):
        if kills >= count or time.monotonic() > until_s:
            break
        for path in work.iterdir():
            path.unlink()
        job = separate_in_child(clip, model, work)
        next(job)
        killer = threading.Timer(chance.random() * took_s, _kill_children)
        killer.start()
        try:
            finish(job)
            is_wrong = {path.name for path in work.iterdir()} != whole
        except SeparationCrashed as error:
            kills += 1
            is_wrong = not str(error) or any(work.iterdir())
        killer.cancel()
        killer.join()
        if is_wrong or _children():
            lost += 1
            print(f"child: left {sorted(path.name for path in work.iterdir())}", file=sys.stderr)
    return {"child_kills": kills, "child_lost": lost}


def _kill_children() -> None:
    for pid in _children():
        os.kill(pid, signal.SIGKILL)


def _children() -> list[int]:
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == os.getpid() and fields[0] not in "ZX":
            found.append(int(entry.parent.name))
    return found
