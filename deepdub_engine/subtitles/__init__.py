"""Subtitle files: read whatever people have, and change nothing on saving but the times."""

from deepdub_engine.subtitles.cues import Cue, slice_cues
from deepdub_engine.subtitles.encodings import DecodedText
from deepdub_engine.subtitles.files import SubtitleFile, load_subtitles, read_subtitles, save_subtitles, srt_text
from deepdub_engine.subtitles.matching import origins

__all__ = [
    "Cue",
    "DecodedText",
    "SubtitleFile",
    "load_subtitles",
    "origins",
    "read_subtitles",
    "save_subtitles",
    "slice_cues",
    "srt_text",
]
