"""A short slice of the machine that attacks the program, and everything that it has ever found."""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

import pytest

from tests.bench.trust_machine.fuzz_worker import execute
from tests.bench.trust_machine.readers import READERS
from tests.bench.trust_machine.soak import problems
from tests.helpers.trust_attack import attack

ROOT = Path(__file__).parents[2]
FOUND = ROOT / "tests" / "data" / "fuzzed"
OLDER = ROOT / "tests" / "data" / "cases" / "fuzzed" / "subs"
SEEDS = range(8)  # of the shift and the edit


def found_files() -> list[tuple[str, Path]]:
    older = [("subtitles", path) for path in sorted(OLDER.iterdir()) if path.suffix != ".why"]
    kept = [(path.parent.name, path) for path in sorted(FOUND.glob("*/*")) if path.suffix != ".why"]
    return [*older, *kept]


def test_what_the_fuzzer_found_is_right_now(tmp_path: Path) -> None:
    readers, wrong = {}, {}
    for name, path in found_files():
        if name not in readers:
            (tmp_path / name).mkdir()
            readers[name] = READERS[name](tmp_path / name)
        for seed in SEEDS:
            _, reason = execute(readers[name], path, tmp_path, random.Random(seed))
            if reason:
                wrong[path.name] = reason
    assert wrong == {}


def test_damaged_files_break_no_promise(tmp_path: Path) -> None:
    figures = attack(tmp_path, "--only", "fuzz", "--executions", "800", "--readers", "subtitles", "rows", "archive")
    assert figures["fuzz_executions"] == 808
    assert (figures["fuzz_failures"], figures["fuzz_findings"]) == (0, {})


@pytest.mark.skipif(not hasattr(os, "fork"), reason="commands are copies of a process")
def test_a_killed_command_leaves_one_result_and_nothing_else(tmp_path: Path) -> None:
    figures = attack(tmp_path, "--only", "kills", "--kills", "3", "--commands", "shift", "import")
    assert int(str(figures["kills"])) >= 19  # at each step, and 3 at random moments
    assert (figures["lost"], figures["kill_findings"]) == (0, {})


@pytest.mark.skipif(sys.platform != "linux", reason="limits are those of Linux")
def test_a_full_disk_little_memory_and_vanishing_inputs_end_in_a_sentence(tmp_path: Path) -> None:
    figures = attack(tmp_path, "--only", "limits", "--commands", "shift", "keep")
    assert int(str(figures["limit_runs"])) > 50
    assert (figures["lost"], figures["limit_findings"]) == (0, {})


def visits(**grown: int) -> list[dict[str, int]]:
    """Return what twelve visits hold, of which the last holds more."""
    held = {"mb": 400, "files": 15, "threads": 10, "widgets": 350, "objects": 90_000, "stems": 1, "played_s": 7200}
    return [held] * 11 + [held | grown]


def test_a_soak_finds_what_grows_and_what_is_left() -> None:
    def found(held: list[dict[str, int]], *, hours: float = 2, children: int = 0, is_cut: bool = False) -> list[str]:
        return problems(held, {"children": children}, hours, is_cut=is_cut)

    assert found(visits(mb=440)) == []
    assert found(visits(mb=500)) == ["mb grew from 400 to 500"]
    assert found(visits(threads=13, files=19)) == ["files grew from 15 to 19", "threads grew from 10 to 13"]
    assert found(visits(stems=0), children=1) == [
        "a child process was left when the window was closed",
        "a visit has no stems",
    ]
    assert found(visits(), hours=8, is_cut=True) == []
    assert found(visits(), hours=8) == ["the window ended early"]
    assert found([]) == ["the window ended early"]
