"""``python -m deepdub_engine`` is the command ``deepdub``."""

import sys

from deepdub_engine.cli import main

if __name__ == "__main__":
    sys.exit(main())
