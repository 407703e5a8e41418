"""Fuzzing of every reader, each in a process of its own that may crash or hang."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.trust_machine.fuzz_worker import kind_of, name_of

ROOT = Path(__file__).parents[3]
SILENCE_S = 60.0  # without a word, a worker hangs: its own timer should have ended the input after 5 s
_PER_PROCESS = 50_000
_MOST_OF_A_KIND = 2
_LARGEST_KEPT = 1 << 18
_EACH = 32


@dataclass
class Fuzzed:
    """What came of it: executions, failures, behaviours and findings by kind, for each reader."""

    executions: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    behaviours: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)

    def figures(self) -> dict[str, object]:
        """Return the keys of the report."""
        return {
            "fuzz_executions": self.executions.total(),
            "fuzz_failures": self.failures.total(),
            "fuzz_by_reader": {
                name: [self.executions[name], self.failures[name], self.behaviours[name]] for name in self.executions
            },
            "fuzz_findings": dict(self.kinds),
        }


def fuzz(plan: Mapping[str, int], *, seed: int, keep: Path, seconds: float = 1e9) -> Fuzzed:
    """Attack readers.

    Parameters
    ----------
    plan
        Executions for each reader.
    seed
        What the damage depends on.
    keep
        Folder for what is found, one folder in it for each reader.
    seconds
        Time for each reader at most.
    """
    found = Fuzzed()
    for name, executions in plan.items():
        _attack(name, executions, seed, keep, seconds, found)
    return found


def _attack(name: str, executions: int, seed: int, keep: Path, seconds: float, found: Fuzzed) -> None:
    first = 0
    while first < executions:
        count = min(_PER_PROCESS, executions - first)
        with tempfile.TemporaryDirectory(dir=_fast()) as place:
            done, is_whole = _one(name, (seed, first, count, seconds), Path(place), keep, found)
        found.executions[name] += done
        if not is_whole and not done:
            return  # it cannot even begin
        first += count if is_whole else done + 1
        if is_whole and done < count:
            return  # its time is over


def _one(name: str, numbers: Sequence[float], place: Path, keep: Path, found: Fuzzed) -> tuple[int, bool]:
    """Run one worker; return its executions, and whether it ended by itself."""
    command = [sys.executable, "-m", "tests.bench.trust_machine.fuzz_worker", name, *map(str, numbers)]
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        "TMPDIR": str(place),
        "HOME": str(place),
        "QT_QPA_PLATFORM": "offscreen",
        "OPENBLAS_NUM_THREADS": "1",
        "PYTHONUTF8": "1",
    }
    done = 0
    with (
        (place / "stderr").open("w+b") as errors,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, cwd=place, env=environment) as process,
    ):
        for line in _lines(process):
            if line is None:
                process.kill()
                _keep(name, f"no answer in {SILENCE_S:.0f} s", *_current(place), keep, found)
                return done, False
            said = json.loads(line)
            if "finding" in said:
                _keep(name, said["finding"], said["suffix"], bytes.fromhex(said["data"]), keep, found)
                continue
            done = said["executions"]
            if said.get("done"):
                found.behaviours[name] = max(found.behaviours[name], said["behaviours"])
                return done, True
        status = process.wait()
        errors.seek(0)
        tail = errors.read()[-300:].decode(errors="replace")
    _keep(name, f"the process ended with {status}: {tail}", *_current(place), keep, found)
    return done, False


def _lines(process: subprocess.Popen[bytes]) -> Iterator[bytes | None]:
    """Yield the lines of a process, None when it says nothing for long, until it ends."""
    lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def listen() -> None:
        for line in process.stdout or ():
            lines.put(line)
        lines.put(b"")

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    while True:
        try:
            line = lines.get(timeout=SILENCE_S)
        except queue.Empty:
            yield None
            return
        if not line:
            return
        yield line


def _current(place: Path) -> tuple[str, bytes]:
    """Return the suffix and the bytes of the file that was being read."""
    path = next(place.glob("current*"), None)
    return (path.suffix, path.read_bytes()) if path is not None else ("", b"")


def _keep(name: str, wrong: str, suffix: str, data: bytes, keep: Path, found: Fuzzed) -> None:
    """Count a finding, and keep the first inputs of its kind, with the reason beside them."""
    kind = f"{name}{suffix}: {kind_of(wrong)}"
    found.failures[name] += 1
    found.kinds[kind] += 1
    if found.kinds[kind] > _MOST_OF_A_KIND or len(data) > _LARGEST_KEPT or len(found.kinds) > _EACH:
        return
    path = keep / name / name_of(suffix, data)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    path.with_name(f"{path.name}.why").write_text(f"{wrong}\n", encoding="utf-8")
    print(f"{path}: {wrong}", file=sys.stderr, flush=True)


def _fast() -> str | None:
    """Return a folder in memory, if the system has one."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
