"""The stored settings about the texts of subtitles."""

from __future__ import annotations

import enum
from pathlib import Path

from PySide6.QtCore import QSettings

from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.subtitles.editing.cue_limits import DEFAULT_LIMITS, OWN, PRESETS, CueLimits
from deepdub_engine.subtitles.editing.limit_texts import limits_text, parse_limits


class TextSettingKey(enum.StrEnum):
    """The keys of the settings file."""

    LIMITS = "checks/limits"
    OWN_LIMITS = "checks/own_limits"
    SPELLING = "checks/spelling"
    SPELLING_LANGUAGE = "checks/spelling_language"


class TextSettings:
    """The part of `Settings` with the limits of subtitles and the spelling check."""

    _store: QSettings

    @property
    def limits_name(self) -> str:
        """The name of the limits that subtitles are checked against: a preset, or the user's own."""
        name = str(self._store.value(TextSettingKey.LIMITS, ""))
        return name if name == OWN or name in PRESETS else next(iter(PRESETS))

    @limits_name.setter
    def limits_name(self, name: str) -> None:
        self._store.setValue(TextSettingKey.LIMITS, name)

    @property
    def limits(self) -> CueLimits:
        """The limits that subtitles are checked against; setting them makes them the user's own."""
        name = self.limits_name
        if name != OWN:
            return PRESETS[name]
        try:
            return parse_limits(str(self._store.value(TextSettingKey.OWN_LIMITS, "")))
        except DeepdubError:
            return DEFAULT_LIMITS

    @limits.setter
    def limits(self, limits: CueLimits) -> None:
        self._store.setValue(TextSettingKey.OWN_LIMITS, limits_text(limits))
        self.limits_name = OWN

    @property
    def folder(self) -> Path:
        """The folder of the settings file, for private files of the same person."""
        return Path(self._store.fileName()).parent

    @property
    def checks_spelling(self) -> bool:
        """Whether misspelled words are underlined."""
        return str(self._store.value(TextSettingKey.SPELLING, "no")) == "yes"

    @checks_spelling.setter
    def checks_spelling(self, checks: bool) -> None:
        self._store.setValue(TextSettingKey.SPELLING, "yes" if checks else "no")

    @property
    def spelling_language(self) -> str:
        """The dictionary for the spelling check, such as ``en_US``; empty to guess it from the subtitles."""
        return str(self._store.value(TextSettingKey.SPELLING_LANGUAGE, ""))

    @spelling_language.setter
    def spelling_language(self, name: str) -> None:
        self._store.setValue(TextSettingKey.SPELLING_LANGUAGE, name)
