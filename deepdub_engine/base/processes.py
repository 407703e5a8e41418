"""How the program starts a part of itself in a process of its own."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def command(module: str, flag: str) -> list[str]:
    """Return the command that runs a module.

    Parameters
    ----------
    module
        Its full name; it has a ``main`` that its ``__main__`` part calls.
    flag
        What tells the entry point of a bundle, which has no interpreter to give a module to, that it is wanted.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable, flag]
    # -P: no module of the same name in the working folder may take the place of a library.
    return [sys.executable, "-P", "-m", module]


def environment() -> dict[str, str]:
    """Return the environment in which a child can import what this process can."""
    return os.environ | {"PYTHONPATH": os.pathsep.join(str(Path(entry).absolute()) for entry in sys.path)}
