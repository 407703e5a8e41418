"""What each program of the bundle runs: the window, the command line, or one of their child processes.

A bundle has no interpreter, so `deepdub_engine.base.processes.command` starts its own program again with a flag.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

WORKERS = {
    "--separation-worker": "deepdub_engine.separation.worker",
    "--player-worker": "deepdub_engine.player.worker",
}
WINDOW = "deepdub-gui"


def forget_library_path() -> None:
    """Restore the library path that the boot loader has changed: this process has read it, and programs that the window
    opens, such as a file manager, need their own libraries.
    """  # noqa: D205 - one sentence
    for name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"):
        former = os.environ.pop(f"{name}_ORIG", None)
        if former is not None:
            os.environ[name] = former
        elif name in os.environ:
            del os.environ[name]


def main(arguments: list[str], program: str) -> int:
    """Run what the first argument, or else the name of the program, chooses; return the exit status."""
    worker = WORKERS.get(arguments[0]) if arguments else None
    # Written as imports, so that PyInstaller finds them.
    if worker == "deepdub_engine.separation.worker":
        from deepdub_engine.separation.worker import main as separate

        return separate()
    if worker == "deepdub_engine.player.worker":
        from deepdub_engine.player.worker import main as play

        return play()
    if program == WINDOW:
        from deepdub_gui.__main__ import main as open_window

        return open_window()
    from deepdub_engine.cli import main as run_command

    return run_command()


if __name__ == "__main__":
    forget_library_path()
    sys.exit(main(sys.argv[1:], Path(sys.executable).stem))
