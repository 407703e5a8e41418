"""The lines of a subtitle file that are left out, and the warnings that name them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from deepdub_engine.base.messages import Message, MessageOrText, message

_NAMED = 5  # most line numbers listed in a warning


@dataclass(frozen=True, slots=True)
class LineNotes:
    """Line numbers, from 1, of what is in no cue, or only partly; all of it stays in the file.

    Parameters
    ----------
    unread
        Lines that look like times but cannot be read.
    reversed
        Cues that end before they start.
    impossible
        Cues at times that cannot be right.
    stray
        Text outside cues, where the format has none.
    beside
        Lines of times with other text, which is no part of the cue.
    """

    unread: tuple[int, ...] = ()
    reversed: tuple[int, ...] = ()
    impossible: tuple[int, ...] = ()
    stray: tuple[int, ...] = ()
    beside: tuple[int, ...] = ()

    def warnings(self, name: str) -> Iterator[Message]:
        """Yield a warning for each kind of line that was found."""
        if self.unread:
            yield message(
                "Lines {lines} of “{name}” look like times but cannot be read: their text is left out.",
                lines=_listed(self.unread),
                name=name,
            )
        if self.reversed:
            yield message(
                "Lines {lines} of “{name}” end before they start: they are left out and stay in the file.",
                lines=_listed(self.reversed),
                name=name,
            )
        if self.impossible:
            yield message(
                "Lines {lines} of “{name}” are at impossible times: they are left out and stay in the file.",
                lines=_listed(self.impossible),
                name=name,
            )
        if self.stray:
            yield message(
                "Lines {lines} of “{name}” belong to no subtitle: they are left out and stay in the file.",
                lines=_listed(self.stray),
                name=name,
            )
        if self.beside:
            yield message(
                "Lines {lines} of “{name}” have text beside their times: it is left out and stays in the file.",
                lines=_listed(self.beside),
                name=name,
            )


def _listed(lines: tuple[int, ...]) -> MessageOrText:
    listed = ", ".join(str(number) for number in lines[:_NAMED])
    more = len(lines) - _NAMED
    return listed if more <= 0 else message("{lines} and {more} more", lines=listed, more=more)
