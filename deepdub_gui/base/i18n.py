"""The words of the window in the language of whoever uses it.

Every sentence is written in English where it is used: those of the window inside `tr`, those of the engine as a
`Wording`. `packaging/translate.py` collects all of them.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from deepdub_engine.base.messages import Said, Wording, mark
from deepdub_engine.base.resources import resource

__all__ = ["CONTEXT", "LANGUAGES", "language_of", "mark", "speak", "tr"]

CONTEXT = "Deepdub"
LANGUAGES = {"en": "English", "ko": "한국어"}


def tr(text: Said, /, **values: object) -> str:
    """Return a text in the language in use, with values in place of what is in braces.

    A wording of the engine brings its own values; those that are wordings themselves are translated, too. A text that
    has no translation stays as it is. Where a translation does not take the values, the English text is returned.
    """
    if isinstance(text, Wording):
        values, text = dict(text.values), text.text
    translated = QCoreApplication.translate(CONTEXT, text)
    if not values:
        return translated
    shown = {name: tr(value) if isinstance(value, Wording) else value for name, value in values.items()}
    try:
        return translated.format(**shown)
    except (KeyError, IndexError, ValueError):
        return text.format(**shown)


def language_of(setting: str) -> str:
    """Return which of our languages is meant: the one that is set, or else the system's if it is among them."""
    if setting in LANGUAGES:
        return setting
    wanted = (name.partition("-")[0] for name in QLocale.system().uiLanguages())
    return next((name for name in wanted if name in LANGUAGES), "en")


def speak(app: QCoreApplication, language: str) -> None:
    """Let an application speak a language from now on; to be called before there is a window.

    The texts of Qt's own dialogs come with Qt. A language whose files are missing leaves everything in English.
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
