"""The settings of the dialog; each offers a fixed list of values, so none can be out of range."""

from __future__ import annotations

from collections.abc import Callable

from deepdub_gui.base.follow_mode import FollowMode
from deepdub_gui.base.i18n import LANGUAGES, language_of, mark, tr
from deepdub_gui.base.settings import (
    DEFAULT_KEPT_GB,
    DEFAULT_PAUSE_MS,
    DEFAULT_RANGE_S,
    GAPS_MS,
    KEPT_GB,
    PAUSES_MS,
    RANGES_S,
    ROLLS_MS,
    SCALES_PERCENT,
    SHORTEST_MS,
    STARTS,
    THEMES,
    Settings,
)
from deepdub_gui.features.preferences.limit_choices import make_limit_choices
from deepdub_gui.features.preferences.setting_choice import SettingChoice
from deepdub_gui.features.preferences.setting_targets import SettingTargets
from deepdub_gui.shortcuts.action_entries import plain_text

_THEMES = (mark("System default"), mark("Light"), mark("Dark"))


def make_setting_choices(
    settings: Settings,
    targets: SettingTargets,
    apply_theme: Callable[[], None],
    reopen: Callable[[], None],
    set_pause: Callable[[int], None],
) -> tuple[SettingChoice, ...]:
    """Return all settings of a window.

    Parameters
    ----------
    settings, targets
        The stored settings, and what applies most of them.
    apply_theme, reopen, set_pause
        Apply the chosen theme, a language or a size, and the pause that ends a sentence.
    """
    looks, work = _of_looks(settings, apply_theme, reopen), _of_work(settings, targets, set_pause)
    return (*looks, *work, *make_limit_choices(settings, targets.limits_changed), *_of_listening(settings, targets))


def _of_sentences(settings: Settings, set_pause: Callable[[int], None]) -> SettingChoice:
    def choose(pause_ms: int) -> None:
        settings.pause_ms = pause_ms
        set_pause(pause_ms)

    return SettingChoice(
        tr("Editing"),
        tr("Pause that ends a sentence"),
        tr("A longer pause before the next subtitle ends a sentence, even without a full stop"),
        tuple((f"{pause_ms / 1000:g} s", pause_ms) for pause_ms in PAUSES_MS),
        DEFAULT_PAUSE_MS,
        lambda: settings.pause_ms,
        choose,
    )


def _of_looks(
    settings: Settings, apply_theme: Callable[[], None], reopen: Callable[[], None]
) -> tuple[SettingChoice, ...]:
    def set_theme(name: str) -> None:
        settings.theme = name
        apply_theme()

    def set_language(name: str) -> None:
        before, settings.language = language_of(settings.language), name
        if language_of(name) != before:
            reopen()

    def set_scale(percent: int) -> None:
        before, settings.scale_percent = settings.scale_percent, percent
        if percent != before:
            reopen()

    themes = tuple(zip(map(tr, _THEMES), THEMES, strict=True))
    languages = ((tr(_THEMES[0]), ""), *((name, code) for code, name in LANGUAGES.items()))
    scales = tuple((f"{percent} %", percent) for percent in SCALES_PERCENT)
    return (
        SettingChoice(
            tr("Window"),
            tr("Colours"),
            tr("Light, dark, or the same as the desktop"),
            themes,
            THEMES[0],
            lambda: settings.theme,
            set_theme,
        ),
        SettingChoice(
            tr("Window"),
            tr("Language"),
            tr("Language of the window, which opens again in it"),
            languages,
            "",
            lambda: settings.language,
            set_language,
        ),
        SettingChoice(
            tr("Window"),
            tr("Size"),
            tr("Size of all text and controls; the window opens again in it"),
            scales,
            SCALES_PERCENT[0],
            lambda: settings.scale_percent,
            set_scale,
        ),
        SettingChoice(
            tr("Window"),
            tr("When Deepdub starts"),
            tr("What is shown when Deepdub starts without files"),
            ((tr("Show the welcome page"), STARTS[0]), (tr("Open the last project or clip"), STARTS[1])),
            STARTS[0],
            lambda: settings.start,
            lambda start: setattr(settings, "start", start),
        ),
    )


