"""A soak: a window through hours of a person's work, as fast as the computer plays them.

Memory, open files and threads may not grow from the first round of the clips to the last, and no child process may be
left when the window is closed.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tests.bench.trust_machine.soak_clips import write_clips

ROOT = Path(__file__).parents[3]
PATIENCE_S = 1200.0  # for a visit
_ROUND = 3  # visits, until each clip has been open once
_GROWTH = {"mb": 1.15, "files": 1.2, "threads": 1.2, "widgets": 1.1, "objects": 1.1}
Held = Mapping[str, int]


def soak(hours: float, *, seed: int, seconds: float = 1e9) -> dict[str, object]:
    """Let a window work until so many hours have been played; return what it held at the start, middle and end.

    Parameters
    ----------
    hours
        Of sound that is played.
    seed
        Of what the person does.
    seconds
        Time of this computer after which the soak ends all the same.
    """
    began_s, visits, closed = time.monotonic(), list[Held](), dict[str, int]()
    for said in _said(hours, seed, began_s + seconds):
        if "closed" in said:
            closed = {**said}
        else:
            visits.append(said)
            print(json.dumps(said), file=sys.stderr, flush=True)
    found = problems(visits, closed, hours, is_cut=time.monotonic() > began_s + seconds)
    return {
        "soak_hours": round(visits[-1]["played_s"] / 3600, 2) if visits else 0,
        "soak_minutes": round((time.monotonic() - began_s) / 60, 1),
        "soak_visits": len(visits),
        "soak_start": visits[min(_ROUND, len(visits)) - 1] if visits else {},
        "soak_middle": visits[len(visits) // 2] if visits else {},
        "soak_end": visits[-1] if visits else {},
        "soak_closed": closed,
        "soak_problems": found,
        "soak_lost": len(found),
    }


def problems(visits: Sequence[Held], closed: Held, hours: float, *, is_cut: bool) -> list[str]:
    """Return what grew: the most of the last round of the clips, compared with the first ones."""
    found = []
    is_early = not visits or visits[-1]["played_s"] < 3600 * hours
    if is_early and not is_cut:
        found.append("the window ended early")
    if closed.get("children"):
        found.append("a child process was left when the window was closed")
    if not all(each["stems"] for each in visits):
        found.append("a visit has no stems")
    if len(visits) >= 4 * _ROUND:
        for name, factor in _GROWTH.items():
            first, last = (max(each[name] for each in part) for part in (visits[: 2 * _ROUND], visits[-2 * _ROUND :]))
            if last > factor * first:
                found.append(f"{name} grew from {first} to {last}")
    return found


def _said(hours: float, seed: int, until_s: float) -> Iterator[dict[str, int]]:
    """Yield what the window says, until it has closed, takes too long for a visit, or its time is over."""
    with tempfile.TemporaryDirectory() as folder:
        write_clips(Path(folder))
        command = [sys.executable, "-m", "tests.bench.trust_machine.soak_window", folder, str(seed), str(hours)]
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), "HOME": folder}
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
        ) as process:
            lines: queue.SimpleQueue[str] = queue.SimpleQueue()

            def listen() -> None:
                for line in process.stdout or ():
                    lines.put(line)
                lines.put("")

            listener = threading.Thread(target=listen)
            listener.start()
            try:
                while line := lines.get(timeout=max(0.0, min(PATIENCE_S, until_s - time.monotonic()))):
                    yield json.loads(line)
            except queue.Empty:
                return
            finally:
                process.kill()
                listener.join()
