"""Where the files that come with the program are: the model, the sample, the icons."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def resource(*parts: str) -> Path:
    """Return the path of a file or folder in `resources/`, whether the program is installed or run from its folder.

    The path need not exist; whoever opens it says what is missing.
    """
    installed = _PACKAGE / "resources"
    folder = installed if installed.is_dir() else _PACKAGE.parent / "resources"
    return folder.joinpath(*parts)


def handbook() -> Path:
    """Return the path of the README, whether the program is installed or run from its folder."""
    installed = resource("README.md")
    return installed if installed.is_file() else _PACKAGE.parent / "README.md"
