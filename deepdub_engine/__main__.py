"""The entry point of ``deepdub`` and ``python -m deepdub_engine``."""

from __future__ import annotations

import os
import sys

from deepdub_engine.base.errors import typed
from deepdub_engine.base.memory import address_space_left


def main() -> int:
    """Run the command line; return its exit code.

    Raises
    ------
    SystemExit
        With a sentence, if a library cannot be loaded: under a limit on memory, or in an incomplete installation.
    """
    if address_space_left() is not None:
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # it reserves memory for each thread
    try:
        from deepdub_engine.cli import main as run
    except (ImportError, MemoryError, OSError, RuntimeError) as error:
        known = typed(error)
        if known is None:
            raise
        raise SystemExit(f"deepdub: {known}") from error
    return run()


if __name__ == "__main__":
    sys.exit(main())
