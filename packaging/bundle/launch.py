"""What each program of the bundle runs: the window, the command line, or one of their child processes.

A bundle has no interpreter, so `deepdub_engine.base.processes.command` starts its own program again with a flag.
"""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path

WORKERS = {
    "--separation-worker": "deepdub_engine.separation.worker",
    "--speakers-worker": "deepdub_engine.speakers.worker",
    "--player-worker": "deepdub_engine.player.worker",
    "--spelling-worker": "deepdub_engine.subtitles.spelling.worker",
    "--batch-worker": "deepdub_engine.cli.batch_worker",
}
WINDOW = "deepdub-gui"


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


def main(arguments: list[str], program: str) -> int:
    """Run what the first argument, or else the name of the program, chooses; return the exit status."""
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
    sys.exit(main(sys.argv[1:], Path(sys.executable).stem))
