"""Makes the man pages and the completion scripts of the Debian package; run with the interpreter of the bundle's venv.

python packaging/bundle/man_pages.py FOLDER
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path

from argparse_manpage.manpage import Manpage

from deepdub_engine import __version__
from deepdub_engine.cli.arguments import SHELLS, build_parser
from deepdub_engine.cli.completion import complete_paths

_FILES = {"bash": "deepdub", "zsh": "_deepdub", "fish": "deepdub.fish"}


def page(parser: argparse.ArgumentParser, description: str) -> str:
    """Return the man page of a program."""
    data = {
        "project_name": "Deepdub",
        "description": description,
        "version": __version__,
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "manual_title": "User Commands",
    }
    return str(Manpage(parser, format="single-commands-section", _data=data))


def main(folder: Path) -> None:
    """Write `deepdub.1`, `deepdub-gui.1`, and a script for each shell."""
    import shtab

    from deepdub_gui.app import build_parser as build_window_parser

    folder.mkdir(parents=True, exist_ok=True)
    parser = build_parser()
    (folder / "deepdub.1").write_text(page(parser, "prepare a film for dubbing"), encoding="utf-8")
    window = page(build_window_parser(), "prepare a film for dubbing, in a window")
    (folder / "deepdub-gui.1").write_text(window, encoding="utf-8")
    complete_paths(parser)
    for shell in SHELLS:
        (folder / _FILES[shell]).write_text(shtab.complete(parser, shell), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
