"""The promises in `PROMISES.md` name existing tests."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parent.parent
PROMISES = TESTS / "PROMISES.md"
ROWS = [
    line for line in PROMISES.read_text("utf-8").splitlines() if re.match(r"\| (?!(?:promise|complaint|key) \|)", line)
]


def functions_in(file: str) -> set[str]:
    """Return the functions in a file without importing it, since the window's tests need more than the engine."""
    path = TESTS / file
    if not path.is_file():
        return set()
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {node.name for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, functions)}


def test_there_are_promises() -> None:
    assert len(ROWS) > 50


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[1].strip()[:60])
def test_every_promise_has_a_test_that_exists(row: str) -> None:
    named = re.findall(r"`([^`]+)::([^`]+)`", row.split("|")[2])
    assert named, "PROMISES.md names no test"
    assert [f"{file}::{name}" for file, name in named if name not in functions_in(file)] == []
