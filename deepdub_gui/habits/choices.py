"""What can be set: every value is one of a few, so that none can be out of its limits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deepdub_gui.settings import (
    DEFAULT_KEPT_GB,
    DEFAULT_RANGE_S,
    KEPT_GB,
    RANGES_S,
    ROLLS_MS,
    SCALES_PERCENT,
    THEMES,
    Settings,
)

if TYPE_CHECKING:
    from deepdub_gui.main_window import MainWindow

_THEMES = ("As the system has it", "Light", "Dark")


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that can be set.

    Parameters
    ----------
    section, label, tip
        Where it stands, what it is called, and what it is for.
    options
        The values with the words for them, in order.
    default
        The value where nothing was set.
    read, write
        Return the value, and set it at once.
    """

    section: str
    label: str
    tip: str
    options: tuple[tuple[str, Any], ...]
    default: Any
    read: Callable[[], Any]
    write: Callable[[Any], None]


def choices_of(window: MainWindow, settings: Settings, wear: Callable[[], None]) -> tuple[Choice, ...]:
    """Return all choices of a window; `wear` puts on the theme that is set."""
    return (*_of_looks(settings, wear), *_of_work(window, settings), *_of_listening(window, settings))


def _of_looks(settings: Settings, wear: Callable[[], None]) -> tuple[Choice, ...]:
    def set_theme(name: str) -> None:
        settings.theme = name
        wear()

    def set_scale(percent: int) -> None:
        settings.scale_percent = percent

    themes = tuple(zip(_THEMES, THEMES, strict=True))
    scales = tuple((f"{percent} %", percent) for percent in SCALES_PERCENT)
    return (
        Choice("Window", "Colours", "Light, dark, or what the desktop asks for", themes, THEMES[0],
               lambda: settings.theme, set_theme),
        Choice("Window", "Size", "Of all text and controls, from the next start on", scales, SCALES_PERCENT[0],
               lambda: settings.scale_percent, set_scale),
    )  # fmt: skip


def _of_work(window: MainWindow, settings: Settings) -> tuple[Choice, ...]:
    ranges = tuple((f"±{seconds} s", seconds) for seconds in RANGES_S)
    sizes = tuple((f"Up to {size} GB" if size else "Nothing", size) for size in KEPT_GB)
    return (
        Choice("Shifting", "Reach of the slider", "How far the slider reaches to either side", ranges, DEFAULT_RANGE_S,
               lambda: settings.range_s, window.shift_bar.set_range),
        Choice("Separating", "Keep of the results", "The least recently used go first", sizes, DEFAULT_KEPT_GB,
               lambda: settings.kept_gb, window.scopes.keep_up_to),
    )  # fmt: skip


def _of_listening(window: MainWindow, settings: Settings) -> tuple[Choice, ...]:
    actions, menus = window.listening.actions, window.listening.menus
    rolls = tuple((f"{roll_ms / 1000:g} s" if roll_ms else "Nothing", roll_ms) for roll_ms in ROLLS_MS)
    switch = (("Yes", True), ("No", False))
    return (
        Choice("Listening", "Repeat before the cue", "How much of what is before it is repeated with the current cue",
               rolls, 0, lambda: settings.rolls_ms[0], lambda ms: menus.set_rolls(ms, settings.rolls_ms[1])),
        Choice("Listening", "Repeat behind the cue", "How much of what is behind it is repeated with the current cue",
               rolls, 0, lambda: settings.rolls_ms[1], lambda ms: menus.set_rolls(settings.rolls_ms[0], ms)),
        Choice("Listening", "Loop while shifting", "The current cue repeats at its new place while it is shifted",
               switch, True, actions.loops_shift.isChecked, actions.loops_shift.setChecked),
        Choice("Listening", "Match loudness", "Original, vocals and accompaniment are made equally loud",
               switch, False, actions.matching.isChecked, actions.matching.setChecked),
    )  # fmt: skip
