"""``python -m deepdub_gui`` opens the window."""

import sys

from deepdub_gui.app import main

if __name__ == "__main__":
    sys.exit(main())
