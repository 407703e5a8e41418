"""Surroundings that fail: a full disk, little memory, few open files, one core, a clock set back, inputs that vanish.

Each command runs in a copy of this process: a full disk is a limit on the size of files, which fails at another byte
each time; the clock is a stub of ``time.time`` that is ten years late; an input is removed, or another put in its
place, at a random change of a folder. Every run ends by itself with one sentence or a whole result, and leaves nothing.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from tests.bench.trust_machine.kill_steps import at_each
from tests.bench.trust_machine.kills import Bench, benches
from tests.bench.trust_machine.processes import PATIENCE_S, said, start, wait

_DECADE_S = 10 * 365 * 86_400
_SIZES = (0, 1, 100, 1000, 5000, 20_000, 60_000, 100_000, 200_000)
_INPUTS = ("film.wav", "film.mkv", "film2.mkv", "subs.srt", "other.srt", "part.tar.gz", "dub")


@dataclass
class Limited:
    """What came of it: runs by surrounding, and what went wrong."""

    runs: Counter[str] = field(default_factory=Counter)
    problems: Counter[str] = field(default_factory=Counter)

    def figures(self) -> dict[str, object]:
        """Return the keys of the report."""
        return {
            "limit_runs": self.runs.total(),
            "limit_lost": self.problems.total(),
            "limits": dict(self.runs),
            "limit_findings": dict(self.problems),
        }


def limit_commands(
    *, chance: random.Random, folder: Path, names: tuple[str, ...] = (), until_s: float = 1e18
) -> Limited:
    """Run every command in every surrounding."""
    found = Limited()
    with contextlib.closing(benches(folder, names)) as all_benches:
        for bench in all_benches:
            for what, prepare in _surroundings(chance):
                if time.monotonic() > until_s:
                    return found
                found.runs[what] += 1
                if wrong := _wrong(bench, prepare, is_replaced=what.startswith("input")):
                    found.problems[f"{bench.command.name}, {what}: {wrong[:200]}"] += 1
                    print(f"{bench.command.name}, {what}: {wrong}", file=sys.stderr, flush=True)
    return found


def _wrong(bench: Bench, prepare: Callable[[Path], None], *, is_replaced: bool) -> str:
    folder = bench.fresh()
    try:
        status = wait(start(folder, bench.command.newer, lambda: prepare(folder)), PATIENCE_S)
        text = said(folder)
        if status not in (0, 1):
            return f"it ended with {status}: {text[-200:]}"
        if "Traceback" in text or "internal error" in text or (status and not text.strip()):
            return f"no sentence for people: {text[-300:]}"
        if is_replaced:
            return ""  # the result of another input is whole, but unknown here
        return bench.wrong_result(folder) or bench.leftovers(folder, bench.older_names)
    finally:
        shutil.rmtree(folder)


def _surroundings(chance: random.Random) -> Iterator[tuple[str, Callable[[Path], None]]]:
    for size in _SIZES:
        yield "full disk", _always(_limit_files, size)
    yield "one core", _always(_one_core)
    yield "clock set back", _always(_set_back)
    for count in (16, 24, 40):
        yield "few open files", _always(_limit, "RLIMIT_NOFILE", count)
    # Between these, the BLAS that SciPy brings along can wait for ever for memory while it is loaded.
    for more in (1 << 20, 8 << 20, 256 << 20):
        yield "little memory", _always(_limit_memory, more)
    for name in _INPUTS:
        for how in ("removed", "replaced"):
            yield f"input {how}", partial(_vanish, name, how, chance.randrange(1, 6))


def _always(act: Callable[..., None], *values: object) -> Callable[[Path], None]:
    """Return a function that does not look at the folder."""
    return lambda _: act(*values)


def _limit_memory(more: int) -> None:
    _limit("RLIMIT_AS", _address_bytes() + more)


def _limit_files(size: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    _limit("RLIMIT_FSIZE", size + 600)  # what it says goes to a file, too


def _limit(name: str, value: int) -> None:
    import resource

    kind = getattr(resource, name)
    resource.setrlimit(kind, (value, resource.getrlimit(kind)[1]))


def _address_bytes() -> int:
    return int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")


def _one_core() -> None:
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def _set_back() -> None:
    now = time.time
    time.time = lambda: now() - _DECADE_S


def _vanish(name: str, how: str, step: int, folder: Path) -> None:
    """Remove an input, or put another file in its place, at a step from now."""
    path, done = folder / name, 0

    def act() -> None:
        nonlocal done
        done += 1
        if done == step and path.is_file():
            path.rename(path.with_suffix(".gone"))
            if how == "replaced":
                path.write_bytes(b"other")

    at_each(act)
