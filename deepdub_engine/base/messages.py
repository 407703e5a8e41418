"""What the engine says: English templates and the values in them, so that they can be said in any language.

`worded` and `mark` stand around every text for a person, and `packaging/translate.py` collects what is inside them. The
engine itself speaks English; whoever shows its sentences may translate the template and put the values into that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Wording:
    """Something said to a person; ``str(wording)`` is the English.

    Parameters
    ----------
    text
        In English, with the names of values in braces where there are any.
    values
        Names and values; one that is a wording is to be translated, too, any other is shown as it is.
    """

    text: str
    values: tuple[tuple[str, object], ...] = ()

    def __str__(self) -> str:
        return self.text.format(**dict(self.values)) if self.values else self.text


Said = Wording | str
"""Words of ours, or those of the system, a library or a file, which are shown as they are."""


def worded(text: str, /, **values: object) -> Wording:
    """Say something, with values in place of what is in braces; `text` is a literal, so that it can be collected."""
    return Wording(text, tuple(values.items()))


def mark(text: str, /) -> str:
    """Return a text without values as it is; it is collected, too, and translated where it is shown."""
    return text


def reason_of(error: Exception) -> Said:
    """Return the wording that an exception was raised with, or else its text."""
    first = error.args[0] if error.args else None
    return first if isinstance(first, Wording) else str(error)


def to_plain(value: object) -> Any:
    """Return what was said, or a value in it, as what JSON has."""
    if isinstance(value, Wording):
        return {"text": value.text, "values": {name: to_plain(each) for name, each in value.values}}
    return value if isinstance(value, (str, int, float)) else str(value)


def from_plain(value: Any) -> Any:
    """Rebuild from `to_plain`."""
    if isinstance(value, dict):
        return Wording(value["text"], tuple((name, from_plain(each)) for name, each in value["values"].items()))
    return value
