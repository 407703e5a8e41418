"""The Deepdub engine: media, subtitles, separation, playback and the pipeline, without a user interface."""

__version__ = "0.1.0"
