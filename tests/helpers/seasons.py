"""Small seasons for tests: copies of the sample, with subtitles that fit, lie elsewhere, or belong to another video."""

from __future__ import annotations

import shutil
from pathlib import Path

from deepdub_engine.base.resources import resource
from deepdub_engine.subtitles import Cue, srt_text

SAMPLE = resource("sample", "sample.mkv")
TRUE, LATE = resource("sample", "sample.srt"), resource("sample", "sample_3s_off.srt")


def add_episode(folder: Path, number: int, subtitles: Path | None = LATE) -> Path:
    """Add an episode with a copy of subtitles, and return its clip."""
    folder.mkdir(exist_ok=True)
    clip = folder / f"Show.S01E{number:02}.mkv"
    shutil.copy(SAMPLE, clip)
    if subtitles is not None:
        shutil.copy(subtitles, folder / f"show 1x{number:02}.srt")
    return clip


def add_broken(folder: Path, number: int) -> Path:
    """Add an episode whose clip is no clip, and return it."""
    clip = add_episode(folder, number)
    clip.write_text("no clip")
    return clip


def add_doubtful(folder: Path, number: int, pause_ms: int = 900) -> Path:
    """Add an episode with subtitles that belong to another video, and return its clip."""
    clip = add_episode(folder, number, None)
    cues = [Cue(start, start + 700, f"Line {start}.") for start in range(500, 9000, 700 + pause_ms)]
    (folder / f"show 1x{number:02}.srt").write_text(srt_text(cues), encoding="utf-8")
    return clip
