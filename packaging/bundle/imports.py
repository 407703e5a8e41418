"""What Deepdub imports, anywhere in its code: the bundle has to hold all of it. Standard library only."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = ("deepdub_engine", "deepdub_gui")
# What Deepdub does without where it is missing: the extras, and modules of other systems.
DISPENSABLE = ("distributed", "spleeter", "tensorflow", "msvcrt", "winreg", "_winapi")


def modules() -> dict[str, Path]:
    """Return the modules of Deepdub, by their names."""
    found = {}
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imported(source: str) -> Iterator[str]:
    """Yield what a source imports, also inside functions: ``module``, or ``module:name`` for a name from one.

    What is imported for types only is left out.
    """
    yield from _imported(ast.parse(source).body)


def _imported(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}:{alias.name}" for alias in node.names)
        elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            yield from _imported(node.orelse)
        else:
            yield from _imported(ast.iter_child_nodes(node))


def needed_in_a_bundle() -> list[str]:
    """Return all modules of Deepdub, and all that they import and cannot do without, sorted."""
    own = modules()
    texts = {path.read_text("utf-8") for path in own.values()}
    names = {*own, *(name for text in texts for name in imported(text))}
    return sorted(name for name in names if name.partition(":")[0].partition(".")[0] not in DISPENSABLE)
