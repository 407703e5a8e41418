"""Subtitle tracks of media files: list them, and extract one as a subtitle file in its own format."""

from deepdub_engine.subtitles.embedded.extraction import extract_subtitles
from deepdub_engine.subtitles.embedded.tracks import chosen_track, subtitle_tracks

__all__ = ["chosen_track", "extract_subtitles", "subtitle_tracks"]
