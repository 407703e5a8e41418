"""Convert subtitles to another format, and say what it cannot keep."""

from deepdub_engine.subtitles.converting.conversion import TARGETS, Conversion, convert, kind_named

__all__ = ["TARGETS", "Conversion", "convert", "kind_named"]