def _of_work(
    settings: Settings, targets: SettingTargets, set_pause: Callable[[int], None]
) -> tuple[SettingChoice, ...]:
    following = targets.following
    ranges = tuple((f"±{seconds} s", seconds) for seconds in RANGES_S)
    gaps = tuple((tr("{ms} ms", ms=ms) if ms else tr("None"), ms) for ms in GAPS_MS)
    lengths = tuple((tr("{ms} ms", ms=ms), ms) for ms in SHORTEST_MS)
    sizes = tuple((tr("{size} GB", size=size) if size else tr("None"), size) for size in KEPT_GB)
    return (
        SettingChoice(
            tr("Shifting"),
            tr("Slider range"),
            tr("How far the slider reaches to either side"),
            ranges,
            DEFAULT_RANGE_S,
            lambda: settings.range_s,
            targets.reach,
        ),
        SettingChoice(
            tr("Timeline"),
            tr("While playing"),
            tr("How the view follows the playhead"),
            tuple((plain_text(action.text()), mode) for mode, action in following.items()),
            FollowMode.PAGE,
            lambda: settings.following,
            lambda mode: following[mode].trigger(),
        ),
        SettingChoice(
            tr("Editing"),
            tr("Gap between subtitles"),
            tr("Minimum gap that dragging leaves between two subtitles"),
            gaps,
            GAPS_MS[0],
            lambda: settings.gap_ms,
            lambda ms: setattr(settings, "gap_ms", ms),
        ),
        SettingChoice(
            tr("Editing"),
            tr("Shortest subtitle"),
            tr("Minimum duration after moving an edge or splitting"),
            lengths,
            SHORTEST_MS[0],
            lambda: settings.shortest_ms,
            lambda ms: setattr(settings, "shortest_ms", ms),
        ),
        _of_sentences(settings, set_pause),
        SettingChoice(
            tr("Separating"),
            tr("Keep stems up to"),
            tr("Disk space for stems; the least recently used are deleted first"),
            sizes,
            DEFAULT_KEPT_GB,
            lambda: settings.stem_cache_gb,
            targets.keep_up_to,
        ),
    )


def _of_listening(settings: Settings, targets: SettingTargets) -> tuple[SettingChoice, ...]:
    rolls = tuple((f"{roll_ms / 1000:g} s" if roll_ms else tr("None"), roll_ms) for roll_ms in ROLLS_MS)
    switch = ((tr("Yes"), True), (tr("No"), False))
    return (
        SettingChoice(
            tr("Listening"),
            tr("Repeat before the subtitle"),
            tr("Time before the current subtitle that is included when it repeats"),
            rolls,
            0,
            lambda: settings.pre_post_roll_ms[0],
            lambda ms: targets.set_rolls(ms, settings.pre_post_roll_ms[1]),
        ),
        SettingChoice(
            tr("Listening"),
            tr("Repeat after the subtitle"),
            tr("Time after the current subtitle that is included when it repeats"),
            rolls,
            0,
            lambda: settings.pre_post_roll_ms[1],
            lambda ms: targets.set_rolls(settings.pre_post_roll_ms[0], ms),
        ),
        SettingChoice(
            tr("Listening"),
            tr("Loop while shifting"),
            tr("Loop the current subtitle at its new position while shifting"),
            switch,
            True,
            targets.loops_shift.isChecked,
            targets.loops_shift.setChecked,
        ),
        SettingChoice(
            tr("Listening"),
            tr("Match loudness"),
            tr("Play original, vocals, and music and effects at the same loudness"),
            switch,
            False,
            targets.matching.isChecked,
            targets.matching.setChecked,
        ),
    )
