"""Locate the files that ship with the program: the model, the sample, the icons."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def resource(*parts: str) -> Path:
    """Return the path of a file or folder in `resources/`, installed or in the source tree; it need not exist."""
    installed = _PACKAGE / "resources"
    folder = installed if installed.is_dir() else _PACKAGE.parent / "resources"
    return folder.joinpath(*parts)


def handbook_folder(language: str) -> Path:
    """Return the folder of the handbook's pages in a language, or in English where there are none."""
    folder = resource("handbook", language)
    return folder if folder.is_dir() else resource("handbook", "en")
