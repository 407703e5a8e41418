"""The entry point of ``python -m deepdub_gui`` and ``deepdub-gui``."""

import gc
import sys

from deepdub_engine.base.errors import typed


def main() -> int:
    """Open the window; return the exit code of the program.

    Raises
    ------
    SystemExit
        With a sentence, if a library cannot be loaded.
    """
    # Imports leave nothing to collect, and collecting takes a twelfth of the start-up time.
    gc.disable()
    try:
        from deepdub_gui.app import main as open_window
    except (ImportError, MemoryError, OSError) as error:
        known = typed(error)
        if known is None:
            raise
        raise SystemExit(f"deepdub-gui: {known}") from error
    return open_window()


if __name__ == "__main__":
    sys.exit(main())
