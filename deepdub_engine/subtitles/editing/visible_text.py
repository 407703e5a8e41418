"""The text of a cue as it is seen, and where each of its characters is in the text with tags."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from deepdub_engine.subtitles.editing.texts import tag_spans


@dataclass(frozen=True, slots=True)
class VisibleText:
    """A text without its tags.

    Parameters
    ----------
    text
        What is seen.
    places
        The index of each of its characters in the text with tags, ascending.
    whole
        The text with tags.
    """

    text: str
    places: Sequence[int]
    whole: str

    @classmethod
    def of(cls, whole: str, *, with_tags: bool = False) -> VisibleText:
        """Return what is seen of a text; all of it if its tags count as text."""
        spans = [] if with_tags or not ("<" in whole or "{" in whole) else tag_spans(whole)
        if not spans:
            return cls(whole, range(len(whole)), whole)
        places: list[int] = []
        done = 0
        for start, stop in spans:
            places += range(done, start)
            done = stop
        places += range(done, len(whole))
        return cls("".join(whole[place] for place in places), places, whole)

    def place(self, at: int) -> int:
        """Return where in the text with tags a position is: before its character, or behind the last one."""
        if at < len(self.places):
            return self.places[at]
        return self.places[-1] + 1 if self.places else len(self.whole)

    def with_changes(self, changes: Sequence[tuple[int, int, str]]) -> str:
        """Return the text with tags after changes of the visible one; every tag stays, in the same order.

        Parameters
        ----------
        changes
            Start and stop in the visible text, and what comes there; ascending, without overlaps.
        """
        parts: list[str] = []
        done = 0
        for start, stop, words in changes:
            begin = self.place(start)
            parts += [self.whole[done:begin], words]
            done = begin
            for at in range(start, stop):
                parts.append(self.whole[done : self.places[at]])  # the tags before it
                done = self.places[at] + 1
        return "".join([*parts, self.whole[done:]])
