"""Convert subtitles to another format, and say what it cannot keep."""

from deepdub_engine.subtitles.converting.conversion import Conversion, convert, kind_named

__all__ = ["Conversion", "convert", "kind_named"]
