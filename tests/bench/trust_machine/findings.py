"""What an attack finds."""

from __future__ import annotations


class Finding(Exception):
    """A promise that an input breaks; the message says which."""


class TooSlow(BaseException):
    """An input took too long; no handler for ``Exception`` hides it."""
