"""Subtitle files: read the common formats, and keep everything on saving except what was edited."""

from deepdub_engine.subtitles.cues import Cue, slice_cues
from deepdub_engine.subtitles.decoded_text import DecodedText
from deepdub_engine.subtitles.files import SubtitleFile, load_subtitles, read_subtitles, save_subtitles, srt_text
from deepdub_engine.subtitles.formats.catalogue import NAMES, SUFFIXES, check_name
from deepdub_engine.subtitles.formats.timed_text import Language
from deepdub_engine.subtitles.matching import origins
from deepdub_engine.subtitles.reopening import EncodingPreview, preview_encodings, reread, with_new_texts

__all__ = [
    "NAMES",
    "SUFFIXES",
    "Cue",
    "DecodedText",
    "EncodingPreview",
    "Language",
    "SubtitleFile",
    "check_name",
    "load_subtitles",
    "origins",
    "preview_encodings",
    "read_subtitles",
    "reread",
    "save_subtitles",
    "slice_cues",
    "srt_text",
    "with_new_texts",
]
