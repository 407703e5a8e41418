"""One setting of the dialog."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class SettingChoice:
    """One setting with its possible values.

    Parameters
    ----------
    section, label, tip
        Its section of the dialog, its label and its tooltip.
    options
        Pairs of text and value, in order.
    default
        The value until the user chooses one.
    read, write
        Return the value; store and apply a new one.
    is_reset
        Whether resetting all settings writes the default; not where another setting brings it along.
    """

    section: str
    label: str
    tip: str
    options: tuple[tuple[str, Any], ...]
    default: Any
    read: Callable[[], Any]
    write: Callable[[Any], None]
    is_reset: bool = True
