"""The settings of the limits that subtitles are checked against."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from deepdub_engine.subtitles.editing.cue_limits import OWN, PRESET_NAMES, PRESETS
from deepdub_gui.base.i18n import tr
from deepdub_gui.base.settings import Settings
from deepdub_gui.dialogs.names import language_name
from deepdub_gui.features.preferences.setting_choice import SettingChoice

_SPEEDS: tuple[float | None, ...] = (None, 9, 12, 13, 15, 17, 20, 21, 23, 25, 30)
_LINES: tuple[int | None, ...] = (None, 13, 16, 32, 35, 37, 40, 42, 45, 50, 60)
_HEIGHTS: tuple[int | None, ...] = (None, 1, 2, 3)
_SHORTEST_MS: tuple[int | None, ...] = (None, 500, 600, 700, 833, 1000, 1200, 1500)
_LONGEST_MS: tuple[int | None, ...] = (None, 5000, 6000, 7000, 8000, 10_000)
_GAPS_MS = (0, 40, 80, 83, 100, 120, 125, 160, 200)


def make_limit_choices(settings: Settings, changed: Callable[[], object]) -> tuple[SettingChoice, ...]:
    """Return the settings of the limits; `changed` is called after each change."""

    def set_name(name: str) -> None:
        if name == OWN:
            settings.limits = settings.limits  # begin with what was there
        else:
            settings.limits_name = name
        changed()

    names = tuple((tr(text), name) for name, text in PRESET_NAMES.items())
    first = SettingChoice(
        tr("Checks"),
        tr("Limits"),
        tr("What subtitles are checked against; changing a value below makes the limits your own"),
        (*names, (tr("Own"), OWN)),
        next(iter(PRESETS)),
        lambda: settings.limits_name,
        set_name,
    )
    return (first, *_single_limits(settings, changed), *_of_spelling(settings, changed))


def _of_spelling(settings: Settings, changed: Callable[[], object]) -> tuple[SettingChoice, ...]:
    def write(name: str, value: Any) -> None:
        setattr(settings, name, value)
        changed()

    from deepdub_engine.subtitles.spelling.dictionaries import find_dictionaries

    codes = find_dictionaries()
    return (
        SettingChoice(
            tr("Checks"),
            tr("Spelling"),
            tr("Whether misspelled words are underlined"),
            ((tr("No"), False), (tr("Yes"), True)),
            False,
            lambda: settings.checks_spelling,
            lambda value: write("checks_spelling", value),
        ),
        SettingChoice(
            tr("Checks"),
            tr("Language of the subtitles"),
            tr("Dictionary for the spelling; more of them can be installed for Hunspell or LibreOffice"),
            ((tr("As the subtitles"), ""), *((_language(code), code) for code in codes)),
            "",
            lambda: settings.spelling_language,
            lambda value: write("spelling_language", value),
        ),
    )


def _language(code: str) -> str:
    name = language_name(code.partition("_")[0])
    country = code.partition("_")[2]
    return f"{name} ({country})" if country else name


def _single_limits(settings: Settings, changed: Callable[[], object]) -> tuple[SettingChoice, ...]:
    def choice(label: str, tip: str, field: str, options: Sequence[tuple[str, Any]]) -> SettingChoice:
        def write(value: Any) -> None:
            settings.limits = replace(settings.limits, **{field: value})
            changed()

        def read() -> Any:
            return getattr(settings.limits, field)

        return SettingChoice(tr("Checks"), label, tip, tuple(options), None, read, write, is_reset=False)

    def seconds(values: Sequence[int | None]) -> list[tuple[str, int | None]]:
        return [(f"{ms / 1000:g} s" if ms else tr("No limit"), ms) for ms in values]

    speeds = [(tr("{speed} a second", speed=speed) if speed else tr("No limit"), speed) for speed in _SPEEDS]
    lines = [(tr("{count} characters", count=count) if count else tr("No limit"), count) for count in _LINES]
    heights = [(str(count) if count else tr("No limit"), count) for count in _HEIGHTS]
    gaps = [(tr("{ms} ms", ms=ms) if ms else tr("No limit"), ms) for ms in _GAPS_MS]
    return (
        choice(tr("Reading speed"), tr("Most characters that are shown in a second"), "characters_per_second", speeds),
        choice(tr("Line length"), tr("Most characters in a line"), "line_characters", lines),
        choice(tr("Lines"), tr("Most lines in a subtitle"), "lines", heights),
        choice(
            tr("Shortest duration"), tr("Shortest duration that is not marked"), "shortest_ms", seconds(_SHORTEST_MS)
        ),
        choice(tr("Longest duration"), tr("Longest duration that is not marked"), "longest_ms", seconds(_LONGEST_MS)),
        choice(
            tr("Smallest gap"),
            tr("Smallest gap between two subtitles that is not marked; dragging keeps it"),
            "gap_ms",
            gaps,
        ),
    )
