"""What subtitles look like on the picture: text in runs of one look, and its place."""

from deepdub_engine.subtitles.appearance.appearance import Appearance
from deepdub_engine.subtitles.appearance.looks import Anchor, Rgba, StyledRun, StyledText, TextLook

__all__ = ["Anchor", "Appearance", "Rgba", "StyledRun", "StyledText", "TextLook"]
