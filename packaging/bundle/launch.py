"""What each program of the bundle runs: the window, the command line, or one of their child processes.

A bundle has no interpreter, so `deepdub_engine.base.processes.command` starts its own program again with a flag.
"""

from __future__ import annotations

import importlib
import os
import sys
import types
from collections.abc import Iterable
from pathlib import Path

WORKERS = {
    "--separation-worker": "deepdub_engine.separation.worker",
    "--speakers-worker": "deepdub_engine.speakers.worker",
    "--player-worker": "deepdub_engine.player.worker",
    "--spelling-worker": "deepdub_engine.subtitles.spelling.worker",
    "--batch-worker": "deepdub_engine.cli.batch_worker",
}
WINDOW = "deepdub-gui"
CHECK = "--check-imports"  # of `smoke.py`: import what follows, and print what is missing


def tidy_environment() -> None:
    """Give child processes the environment that this program was started in.

    The boot loader has changed the path of libraries for this process, which has read it. Programs that the window
    opens, such as a file manager, need their own libraries; the bundle's programs set it again.
    """
    for name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"):
        former = os.environ.pop(f"{name}_ORIG", None)
        if former is not None:
            os.environ[name] = former
        elif name in os.environ:
            del os.environ[name]
    # Otherwise the boot loader takes a child for a part of this process, which needs no path.
    os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"


def leave_special_functions_out() -> None:
    """Stand in for `scipy.special`, which SciPy's Fourier transforms import for a transform that Deepdub never calls.

    With what it imports in turn, it would take half a second at the start of each child process, and 50 MB.
    """
    stand_in = types.ModuleType("scipy.special")
    stand_in.loggamma = stand_in.poch = None  # type: ignore[attr-defined]
    sys.modules["scipy.special"] = stand_in


def missing(names: Iterable[str]) -> list[str]:
    """Import modules, or ``module:name`` for what is in one; return a line for each that cannot be imported."""
    lines = []
    for name in names:
        module, _, inside = name.partition(":")
        try:
            if inside and not hasattr(importlib.import_module(module), inside):
                importlib.import_module(f"{module}.{inside}")
            elif not inside:
                importlib.import_module(module)
        except OSError:
            continue  # it is there, and opens a library of the system
        except ImportError as error:
            lines.append(f"{name}: {error}")
    return lines


def main(arguments: list[str], program: str) -> int:
    """Run what the first argument, or else the name of the program, chooses; return the exit status."""
    if arguments and arguments[0] == CHECK:
        lines = missing(arguments[1:])
        print("\n".join(lines))
        return 1 if lines else 0
    worker = WORKERS.get(arguments[0]) if arguments else None
    if worker is not None:
        return int(importlib.import_module(worker).main())
    if program == WINDOW:
        from deepdub_gui.__main__ import main as open_window

        return open_window()
    from deepdub_engine.__main__ import main as run_command

    return run_command()


if __name__ == "__main__":
    tidy_environment()
    leave_special_functions_out()
    sys.exit(main(sys.argv[1:], Path(sys.executable).stem))
