"""``python -m deepdub_gui``, and ``deepdub-gui``, open the window."""

import gc
import sys


def main() -> int:
    """Open the window; return the exit code of the program."""
    # Nothing of what is imported can go: looking for what can takes a twelfth of the start.
    gc.disable()
    from deepdub_gui.app import main as open_window

    return open_window()


if __name__ == "__main__":
    sys.exit(main())
