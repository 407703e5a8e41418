"""Settings as typed attributes that read and write a store; values that are not allowed are replaced by a default."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, Protocol, Self, TypeVar, overload

from PySide6.QtCore import QSettings

T = TypeVar("T", int, str)


class HasStore(Protocol):
    """An object whose settings are in a store."""

    _store: QSettings


class Choice(Generic[T]):
    """One of several values.

    Parameters
    ----------
    key
        The key in the store.
    allowed, otherwise
        The values, and the default.
    """

    def __init__(self, key: str, allowed: Sequence[T], otherwise: T) -> None:
        self._key = key
        self._allowed: tuple[T, ...] = tuple(allowed)
        self._otherwise: T = otherwise

    @overload
    def __get__(self, holder: None, kind: type) -> Self: ...

    @overload
    def __get__(self, holder: HasStore, kind: type) -> T: ...

    def __get__(self, holder: HasStore | None, kind: type) -> Self | T:
        if holder is None:
            return self
        stored = str(holder._store.value(self._key, ""))  # noqa: SLF001 - a part of its holder
        return next((value for value in self._allowed if str(value) == stored), self._otherwise)

    def __set__(self, holder: HasStore, value: T) -> None:
        holder._store.setValue(self._key, value)  # noqa: SLF001


class Flag:
    """On or off.

    Parameters
    ----------
    key
        The key in the store.
    otherwise
        The default.
    """

    def __init__(self, key: str, *, otherwise: bool) -> None:
        self._choice = Choice[str](key, ("yes", "no"), "yes" if otherwise else "no")

    @overload
    def __get__(self, holder: None, kind: type) -> Self: ...

    @overload
    def __get__(self, holder: HasStore, kind: type) -> bool: ...

    def __get__(self, holder: HasStore | None, kind: type) -> Self | bool:
        return self if holder is None else self._choice.__get__(holder, kind) == "yes"

    def __set__(self, holder: HasStore, on: bool) -> None:
        self._choice.__set__(holder, "yes" if on else "no")
