"""The lines of a subtitle file that are left out, and the warnings that name them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from deepdub_engine.base.messages import Message, MessageOrText, mark, message

_NAMED = 5  # most line numbers listed in a warning
_TEXTS = {
    "unread": mark("Lines {lines} of “{name}” look like times but cannot be read: their text is left out."),
    "reversed": mark("Lines {lines} of “{name}” end before they start: they are left out and stay in the file."),
    "impossible": mark("Lines {lines} of “{name}” are at impossible times: they are left out and stay in the file."),
    "stray": mark("Lines {lines} of “{name}” belong to no subtitle: they are left out and stay in the file."),
    "beside": mark("Lines {lines} of “{name}” have text beside their times: it is left out and stays in the file."),
}


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
        for kind, text in _TEXTS.items():
            lines: tuple[int, ...] = getattr(self, kind)
            if lines:
                yield Message(text, (("lines", _listed(lines)), ("name", name)))


def _listed(lines: tuple[int, ...]) -> MessageOrText:
    listed = ", ".join(str(number) for number in lines[:_NAMED])
    more = len(lines) - _NAMED
    return listed if more <= 0 else message("{lines} and {more} more", lines=listed, more=more)
