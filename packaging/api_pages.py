"""Makes pages of the engine's public names from their docstrings, with pdoc.

    python packaging/api_pages.py            writes dist/api/deepdub_engine/api.html
    python packaging/api_pages.py FOLDER

Run it with the interpreter of `.venv`. Any warning of pdoc, such as a type that it cannot find, is an error.
"""

from __future__ import annotations

import sys
import warnings
from pathlib import Path

import pdoc
import pdoc.render

ROOT = Path(__file__).resolve().parent.parent


def make(folder: Path) -> Path:
    """Write the pages; return that of the public names.

    Raises
    ------
    UserWarning
        If pdoc finds something that it cannot show.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        pdoc.render.configure(docformat="numpy", footer_text="Deepdub")
        pdoc.pdoc("deepdub_engine.api", output_directory=folder)
    return folder / "deepdub_engine" / "api.html"


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    print(make(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dist" / "api"))
