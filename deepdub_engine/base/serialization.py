"""Convert frozen dataclasses to plain JSON values and back; new fields need no code here.

The input may be damaged or written by hand. Every value is checked against the type of its field; missing fields get
their default, and unknown fields are ignored.

msgspec and cattrs would need as much code: the errors are translatable, numbers have limits, cues become lists, and a
network is one of two dataclasses, which msgspec refuses; cattrs needs newer typing-extensions than TensorFlow 2.12.
"""

from __future__ import annotations

import dataclasses
import enum
import math
import types
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.base.messages import Message, message, message_from_json, message_to_json

T = TypeVar("T")
_LARGEST = 10**15


def to_plain(value: Any) -> Any:
    """Convert a value to JSON types; a fraction becomes text such as ``"25/24"``.

    A dataclass becomes an object, or a list of its values if its attribute `stored_as_list` is true.
    """
    if isinstance(value, (Fraction, Path, enum.StrEnum)):
        return str(value)
    if isinstance(value, Message):
        return message_to_json(value)
    if isinstance(value, tuple):
        return [to_plain(each) for each in value]
    if _is_list(value):
        return list(dataclasses.astuple(value))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    return value


def from_plain(kind: type[T], value: Any) -> T:
    """Build a value of a type from the output of `to_plain`.

    Parameters
    ----------
    kind
        A dataclass, tuple, union, `enum.StrEnum`, or one of int, float, bool, str, `Fraction`, `Path`, `Message`. Of a
        union, the first type that fits is taken.
    value
        JSON value.

    Raises
    ------
    ValueError
        If the value does not match the type; the message names the field.
    """
    made: T = _make(kind, value, kind.__name__.lower())
    return made


def _make(kind: Any, value: Any, where: str) -> Any:
    if kind in _SIMPLE:
        return _SIMPLE[kind](value, where)
    if get_origin(kind) in (Union, types.UnionType):
        return _union(get_args(kind), value, where)
    if get_origin(kind) is tuple:
        return _tuple(get_args(kind), value, where)
    if issubclass(kind, enum.StrEnum):
        return kind(_text(value, where))
    if _is_list(kind):
        return kind(*_tuple(tuple(_hints(kind).values()), value, where))
    if not isinstance(value, dict):
        raise ValueError(message("{where} has no fields", where=where))
    hints_by_name = _hints(kind)
    given = {name: _make(hint, value[name], name) for name, hint in hints_by_name.items() if name in value}
    try:
        return kind(**given)
    except (TypeError, DeepdubError) as error:
        raise ValueError(message("{where} is incomplete", where=where)) from error


def _is_list(value: Any) -> bool:
    return getattr(value, "stored_as_list", False) is True


def _union(kinds: tuple[Any, ...], value: Any, where: str) -> Any:
    if value is None and types.NoneType in kinds:
        return None
    failures = []
    for kind in (each for each in kinds if each is not types.NoneType):
        try:
            return _make(kind, value, where)
        except ValueError as error:
            failures.append(error)
    raise failures[0]


def _tuple(kinds: tuple[Any, ...], value: Any, where: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise ValueError(message("{where} is not a list", where=where))
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple([_make(kinds[0], each, where) for each in value])
    if len(value) != len(kinds):
        raise ValueError(message("{where} does not have {count:value|values}", where=where, count=len(kinds)))
    return tuple(_make(kind, each, where) for kind, each in zip(kinds, value, strict=True))


def _whole(value: Any, where: str) -> int:
    if type(value) is not int or abs(value) > _LARGEST:
        raise ValueError(message("{where} is not a whole number", where=where))
    return value


def _number(value: Any, where: str) -> float:
    if type(value) not in (int, float) or not math.isfinite(value) or abs(value) > _LARGEST:
        raise ValueError(message("{where} is not a number", where=where))
    return float(value)


def _truth(value: Any, where: str) -> bool:
    if type(value) is not bool:
        raise ValueError(message("{where} is neither true nor false", where=where))
    return value


def _text(value: Any, where: str) -> str:
    if type(value) is not str:
        raise ValueError(message("{where} is not text", where=where))
    return value


def _fraction(value: Any, where: str) -> Fraction:
    over, _, under = _text(value, where).partition("/")
    if not (over.isdecimal() and (under or "1").isdecimal() and len(value) <= 400 and int(under or 1)):
        raise ValueError(message("{where} is not a fraction", where=where))
    return Fraction(int(over), int(under or 1))


def _path(value: Any, where: str) -> Path:
    return Path(_text(value, where))


def _message(value: Any, where: str) -> Message:
    if not isinstance(value, dict):
        raise ValueError(message("{where} has no fields", where=where))
    try:
        made: Message = message_from_json(value)
    except (KeyError, AttributeError) as error:
        raise ValueError(message("{where} is incomplete", where=where)) from error
    return made


_SIMPLE: dict[Any, Callable[[Any, str], Any]] = {
    int: _whole,
    float: _number,
    bool: _truth,
    str: _text,
    Fraction: _fraction,
    Path: _path,
    Message: _message,
}


@cache
def _hints(kind: type) -> dict[str, Any]:
    names = [field.name for field in dataclasses.fields(kind)]
    hints = get_type_hints(kind)
    return {name: hints[name] for name in names}
