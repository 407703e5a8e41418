"""A complete window for tests; only the dialogs' answers and the output device are simulated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from deepdub_engine.audio.media.subtitle_tracks import SubtitleTrack
from deepdub_engine.base.resources import resource
from deepdub_engine.player import Player
from deepdub_engine.player.offline import OfflineOutput
from deepdub_engine.subtitles import EncodingPreview, Language
from deepdub_gui.app import build_window
from deepdub_gui.base.settings import Settings
from deepdub_gui.dialogs.dialogs import Dialogs, SaveAnswer, StopAnswer
from deepdub_gui.document.dub_exporter import FilmChoice, SoundtrackChoice
from deepdub_gui.document.session import Session
from deepdub_gui.main_window import MainWindow

SAMPLE = resource("sample", "sample.mkv")
TRUE_SUBS = resource("sample", "sample.srt")
LATE_SUBS = resource("sample", "sample_3s_off.srt")
PATIENCE_MS = 60_000


@dataclass
class Answers(Dialogs):
    """Dialogs with prepared answers."""

    media: Path | None = None
    subtitles: Path | None = None
    target: Path | None = None
    folder: Path | None = None
    archive: Path | None = None
    project: Path | None = None
    found: Path | None = None
    reference: Path | None = None
    soundtrack: SoundtrackChoice | None = None
    film: FilmChoice | None = None
    offered: SoundtrackChoice | FilmChoice | None = None
    subtitle_track: int | None = None
    encoding: str | None = None
    language: str | None = None
    frame_rate: str | None = None
    saving: SaveAnswer = SaveAnswer.DISCARD
    trials: SaveAnswer = SaveAnswer.DISCARD
    discarding: bool = True
    converting: bool = True
    reach: bool = True
    stopping: StopAnswer = StopAnswer.GO_ON
    ending: bool = True
    asked: list[str] = field(default_factory=list)

    def choose_media(self, parent: QWidget) -> Path | None:
        self.asked.append("media")
        return self.media

    def choose_subtitles(self, parent: QWidget) -> Path | None:
        self.asked.append("subtitles")
        return self.subtitles

    def choose_target(self, parent: QWidget, suggestion: Path) -> Path | None:
        self.asked.append("target")
        return self.target

    def choose_project(self, parent: QWidget) -> Path | None:
        self.asked.append("project")
        return self.project

    def choose_project_target(self, parent: QWidget, suggestion: Path) -> Path | None:
        self.asked.append("project target")
        return self.project

    def find_missing(self, parent: QWidget, missing: Path) -> Path | None:
        self.asked.append("missing")
        return self.found

    def choose_table(self, parent: QWidget, name: str) -> Path | None:
        self.asked.append("table")
        return self.target

    def choose_soundtrack(self, parent: QWidget, choice: SoundtrackChoice) -> SoundtrackChoice | None:
        self.asked.append("soundtrack")
        self.offered = choice
        return self.soundtrack

    def choose_film(self, parent: QWidget, choice: FilmChoice) -> FilmChoice | None:
        self.asked.append("film")
        self.offered = choice
        return self.film

    def choose_archive(self, parent: QWidget) -> Path | None:
        self.asked.append("archive")
        return self.archive

    def choose_reference(self, parent: QWidget) -> Path | None:
        self.asked.append("reference")
        return self.reference

    def choose_subtitle_track(self, parent: QWidget, tracks: Sequence[SubtitleTrack]) -> int | None:
        self.asked.append("subtitle track")
        return self.subtitle_track

    def choose_encoding(self, parent: QWidget, previews: Sequence[EncodingPreview], current: str) -> str | None:
        self.asked.append("encoding")
        return self.encoding

    def choose_language(self, parent: QWidget, languages: Sequence[Language], current: str | None) -> str | None:
        self.asked.append("language")
        return self.language

    def choose_frame_rate(self, parent: QWidget, name: str) -> str | None:
        self.asked.append("frame rate")
        return self.frame_rate

    def ask_converting(self, parent: QWidget, name: str, lost: str) -> bool:
        self.asked.append(f"converting: {lost}")
        return self.converting

    def choose_folder(self, parent: QWidget, title: str) -> Path | None:
        self.asked.append("folder")
        return self.folder

    def ask_saving(self, parent: QWidget, name: str) -> SaveAnswer:
        self.asked.append("saving")
        return self.saving

    def ask_trials(self, parent: QWidget, count: int) -> SaveAnswer:
        self.asked.append("trials")
        return self.trials

    def ask_reach(self, parent: QWidget, project: str, paths: Sequence[Path]) -> bool:
        self.asked.append("reach")
        return self.reach

    def ask_stopping(self, parent: QWidget) -> StopAnswer:
        self.asked.append("stopping")
        return self.stopping

    def ask_ending(self, parent: QWidget) -> bool:
        self.asked.append("ending")
        return self.ending

    def ask_discarding(self, parent: QWidget, work: str) -> bool:
        self.asked.append("discarding")
        return self.discarding


@dataclass
class OpenWindow:
    """A window with its parts and a few helpers."""

    window: MainWindow
    answers: Answers
    output: OfflineOutput
    settings: Settings
    qtbot: QtBot

    @property
    def session(self) -> Session:
        return self.window.session

    def until(self, condition) -> None:
        self.qtbot.waitUntil(condition, timeout=PATIENCE_MS)

    def open(self, *paths: Path) -> None:
        """Open files as if dropped on the window, and wait until they are loaded."""
        self.window.open_files(list(paths))
        self.until(self.idle)

    def idle(self) -> bool:
        return not self.window.jobs.running

    def separate(self) -> None:
        self.window.actions_.transport.separate.trigger()
        self.until(lambda: self.session.stems is not None and self.idle())

    def close(self) -> None:
        self.answers.saving = self.answers.trials = SaveAnswer.DISCARD
        self.window.close()


def open_window(app: QApplication, qtbot: QtBot, folder: Path, output: OfflineOutput | None = None) -> OpenWindow:
    settings = Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
    answers = Answers()
    output = output or OfflineOutput()
    window = build_window(app, settings, answers, Player(output=output), folder / "cache", folder / "journals")
    qtbot.addWidget(window, before_close_func=lambda _: None)
    window.resize(1280, 800)  # whatever the screen of the machine
    window.show()
    with qtbot.waitExposed(window):
        window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=10_000)
    return OpenWindow(window, answers, output, settings, qtbot)
