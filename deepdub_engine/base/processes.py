"""Start modules of the program as child processes."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def command(module: str, flag: str) -> list[str]:
    """Return the command that runs a module in a child process.

    Parameters
    ----------
    module
        Full name of a module that can be run with ``python -m``.
    flag
        Command-line flag by which the executable of a bundle, which has no interpreter, selects the module.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable, flag]
    # -P: a module in the working folder must not shadow a library.
    return [sys.executable, "-P", "-m", module]


def environment() -> dict[str, str]:
    """Return an environment in which a child process has the same import path."""
    return os.environ | {"PYTHONPATH": os.pathsep.join(str(Path(entry).absolute()) for entry in sys.path)}
