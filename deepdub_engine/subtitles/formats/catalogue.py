"""Supported subtitle formats: names and file suffixes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from deepdub_engine.base.errors import SubtitleFormatDiffers

# The first suffix is the default.
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
# Any plain text file may be named .txt, so it does not imply a format.
_CLAIMED = {suffix for suffixes in SUFFIXES.values() for suffix in suffixes} - {".txt"}


def check_name(kind: str, path: Path, former: Path) -> None:
    """Check that a file name fits the format to be written.

    Parameters
    ----------
    kind
        A key of `SUFFIXES`.
    path
        Path to write to.
    former
        Path that the subtitles were read from; its suffix is always accepted.

    Raises
    ------
    SubtitleFormatDiffers
        If the suffix belongs to another format.
    """
    suffix = path.suffix.lower()
    if suffix in _CLAIMED and suffix not in SUFFIXES[kind] and suffix != former.suffix.lower():
        raise SubtitleFormatDiffers(path, NAMES[kind], SUFFIXES[kind][0])
