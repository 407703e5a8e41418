"""The entry point of ``python -m deepdub_gui`` and ``deepdub-gui``."""

import gc
import sys


def main() -> int:
    """Open the window; return the exit code of the program."""
    # Imports leave nothing to collect, and collecting takes a twelfth of the start-up time.
    gc.disable()
    from deepdub_gui.app import main as open_window

    return open_window()


if __name__ == "__main__":
    sys.exit(main())
