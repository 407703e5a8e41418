"""Robustness: work lost when the window is killed, and crashes on damaged files.

``python tests/bench/trust.py --kills 30 --executions 20000``

A window in its own process (`trust_window`) shifts, edits, undoes, redoes and saves without a pause, reports its
document after each gesture, and is killed at a random instant. `lost` counts the kills after which neither the journal
nor the project file holds a document of the last second. Then files of every format that the program reads are damaged
at random and read (`trust_files`): `fuzz_failures` counts the reads that raise anything but one of the engine's own
errors, take longer than 5 s, or crash the process; they are printed on standard error.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from deepdub_engine.project import Journals, load_project
from tests.bench.trust_window import SAVED, name_of

ALLOWED_S = 1.0
PATIENCE_S = 60.0
AT_ONCE = 500


def main() -> int:
    """Run the benchmark and print a JSON object as the last line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print only the JSON object")
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--executions", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    choice = parser.parse_args()
    figures = _kills(choice.kills, random.Random(choice.seed)) | _fuzz(choice.executions, choice.seed)
    if not choice.json:
        for key, value in figures.items():
            print(f"{key:20} {value}")
    print(json.dumps(figures))
    return 0


def _environment() -> dict[str, str]:
    """Return an environment in which a process without a display finds the program and its tests."""
    return os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path(__file__).parents[2])}


# Killing


@dataclass(frozen=True, slots=True)
class WindowReport:
    """One report of the window: its time, whether the gesture is done or about to start, and the document."""

    time_s: float
    done: bool
    name: str


def _kills(count: int, chance: random.Random) -> dict[str, int]:
    lost, gestures = 0, 0
    for number in range(count):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            told, killed_s = _killed_at_work(folder, chance.random() * 2.5, seed=number)
            found = _what_is_left(folder)
            gestures += len(told) // 2
            if found not in _allowed(told, killed_s):
                lost += 1
                print(f"kill {number}: {found} is more than a second old, or never existed", file=sys.stderr)
    return {"kills": count, "lost": lost, "gestures": gestures}


def _killed_at_work(folder: Path, after_s: float, seed: int) -> tuple[list[WindowReport], float]:
    """Start a window, and kill it some time after its first gesture."""
    command = [sys.executable, "-m", "tests.bench.trust_window", str(folder), str(seed)]
    told: list[WindowReport] = []
    begun = threading.Event()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=_environment()) as process:
        lines = process.stdout
        if lines is None:
            raise RuntimeError("the window has no standard output")

        def listen() -> None:
            for line in lines:
                if line.endswith("\n"):
                    time_s, done, name = line.split()
                    told.append(WindowReport(float(time_s), done == "done", name))
                    begun.set()

        listener = threading.Thread(target=listen)
        listener.start()
        if not begun.wait(PATIENCE_S):
            process.kill()
            raise RuntimeError("the window reported no gesture")
        threading.Event().wait(after_s)
        killed_s = time.monotonic()
        process.kill()
        listener.join()
    return told, killed_s


def _what_is_left(folder: Path) -> str:
    """Return the document that the next start would recover, or else the saved one."""
    for one in Journals(folder / "journals").abandoned():
        document = one.work.project.document
        one.place.release()
        return name_of(document)
    return name_of(load_project(folder / SAVED).document)


def _allowed(told: list[WindowReport], killed_s: float) -> set[str]:
    """Return the acceptable documents: the last one done a second before the kill, and all that follow."""
    done = [number for number, one in enumerate(told) if one.done and one.time_s < killed_s - ALLOWED_S]
    return {one.name for one in told[done[-1] if done else 0 :]}


# Damaging


def _fuzz(executions: int, seed: int) -> dict[str, int]:
    """Read damaged files in batches of some hundreds, each in its own process, so that a crash costs one batch."""
    failures = 0
    for first in range(0, executions, AT_ONCE):
        count = min(AT_ONCE, executions - first)
        command = [sys.executable, "-m", "tests.bench.trust_files", str(seed), str(first), str(count)]
        run = subprocess.run(command, capture_output=True, text=True, env=_environment(), check=False)
        failed = run.stdout.splitlines()
        if run.returncode:
            failed.append(f"{first} to {first + count}: the process ended with {run.returncode}: {run.stderr[-500:]}")
        for line in failed:
            print(line, file=sys.stderr)
        failures += len(failed)
    return {"fuzz_executions": executions, "fuzz_failures": failures}


if __name__ == "__main__":
    raise SystemExit(main())
