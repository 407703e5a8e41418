"""Subtitles in a real file, opened in the window."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from deepdub_engine.subtitles import Cue, srt_text
from tests.helpers.open_window import OpenWindow


def open_cues(opened: OpenWindow, folder: Path, cues: Sequence[Cue]) -> Path:
    """Write cues to an SRT file, open it, and return its path."""
    path = folder / "written.srt"
    path.write_text(srt_text(cues), encoding="utf-8")
    opened.open(path)
    assert opened.session.cues == tuple(cues)
    return path


def texts(opened: OpenWindow) -> list[str]:
    """Return the texts of the subtitles in the window."""
    return [cue.text for cue in opened.session.cues]
