"""Errors about limits, searches, conversions and spelling."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from deepdub_engine.base.errors.base import DeepdubError
from deepdub_engine.base.messages import Message, MessageOrText, message


@dataclass(eq=False)
class BadLimits(DeepdubError):
    """A text names neither a preset nor limits of subtitles."""

    text: str
    presets: tuple[str, ...]

    exit_code: ClassVar[int] = 2

    def to_message(self) -> Message:
        return message(
            "“{text}” names no limits: write one of {presets}, or limits such as"
            " cps=17,line=42,lines=2,shortest=833,longest=7000,gap=83.",
            text=self.text,
            presets=", ".join(self.presets),
        )


@dataclass(eq=False)
class PatternInvalid(DeepdubError):
    """A regular expression cannot be understood; `reason` is what the library says."""

    pattern: str
    reason: MessageOrText

    def to_message(self) -> Message:
        return message(
            "“{pattern}” is not a regular expression: {reason}. Correct it, or search for it as plain text.",
            pattern=self.pattern,
            reason=self.reason,
        )


@dataclass(eq=False)
class ReplacementInvalid(DeepdubError):
    """A replacement names a group that the regular expression does not have."""

    replacement: str
    reason: MessageOrText

    def to_message(self) -> Message:
        return message(
            "The replacement “{replacement}” does not fit the regular expression: {reason}.",
            replacement=self.replacement,
            reason=self.reason,
        )


@dataclass(eq=False)
class SearchTooSlow(DeepdubError):
    """A regular expression takes too long."""

    pattern: str
    seconds: float

    def to_message(self) -> Message:
        return message(
            "The search for “{pattern}” was stopped after {seconds:g} s: write the expression with fewer nested"
            " repetitions.",
            pattern=self.pattern,
            seconds=self.seconds,
        )


@dataclass(eq=False)
class FormatNotWritable(DeepdubError):
    """Subtitles cannot be converted to the format that a file name asks for."""

    path: Path
    suffixes: tuple[str, ...]

    exit_code: ClassVar[int] = 2

    def to_message(self) -> Message:
        return message(
            "“{name}” names no format that can be written: choose a name that ends in {suffixes}.",
            name=self.path.name,
            suffixes=", ".join(self.suffixes),
        )


@dataclass(eq=False)
class DictionaryMissing(DeepdubError):
    """There is no dictionary for a language, or none at all."""

    language: str
    package: str

    def to_message(self) -> Message:
        if not self.language:
            return message(
                "No dictionary for the spelling check was found: install one of Hunspell, such as the package"
                " {package}, or LibreOffice, and check again.",
                package=self.package,
            )
        return message(
            "There is no dictionary for the language “{language}”: install one of Hunspell, such as the package"
            " {package}, or choose another language in the settings.",
            language=self.language,
            package=self.package,
        )


@dataclass(eq=False)
class SpellingStopped(DeepdubError):
    """The process that checks the spelling has ended, or was never there."""

    def to_message(self) -> Message:
        return message("The spelling check has stopped: check again, or install the package chunspell.")
