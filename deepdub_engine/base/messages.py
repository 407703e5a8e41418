"""Translatable messages of the engine: English templates with their values.

`message` and `mark` wrap every text for the user, and `packaging/translate.py` extracts the texts inside them. The
engine itself uses English; a front end can translate the template and insert the values.

A number with its noun is written ``{count:subtitle|subtitles}``, which `fill` makes “1 subtitle” or “2 subtitles”. A
verb stands inside, too, and a translation into a language without plurals writes ``{count}``.
"""

from __future__ import annotations

import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


class _Filler(string.Formatter):
    def format_field(self, value: object, format_spec: str) -> str:
        one, bar, many = format_spec.partition("|")
        if bar:
            return f"{value} {one if value == 1 else many}"
        return str(format(value, format_spec))


def fill(template: str, values: Mapping[str, object]) -> str:
    """Return a template with values in its braces, and the right form of each noun after a number.

    Raises
    ------
    KeyError, IndexError, ValueError
        If the template names a value that is not given, or has wrong braces.
    """
    return _Filler().vformat(template, (), values)


@dataclass(frozen=True, slots=True)
class Message:
    """A message for the user; ``str(message)`` is the English text.

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
        return fill(self.text, dict(self.values)) if self.values else self.text

    def __format__(self, form: str) -> str:
        return format(str(self), form)


MessageOrText = Message | str
"""A translatable message, or text of the system, a library or a file, which is shown unchanged."""


def message(text: str, /, **values: object) -> Message:
    """Return a message with values for the names in braces; `text` must be a literal, so that it can be extracted."""
    return Message(text, tuple(values.items()))


def mark(text: str, /) -> str:
    """Return the text unchanged; marks it for extraction, to be translated where it is shown."""
    return text


def joined(separator: str, parts: Iterable[MessageOrText], /) -> Message:
    """Return a message of parts in a row, each of which is translated if it is a message."""
    values = {f"part_{number}": part for number, part in enumerate(parts)}
    return Message(separator.join(f"{{{name}}}" for name in values), tuple(values.items()))


def message_of(error: Exception) -> MessageOrText:
    """Return the message that an exception was raised with, or else its text."""
    first = error.args[0] if error.args else None
    return first if isinstance(first, Message) else str(error)


def message_to_json(value: object) -> Any:
    """Convert a message, or a value of one, to JSON types."""
    if isinstance(value, Message):
        return {"text": value.text, "values": {name: message_to_json(each) for name, each in value.values}}
    return value if isinstance(value, (str, int, float)) else str(value)


def message_from_json(value: Any) -> Any:
    """Restore a message from the result of `message_to_json`."""
    if isinstance(value, dict):
        return Message(value["text"], tuple((name, message_from_json(each)) for name, each in value["values"].items()))
    return value


def told_from_json(value: Any) -> MessageOrText:
    """Restore a message or a text that may be damaged.

    Raises
    ------
    ValueError
        If it is neither, or its values do not suit it.
    """
    try:
        told = message_from_json(value)
        str(told)
    except (KeyError, IndexError, AttributeError, TypeError, ValueError, RecursionError) as error:
        raise ValueError("it is no message") from error
    if not isinstance(told, (Message, str)):
        raise ValueError("it is no message")
    return told
