"""Translatable messages of the engine: English templates with their values.

`worded` and `mark` wrap every text for the user, and `packaging/translate.py` extracts the texts inside them. The
engine itself uses English; a front end can translate the template and insert the values.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Wording:
    """A message for the user; ``str(wording)`` is the English text.

    Parameters
    ----------
    text
        English template, with value names in braces.
    values
        Names and values; nested messages are translated, other values are shown unchanged.
    """

    text: str
    values: tuple[tuple[str, object], ...] = ()

    def __str__(self) -> str:
        return self.text.format(**dict(self.values)) if self.values else self.text


Said = Wording | str
"""A translatable message, or text of the system, a library or a file, which is shown unchanged."""


def worded(text: str, /, **values: object) -> Wording:
    """Return a message with values for the names in braces; `text` must be a literal, so that it can be extracted."""
    return Wording(text, tuple(values.items()))


def mark(text: str, /) -> str:
    """Return the text unchanged; marks it for extraction, to be translated where it is shown."""
    return text


def reason_of(error: Exception) -> Said:
    """Return the message that an exception was raised with, or else its text."""
    first = error.args[0] if error.args else None
    return first if isinstance(first, Wording) else str(error)


def to_plain(value: object) -> Any:
    """Convert a message, or a value of one, to JSON types."""
    if isinstance(value, Wording):
        return {"text": value.text, "values": {name: to_plain(each) for name, each in value.values}}
    return value if isinstance(value, (str, int, float)) else str(value)


def from_plain(value: Any) -> Any:
    """Restore a message from the result of `to_plain`."""
    if isinstance(value, dict):
        return Wording(value["text"], tuple((name, from_plain(each)) for name, each in value["values"].items()))
    return value
