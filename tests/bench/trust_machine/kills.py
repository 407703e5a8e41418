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
from collections.abc import Generator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path

from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.pipeline.dub.lines import SENTENCES_JSON
from tests.bench.trust_machine.commands import COMMANDS, Command, small_models, write_inputs
from tests.bench.trust_machine.kill_steps import count_steps, end_at
from tests.bench.trust_machine.processes import PATIENCE_S, end_well, ended, said, start, survivors, wait

Tree = Mapping[str, bytes]
_MOST_STEPS = 400
# What a receipt says of times differs, and an unfinished download is kept to go on with.
_NOT_RESULTS = (".json", ".gz", ".part")
_REPORTS = ("report.csv", "report.html")
_COPIES = ("out", "out.srt", "out.vtt", "out.csv", "out.mov", "out.wav")


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
        end_well(self._template, command.older)
        self.inputs = _tree(inputs, command.changes)
        self.older, self.older_names = self._results(self._template), names_in(self._template)
        began_s = time.monotonic()
        whole = self.fresh()
        end_well(whole, command.newer)
        self.took_s = time.monotonic() - began_s
        self.newer, self.names = self._results(whole), names_in(whole)
        if self.older == self.newer:
            raise ValueError(f"{command.name}: the older and the newer result are the same")
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
        end_well(folder, self.command.newer, lambda: count_steps(folder / "tmp" / "steps"))
        count = int((folder / "tmp" / "steps").read_text())
        shutil.rmtree(folder)
        return count

    def attempt(self, *, after_s: float = 0.0, step: int = 0) -> tuple[bool, str]:
        """Kill one run; return whether it was still running, and what is wrong."""
        folder = self.fresh()
        pid = start(folder, self.command.newer, lambda: end_at(step))
        if step:
            was_running = wait(pid, PATIENCE_S) != 0
        else:
            was_running = not ended(pid, after_s)
            if was_running:
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
        wrong = self._wrong(folder, pid)
        shutil.rmtree(folder)
        return was_running, wrong

    def _wrong(self, folder: Path, pid: int) -> str:
        for each in (left := survivors(pid)):
            os.kill(each, signal.SIGKILL)
        return "a child survived" if left else self.wrong_result(folder) or self._wrong_afterwards(folder)

    def wrong_result(self, folder: Path) -> str:
        """Return what is wrong with a result; it is the older or the newer one as a whole."""
        if not self.command.parts and _is_mixed(found := self._results(folder), self.older, self.newer):
            return f"mixed: {_difference(found, self.older, self.newer)}"
        if self.command.reads is not None:
            try:
                self.command.reads(folder)
            except DeepdubError as error:
                return f"the result cannot be read: {type(error).__name__}"
        found = self._results(folder)
        if not self._is_known(found):
            return f"neither the older nor the newer result: {_difference(found, self.older, self.newer)}"
        changed = any(_read(folder / name) != data for name, data in self.inputs.items())
        return "an input was changed" if changed else ""

    def _is_known(self, found: Tree) -> bool:
        """Return whether a result is the older or the newer one, or each of its files is."""
        if not self.command.parts:
            return found in (self.older, self.newer)
        names = found.keys() | (self.older.keys() & self.newer.keys())
        return all(found.get(name) in (self.older.get(name), self.newer.get(name)) for name in names)

    def _wrong_afterwards(self, folder: Path) -> str:
        status = wait(start(folder, self.command.newer), PATIENCE_S)
        if status:
            return f"the next run fails with {status}: {said(folder)[-200:]}"
        if self._results(folder) != self.newer:
            return f"the next run has another result: {_difference(self._results(folder), self.newer, self.newer)}"
        extra = names_in(folder) - self.names
        return f"left after the next run: {sorted(extra)[:3]}" if extra else ""

    def leftovers(self, folder: Path, known: AbstractSet[str] = frozenset()) -> str:
        """Return which files and folders are there, besides known ones, that an undisturbed run does not leave."""
        extra = {name for name in names_in(folder) - self.names - known if not _goes_on(name)}
        return f"left after the run: {sorted(extra)[:3]}" if extra else ""

    def _results(self, folder: Path) -> Tree:
        """Return the result: visible files in the outputs, the store of models, and an input that is changed."""
        places = [folder / name for name in _COPIES] + [folder / "home" / "data" / "deepdub" / "models"]
        if self.command.changes:
            places.append(folder / self.command.changes)
        found: dict[str, bytes] = {}
        for place in places:
            for path in [place, *place.rglob("*")]:
                parts = path.relative_to(folder).parts
                is_hidden = any(part.startswith(".") for part in parts)
                if path.is_file() and not is_hidden and not _differs(path):
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
    for bench in benches(folder, names):
        _attack(bench, count, chance, found, steps=steps, until_s=until_s)
    return found


def benches(folder: Path, names: Sequence[str]) -> Generator[Bench, None, None]:
    """Yield a bench for each command that is named, or for all; its folder is removed when the next one is wanted."""
    inputs = folder / "inputs"
    inputs.mkdir()
    write_inputs(inputs)
    with small_models(folder / "models"):
        for command in COMMANDS:
            if names and command.name not in names:
                continue
            place = folder / command.name
            place.mkdir()
            yield Bench(command, inputs, place)
            shutil.rmtree(place)


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


def _differs(path: Path) -> bool:
    """Return whether two runs make two different files of this name, by their times or the folder that they are in."""
    return path.name != SENTENCES_JSON and (path.suffix in _NOT_RESULTS or path.name in _REPORTS)


def _tree(folder: Path, without: str) -> Tree:
    """Return the files of a folder, except those in one of its folders."""
    files = {path.relative_to(folder): path for path in folder.rglob("*") if path.is_file()}
    return {name.as_posix(): path.read_bytes() for name, path in files.items() if name.parts[0] != without}


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _goes_on(name: str) -> bool:
    """Return whether a file is an unfinished download, with which the next run goes on."""
    return name.endswith((".tar.gz", ".tar.gz.part", ".tar.gz.part.json"))


def names_in(folder: Path) -> set[str]:
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
