"""An undo step that moves a generated voice; where voices lie is kept in their folder, not in the document."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class VoiceMove:
    """A voice moved by hand from where the fit lays it.

    Parameters
    ----------
    folder
        Absolute path of the sentence folder.
    line
        Hash of the line in the folder when the voice was moved, as text.
    start_ms, end_ms, text
        The line, to know it again under another hash.
    before_ms, after_ms
        Its distance before and after the step.
    """

    folder: str
    line: str
    start_ms: int
    end_ms: int
    text: str
    before_ms: int
    after_ms: int

    def __post_init__(self) -> None:
        if not (self.line.isascii() and self.line.isdecimal()):
            raise ValueError("the line of a voice is no number")

    @property
    def back(self) -> VoiceMove:
        """The move that undoes this one."""
        return replace(self, before_ms=self.after_ms, after_ms=self.before_ms)
