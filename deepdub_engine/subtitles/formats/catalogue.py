"""The formats that are read and saved here: what they are called, and how their files end."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from deepdub_engine.base.errors import SubtitleFormatDiffers

# The first suffix is the usual one.
SUFFIXES: Mapping[str, tuple[str, ...]] = {
    "srt": (".srt",),
    "ass": (".ass", ".ssa"),
    "ssa": (".ssa", ".ass"),
    "vtt": (".vtt",),
    "sami": (".smi", ".sami"),
    "microdvd": (".sub", ".txt"),
    "mpl2": (".txt", ".mpl", ".sub"),
    "tmp": (".txt", ".sub"),
}
NAMES: Mapping[str, str] = {
    "srt": "SRT",
    "ass": "ASS",
    "ssa": "SSA",
    "vtt": "WebVTT",
    "sami": "SAMI",
    "microdvd": "MicroDVD",
    "mpl2": "MPL2",
    "tmp": "TMPlayer",
}
# What plain text may be called as well is no claim.
_CLAIMED = {suffix for suffixes in SUFFIXES.values() for suffix in suffixes} - {".txt"}


def check_name(kind: str, path: Path, former: Path) -> None:
    """Refuse to write a format under a name that promises another one.

    Parameters
    ----------
    kind
        A key of `SUFFIXES`.
    path
        Where to.
    former
        Where the subtitles were read; the suffix that they have had may stay.

    Raises
    ------
    SubtitleFormatDiffers
        If the name promises another format.
    """
    suffix = path.suffix.lower()
    if suffix in _CLAIMED and suffix not in SUFFIXES[kind] and suffix != former.suffix.lower():
        raise SubtitleFormatDiffers(path, NAMES[kind], SUFFIXES[kind][0])
