"""Run the ``deepdub`` command as ``python -m deepdub_engine``."""

import sys

from deepdub_engine.cli import main

if __name__ == "__main__":
    sys.exit(main())
