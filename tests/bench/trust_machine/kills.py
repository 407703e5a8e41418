"""Kills of every command that writes: at random moments, and at each rename, removal, new folder and flush.

Each attempt begins with inputs and an older result. After the kill no process may be left, the inputs are what they
were, and the result is the older or the newer one as a whole. Then the command runs again: it has to end well, with the
result of an undisturbed run, and without any file that such a run does not leave.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.cli import main as run_command
from tests.bench.trust_machine.commands import COMMANDS, Command, small_models, write_inputs
from tests.bench.trust_machine.kill_steps import end_at

Tree = Mapping[str, bytes]
_PATIENCE_S = 120.0
_SURVIVE_S = 5.0
_MOST_STEPS = 400
# What a receipt says of times differs, and an unfinished download is kept to go on with.
_NOT_RESULTS = (".json", ".gz", ".part")
_COPIES = ("out", "out.srt", "out.csv")


@dataclass
class Killed:
    """What came of it, by command: kills, kills at a step, and what went wrong."""

    kills: Counter[str] = field(default_factory=Counter)
    steps: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    problems: Counter[str] = field(default_factory=Counter)

    def figures(self) -> dict[str, object]:
        """Return the keys of the report."""
        return {
            "command_kills": self.kills.total() + self.steps.total(),
            "command_lost": self.lost.total(),
            "kills_by_command": {
                name: [self.kills[name], self.steps[name], self.lost[name]] for name in self.kills | self.steps
            },
            "kill_findings": dict(self.problems),
        }


class Bench:
    """One command with its inputs, its older result and the trees of both results."""

    def __init__(self, command: Command, inputs: Path, folder: Path) -> None:
        self.command = command
        self._folder = folder
        self._template = folder / "template"
        shutil.copytree(inputs, self._template)
        self._number = 0
        _end_well(self._template, command.older)
        self.inputs = _tree(inputs) if command.name != "remix" else {}
        self.older = self._results(self._template)
        began_s = time.monotonic()
        whole = self.fresh()
        _end_well(whole, command.newer)
        self.took_s = time.monotonic() - began_s
        self.newer, self.names = self._results(whole), _names(whole)
        shutil.rmtree(whole)

    def fresh(self) -> Path:
        """Return a new folder with the inputs and the older result."""
        self._number += 1
        target = self._folder / f"attempt{self._number}"
        shutil.copytree(self._template, target)
        return target

    def steps(self) -> int:
        """Return the number of steps of an undisturbed run."""
        folder = self.fresh()
        pid = _start(folder, self.command.newer, 0, counts=True)
        _wait(pid, _PATIENCE_S)
        count = int((folder / "tmp" / "steps").read_text())
        shutil.rmtree(folder)
        return count

    def attempt(self, *, after_s: float = 0.0, step: int = 0) -> tuple[bool, str]:
        """Kill one run; return whether it was still running, and what is wrong."""
        folder = self.fresh()
        pid = _start(folder, self.command.newer, step)
        if step:
            was_running = _wait(pid, _PATIENCE_S) != 0
        else:
            was_running = not _ended(pid, after_s)
            if was_running:
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
        wrong = self._wrong(folder, pid)
        shutil.rmtree(folder)
        return was_running, wrong

    def _wrong(self, folder: Path, pid: int) -> str:
        if survivors := _survivors(pid):
            for each in survivors:
                os.kill(each, signal.SIGKILL)
            return "a child survived"
        if _is_mixed(found := self._results(folder), self.older, self.newer):
            return f"mixed: {_difference(found, self.older, self.newer)}"
        if self.command.reads is not None:
            try:
                self.command.reads(folder)
            except DeepdubError as error:
                return f"the result cannot be read: {type(error).__name__}"
        found = self._results(folder)
        if found not in (self.older, self.newer):
            return f"neither the older nor the newer result: {_difference(found, self.older, self.newer)}"
        if any(found != data for name, data in self.inputs.items() for found in [_read(folder / name)]):
            return "an input was changed"
        status = _wait(_start(folder, self.command.newer, 0), _PATIENCE_S)
        if status:
            return f"the next run fails with {status}: {(folder / 'tmp' / 'said').read_text()[-200:]}"
        if self._results(folder) != self.newer:
            return f"the next run has another result: {_difference(self._results(folder), self.newer, self.newer)}"
        if extra := _names(folder) - self.names:
            return f"left after the next run: {sorted(extra)[:3]}"
        return ""

    def _results(self, folder: Path) -> Tree:
        """Return the result: visible files in the outputs, the store of models, and the sentence folder of remix."""
        places = [folder / name for name in _COPIES] + [folder / "home" / "data" / "deepdub" / "models"]
        if self.command.name == "remix":
            places.append(folder / "dub")
        found: dict[str, bytes] = {}
        for place in places:
            for path in [place, *place.rglob("*")]:
                parts = path.relative_to(folder).parts
                if (
                    path.is_file()
                    and not any(part.startswith(".") for part in parts)
                    and path.suffix not in _NOT_RESULTS
                ):
                    found["/".join(parts)] = path.read_bytes()
        return found


def kill_commands(
    count: int,
    *,
    chance: random.Random,
    folder: Path,
    names: Sequence[str] = (),
    steps: bool = True,
    until_s: float = 1e18,
) -> Killed:
    """Kill the commands whose names are given, or all, `count` times each, and at each step."""
    found = Killed()
    inputs = folder / "inputs"
    inputs.mkdir()
    write_inputs(inputs)
    with small_models(folder / "models"):
        for command in COMMANDS:
            if names and command.name not in names:
                continue
            place = folder / command.name
            place.mkdir()
            _attack(Bench(command, inputs, place), count, chance, found, steps=steps, until_s=until_s)
            shutil.rmtree(place)
    return found


def _attack(bench: Bench, count: int, chance: random.Random, found: Killed, *, steps: bool, until_s: float) -> None:
    name = bench.command.name
    last = min(bench.steps(), _MOST_STEPS) if steps else 0
    for step in range(1, last + 1):
        was_running, wrong = bench.attempt(step=step)
        found.steps[name] += was_running
        _note(found, name, f"step {step}", wrong)
    for _ in range(3 * count):  # some end before they are killed
        if time.monotonic() > until_s or found.kills[name] >= count:
            return
        was_running, wrong = bench.attempt(after_s=chance.random() * bench.took_s)
        found.kills[name] += was_running
        _note(found, name, "random", wrong)


def _note(found: Killed, name: str, when: str, wrong: str) -> None:
    if wrong:
        found.lost[name] += 1
        found.problems[f"{name}: {wrong[:160]}"] += 1
        print(f"{name}, {when}: {wrong}", file=sys.stderr, flush=True)


def _start(folder: Path, arguments: Sequence[str], step: int, *, counts: bool = False) -> int:
    """Run a command in a copy of this process, in a session of its own, and return its number."""
    pid = os.fork()
    if pid:
        return pid
    status = 70
    try:
        os.setsid()
        os.chdir(folder)
        scratch = folder / "tmp"
        scratch.mkdir(exist_ok=True)
        home = folder / "home"
        os.environ.update(
            HOME=str(home),
            XDG_DATA_HOME=str(home / "data"),
            XDG_CACHE_HOME=str(home / "cache"),
            TMPDIR=str(scratch),
        )
        said = os.open(scratch / "said", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(said, 1)
        os.dup2(said, 2)
        done = end_at(step)
        status = run_command(list(arguments))
        sys.stderr.flush()
        if counts:
            (scratch / "steps").write_text(str(done()))
    finally:
        os._exit(status)


def _end_well(folder: Path, arguments: Sequence[str]) -> None:
    status = _wait(_start(folder, arguments, 0), _PATIENCE_S)
    if status:
        raise RuntimeError(f"{arguments} ended with {status}: {(folder / 'tmp' / 'said').read_text()[-500:]}")


def _wait(pid: int, seconds: float) -> int:
    if not _ended(pid, seconds):
        os.kill(pid, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _ended(pid: int, seconds: float) -> bool:
    """Wait for a child for some seconds, without collecting it; return whether it has ended."""
    until_s = time.monotonic() + seconds
    while os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        if time.monotonic() > until_s:
            return False
        time.sleep(0.002)
    return True


def _survivors(session: int) -> list[int]:
    """Return the processes of a session that are there after some seconds."""
    until_s = time.monotonic() + _SURVIVE_S
    while found := _members(session):
        if time.monotonic() > until_s:
            return found
        time.sleep(0.01)
    return []


def _members(session: int) -> list[int]:
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] not in "ZX":
            found.append(int(entry.parent.name))
    return found


def _tree(folder: Path) -> Tree:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.name not in ("steps", "said")}


def _is_mixed(found: Tree, older: Tree, newer: Tree) -> bool:
    """Return whether files of both results are there."""
    changed = [name for name in found if older.get(name) != newer.get(name)]
    kinds = {"old" if found[name] == older.get(name) else "new" for name in changed}
    return len(kinds) > 1


def _difference(found: Tree, older: Tree, newer: Tree) -> str:
    names = sorted(found.keys() | older.keys() | newer.keys())
    said = []
    for name in names:
        data = found.get(name)
        is_old, is_new = data == older.get(name), data == newer.get(name)
        said.append(f"{name} {'same' if is_old and is_new else 'old' if is_old else 'new' if is_new else 'other'}")
    return ", ".join(one for one in said if not one.endswith("same"))[:300]
