"""The window of the program for attacks: with an output of ours, and answers in the place of dialogs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings

from deepdub_engine.player import Player
from deepdub_gui.app import build_window
from deepdub_gui.base.settings import Settings
from deepdub_gui.dialogs.dialogs import Dialogs, SaveAnswer
from tests.bench.trust_window import SAVED

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from deepdub_engine.player import Output
    from deepdub_gui.main_window import MainWindow

SUBTITLES = "saved.srt"


class Answers(Dialogs):
    """Chooses names in a folder, and lets what is not saved go."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        super().__init__(settings)
        self._folder = folder

    def choose_project_target(self, parent: QWidget, suggestion: Path) -> Path:
        return self._folder / SAVED

    def choose_target(self, parent: QWidget, suggestion: Path) -> Path:
        return self._folder / SUBTITLES

    def ask_saving(self, parent: QWidget, name: str) -> SaveAnswer:
        return SaveAnswer.DISCARD


def working_window(app: QApplication, folder: Path, output: Output) -> MainWindow:
    """Return a window that is shown and keeps all that it writes in a folder."""
    settings = Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
    answers, player = Answers(settings, folder), Player(output=output)
    window = build_window(app, settings, answers, player, folder / "cache", folder / "journals")
    window.show()
    return window
