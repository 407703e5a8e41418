"""Translates the texts of the window.

Every text is written in English where it is used: in the window inside `tr`, in the engine as a `Message`.
`packaging/translate.py` collects all of them.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from deepdub_engine.base.messages import Message, MessageOrText, fill, mark
from deepdub_engine.base.resources import resource

__all__ = ["CONTEXT", "LANGUAGES", "install_translator", "language_of", "mark", "tr"]

CONTEXT = "Deepdub"
LANGUAGES = {"en": "English", "ko": "한국어"}


def tr(text: MessageOrText, /, **values: object) -> str:
    """Return the translation of a text, with values in its placeholders.

    A `Message` of the engine has its own values; those that are a `Message` themselves are translated too. A text
    without a translation stays in English, and so does one whose translation has the wrong placeholders.
    """
    if isinstance(text, Message):
        values, text = dict(text.values), text.text
    translated = QCoreApplication.translate(CONTEXT, text)
    if not values:
        return translated
    shown = {name: tr(value) if isinstance(value, Message) else value for name, value in values.items()}
    try:
        return fill(translated, shown)
    except (KeyError, IndexError, ValueError):
        return fill(text, shown)


def language_of(setting: str) -> str:
    """Return the language to use: the one that is set, else a supported one of the system's, else English."""
    if setting in LANGUAGES:
        return setting
    wanted = (name.partition("-")[0] for name in QLocale.system().uiLanguages())
    return next((name for name in wanted if name in LANGUAGES), "en")


def install_translator(app: QCoreApplication, language: str) -> None:
    """Install the translators for a language; call it before creating a window.

    Qt provides the texts of its own dialogs. If the files of a language are missing, its texts stay in English.
    """
    files = {
        "qtbase": Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)) / f"qtbase_{language}.qm",
        "deepdub": resource("languages", f"{language}.qm"),
    }
    for name, path in files.items():
        former = app.findChild(QTranslator, name)
        if former is not None:
            app.removeTranslator(former)
            former.setObjectName("")
            former.deleteLater()
        translator = QTranslator(app)
        translator.setObjectName(name)
        if language != "en" and translator.load(str(path)):
            app.installTranslator(translator)
