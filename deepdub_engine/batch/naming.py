"""Names of episodes, each of which is also the name of a folder, on any system."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_UNFIT = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_ENDS = re.compile(r"\A[\s.]+|[\s.]+\Z")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|report\.(?:csv|html))(?=\.|\Z)", re.IGNORECASE)


def folder_name(text: str) -> str:
    """Return a name that Windows, macOS and Linux take for a folder; empty if nothing of it is left."""
    name = _UNFIT.sub("_", unicodedata.normalize("NFC", text))
    name = _ENDS.sub("", name)
    reserved = _RESERVED.match(name)
    return f"{reserved[0]}_{name[reserved.end() :]}" if reserved else name


def same_name(name: str) -> str:
    """Return what names have in common that are one folder on a disk which ignores case or Unicode forms."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def free_name(name: str, taken: Iterable[str]) -> str:
    """Return a name, with a number if another episode has it; `taken` are names as `same_name` returns them."""
    taken, free, number = set(taken), name, 1
    while same_name(free) in taken:
        number += 1
        free = f"{name} {number}"
    return free
