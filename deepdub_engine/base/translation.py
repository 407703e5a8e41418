"""Translates messages without Qt, from the catalogues that the window uses.

The window asks Qt for the compiled catalogue; the command line reads its source, `resources/languages/*.ts`, and only
if the person's language is not English.
"""

from __future__ import annotations

import configparser
import locale
import os
import sys
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from deepdub_engine.base.messages import Message, MessageOrText, fill
from deepdub_engine.base.resources import resource

ENGLISH = "en"
_SETTINGS = ("Deepdub", "Deepdub.ini")  # where the window's QSettings are; this is read, never written


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The translations into one language.

    Parameters
    ----------
    language
        Its code, such as ``ko``.
    texts
        English texts and templates, and their translations.
    """

    language: str = ENGLISH
    texts: Mapping[str, str] = field(default_factory=dict)

    def translate(self, text: MessageOrText) -> str:
        """Return a message, with the messages among its values, in this language.

        A text without a translation stays in English, and so does one whose translation has the wrong placeholders.
        """
        if not isinstance(text, Message):
            return self.texts.get(text) or text
        translated = self.texts.get(text.text) or text.text
        if not text.values:
            return translated
        values = {name: self.translate(one) if isinstance(one, Message) else one for name, one in text.values}
        try:
            return fill(translated, values)
        except (KeyError, IndexError, ValueError):
            return fill(text.text, values)


def load_catalogue(language: str) -> Catalogue:
    """Return the catalogue of a language; an empty one, which is English, if there is none or it cannot be read."""
    path = resource("languages", f"{language}.ts")
    if language == ENGLISH or not path.is_file():
        return Catalogue()
    try:
        messages = ET.parse(path).iter("message")  # noqa: S314 - our own file
    except (OSError, ET.ParseError):
        return Catalogue()
    return Catalogue(language, {one.findtext("source", ""): one.findtext("translation", "") for one in messages})


def languages() -> tuple[str, ...]:
    """Return the codes of all languages, English first."""
    found = sorted(path.stem for path in resource("languages").glob("*.ts"))
    return (ENGLISH, *(code for code in found if code != ENGLISH))


def person_language(environ: Mapping[str, str] | None = None, platform: str = sys.platform) -> str:
    """Return the language to use: the one chosen in the window, else a supported one of the system's, else English.

    Parameters
    ----------
    environ
        Environment variables; those of this process if not given.
    platform
        As `sys.platform`.
    """
    environ = os.environ if environ is None else environ
    known = languages()
    wanted = [_language_of_window(environ, platform), *_languages_of_system(environ, platform)]
    codes = (name.replace("-", "_").split(".")[0].split("_")[0].lower() for name in wanted)
    return next((code for code in codes if code in known), ENGLISH)


def _languages_of_system(environ: Mapping[str, str], platform: str) -> list[str]:
    if platform == "win32":
        return [_windows_language()]
    # As gettext: LANGUAGE is a list, and counts only if the locale is not the plain one of programs.
    name = next((value for key in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := environ.get(key))), "")
    if name.split(".")[0] in ("", "C", "POSIX"):
        return [ENGLISH] if name else []
    return [*filter(None, environ.get("LANGUAGE", "").split(":")), name]


def _windows_language() -> str:
    if sys.platform == "win32":
        import ctypes

        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    return ""


def _language_of_window(environ: Mapping[str, str], platform: str) -> str:
    folder = environ.get("APPDATA") if platform == "win32" else environ.get("XDG_CONFIG_HOME")
    if not folder:
        home = environ.get("HOME")
        folder = str(Path(home, ".config")) if home and platform != "win32" else ""
    if not folder:
        return ""
    parser = configparser.RawConfigParser(strict=False)
    try:
        parser.read(Path(folder, *_SETTINGS), encoding="utf-8")
        return parser.get("window", "language", fallback="")
    except (configparser.Error, OSError, ValueError):
        return ""
