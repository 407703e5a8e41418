"""Damage and read files: ``python -m tests.bench.trust_machine.fuzz_worker READER SEED FIRST COUNT [SECONDS]``.

The file that is read lies in the working folder as ``current.*``, so that the parent finds it after a crash or a hang.
Each line on standard output is a JSON object: a finding, or the number of executions so far. An input that behaves as
none before it joins those that are damaged next.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import random
import re
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

from deepdub_engine.base.errors import DeepdubError
from tests.bench.trust_machine.findings import Finding, TooSlow
from tests.bench.trust_machine.mutation import damaged
from tests.bench.trust_machine.readers import READERS, Reader

SLOW_S = 5.0
_ADDRESS_BYTES = 8 << 30  # libraries reserve most of it
_FILE_BYTES = 600_000_000
_GROWTH_BYTES = 500_000_000  # of the resident memory, for one input
_LARGEST_INPUT = 1 << 13
_MOST_KEPT = 4000
_VARIABLE = re.compile(r"“[^”]*”|‘[^’]*’|'[^']*'|\d+")


def main(name: str, seed: int, first: int, count: int, seconds: float = 1e9) -> int:
    """Run executions `first` to ``first + count``, for at most some seconds."""
    _limit()
    with mock.patch("os.fsync"), tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        reader = READERS[name](folder)
        corpus, known = list(reader.seeds), set[str]()
        largest = max(_LARGEST_INPUT, *(2 * len(data) for _, data in corpus))
        until_s, told_s = time.monotonic() + seconds, time.monotonic()
        number = first
        for number in range(first, first + count):
            chance = random.Random(f"{seed} {name} {number}")
            suffix, whole = chance.choice(corpus if number % 3 else reader.seeds)
            others = [data for other, data in corpus[:200] if other == suffix]
            data = damaged(whole, chance, others)[:largest]
            path = Path(f"current{suffix}")
            path.write_bytes(data)
            key, wrong = execute(reader, path, folder, random.Random(number))
            if wrong:
                _tell({"finding": wrong, "suffix": suffix, "data": data.hex(), "number": number})
            elif key not in known and len(known) < _MOST_KEPT:
                known.add(key)
                corpus.append((suffix, data))
            path.unlink(missing_ok=True)
            now_s = time.monotonic()
            if now_s > told_s + 1:
                told_s = now_s
                _tell({"executions": number + 1 - first})
            if now_s > until_s:
                break
        _tell({"executions": number + 1 - first, "behaviours": len(known), "done": True})
    return 0


def execute(reader: Reader, path: Path, folder: Path, chance: random.Random) -> tuple[str, str]:
    """Read one file; return a key of what happened, and what is wrong."""
    before, began_s = _resident(), time.process_time()
    key = wrong = ""
    try:
        with _bounded():
            key = reader.check(path, folder, chance)
    except Finding as error:
        wrong = str(error)
    except DeepdubError as error:
        key = f"{type(error).__name__} {error}"
        wrong = "" if str(error).strip() else f"{type(error).__name__} says nothing"
    except TooSlow:
        wrong = f"took over {SLOW_S:.0f} s"
    except Exception as error:  # noqa: BLE001 - whatever else escapes is a finding
        wrong = f"{type(error).__name__}: {error}"
    if not wrong and time.process_time() - began_s > SLOW_S:
        wrong = f"took over {SLOW_S:.0f} s"
    if not wrong and _resident() - before > _GROWTH_BYTES:
        wrong = "memory out of proportion"
    return f"{path.suffix} {_VARIABLE.sub('#', key)}", wrong


def kind_of(wrong: str) -> str:
    """Return a finding without its numbers and names, to count equal ones once."""
    return _VARIABLE.sub("#", wrong)


def name_of(suffix: str, data: bytes) -> str:
    """Return the name under which a finding is kept."""
    return f"{hashlib.blake2b(data, digest_size=5).hexdigest()}{suffix}"


@contextlib.contextmanager
def _bounded() -> Iterator[None]:
    """Raise `TooSlow` in a block that computes for too long, where the system has timers; who waits is killed later."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def late(*_: Any) -> None:
        raise TooSlow

    former = signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, SLOW_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, former)


def _resident() -> int:
    """Return the most memory used so far, in bytes; 0 where it is unknown."""
    if sys.platform == "win32":
        return 0
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def _limit() -> None:
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_ADDRESS_BYTES, _ADDRESS_BYTES))
        resource.setrlimit(resource.RLIMIT_FSIZE, (_FILE_BYTES, _FILE_BYTES))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


def _tell(what: dict[str, object]) -> None:
    print(json.dumps(what), flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], *map(int, sys.argv[2:5]), *map(float, sys.argv[5:6])))
