"""Builds the application and connects its parts."""

from __future__ import annotations

import argparse
import contextlib
import gc
import logging
import os
import socket
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

import platformdirs
from PySide6.QtCore import QProcessEnvironment, QSettings, Qt
from PySide6.QtWidgets import QApplication

from deepdub_engine import __version__
from deepdub_engine.alignment.speech.activity_cache import ActivityCache
from deepdub_engine.audio.media.peak_cache import PeakCache
from deepdub_engine.base.crash_report import keep_crash_report
from deepdub_engine.base.errors import DisplayMissing
from deepdub_engine.base.machine import machine_lines
from deepdub_engine.base.private import FILE_MODE, close_to_others, make_private
from deepdub_engine.base.private_log import Word, open_log
from deepdub_engine.player import Player, SoundDeviceOutput
from deepdub_engine.project import Journals
from deepdub_engine.separation.stem_cache import StemCache, default_folder
from deepdub_engine.speakers.voice_cache import VoiceCache
from deepdub_gui.base import theme
from deepdub_gui.base.error_texts import error_text
from deepdub_gui.base.file_stamps import FileStamps
from deepdub_gui.base.i18n import install_translator, language_of
from deepdub_gui.base.icons import app_icon
from deepdub_gui.base.jobs import JobRunner
from deepdub_gui.base.settings import Settings
from deepdub_gui.dialogs.dialogs import Dialogs
from deepdub_gui.document.dub_exporter import DubExporter
from deepdub_gui.document.exporting import Exporter
from deepdub_gui.document.model_choice import ModelChoice
from deepdub_gui.document.opening import DocumentOpener
from deepdub_gui.document.playback import Playback
from deepdub_gui.document.saving import SubtitleSaver
from deepdub_gui.document.separation import SeparationService
from deepdub_gui.document.session import Session
from deepdub_gui.document.suggestions import SuggestionService
from deepdub_gui.document.voices import VoiceService
from deepdub_gui.main_window import MainWindow
from deepdub_gui.reopening import Reopening
from deepdub_gui.shell.services import Services

_LOG = logging.getLogger("deepdub_gui")


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window; return the exit code of the program."""
    options = build_parser().parse_args(arguments)
    if not _display_there():
        print(f"deepdub-gui: {DisplayMissing()}", file=sys.stderr)
        return 1
    _begin_log()
    settings = Settings(_private_settings())
    environment = QProcessEnvironment.systemEnvironment()
    os.environ.setdefault("QT_SCALE_FACTOR", f"{settings.scale_percent / 100:g}")  # QApplication reads it
    app = QApplication(["deepdub", "-name", "deepdub"])
    app.setApplicationName("Deepdub")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("deepdub")
    install_translator(app, language_of(settings.language))
    window = build_window(app, settings, Dialogs(settings))
    Reopening(window, environment)
    sys.excepthook = lambda kind, error, trace: _report(window, kind, error, trace)
    window.messages.support.log()
    window.show()
    # Exempt these permanent objects from collection: a full one then takes a millisecond, not two frames.
    gc.collect()
    gc.freeze()
    gc.enable()
    window.preferences.welcome()
    if options.resume:
        window.projects.recovery.resume(options.resume)
    elif not (options.sample or options.files):
        window.projects.recovery.looked.connect(window.desktop.returning.look)
    window.projects.recovery.look()
    if options.sample:
        window.open_sample()
    elif options.files:
        window.open_files([path.absolute() for path in options.files])
    return app.exec()


def build_window(
    app: QApplication,
    settings: Settings,
    dialogs: Dialogs,
    player: Player | None = None,
    cache: Path | None = None,
    journals: Path | None = None,
) -> MainWindow:
    """Create all parts, connect them, and return the window that owns them.

    `cache` and `journals` replace the default folders for decoded audio and stems, and for unsaved work.
    """
    colours = theme.chosen_theme(app, settings.theme)
    theme.apply(app, colours)
    app.setWindowIcon(app_icon(colours))
    stems = StemCache(default_folder(cache), settings.stem_cache_gb * 1_000_000_000)
    cache = cache or platformdirs.user_cache_path("deepdub")
    journals = journals or platformdirs.user_state_path("deepdub", appauthor=False) / "journals"
    session = Session(cache / "sessions", Journals(journals))
    session.folders.remove_abandoned()
    session.set_pause(settings.pause_ms)
    jobs = JobRunner()
    playback = Playback(session, player or Player(output=SoundDeviceOutput(settings.output)), jobs)
    choice = ModelChoice(settings)
    separation = SeparationService(session, jobs, choice, stems)
    suggestions = SuggestionService(session, jobs, ActivityCache(cache / "activity"))
    stamps = FileStamps()
    opener = DocumentOpener(session, jobs, separation, PeakCache(cache / "peaks"), stamps)
    saver, exporter = SubtitleSaver(session, jobs, stamps), Exporter(session, jobs)
    voices = VoiceService(session, jobs)
    dubs, heard = DubExporter(session, jobs, voices), VoiceCache(cache / "voices")
    documents = (opener, saver, exporter, separation, suggestions, voices, dubs)
    services = Services(session, jobs, playback, *documents, heard, settings, dialogs)
    window = MainWindow(services, colours)
    for part in (session, jobs, playback, choice, separation, suggestions, opener, saver, exporter, voices, dubs):
        part.setParent(window)

    def apply_theme(_scheme: Qt.ColorScheme | None = None) -> None:
        changed = theme.chosen_theme(app, settings.theme)
        theme.apply(app, changed)
        window.set_theme(changed)

    hints = app.styleHints()
    hints.colorSchemeChanged.connect(apply_theme)
    window.preferences.theme_changed.connect(apply_theme)
    window.preferences.pause_changed.connect(session.set_pause)
    window.destroyed.connect(lambda: hints.colorSchemeChanged.disconnect(apply_theme))
    return window


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of ``deepdub-gui``."""
    parser = argparse.ArgumentParser(
        prog="deepdub-gui", description="Fit subtitles to speech, separate, listen, export."
    )
    parser.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="a project, or a clip, its subtitles, or both"
    )
    parser.add_argument("--sample", action="store_true", help="open the sample")
    parser.add_argument("--resume", type=Path, metavar="FOLDER", help=argparse.SUPPRESS)  # see Reopening
    parser.add_argument("--version", action="version", version=f"deepdub {__version__}")
    return parser


def _display_there() -> bool:
    """Return whether a window can be opened; Qt would abort the process if not."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM", "xcb").split(":")[0] not in ("xcb", "wayland"):
        return True
    if os.environ.get("WAYLAND_DISPLAY"):
        return True
    host, _, number = os.environ.get("DISPLAY", "").partition(":")
    if not number:
        return False
    if host not in ("", "unix"):
        return True  # a remote display: Qt reports whether it works
    address = f"/tmp/.X11-unix/X{number.split('.')[0]}"  # noqa: S108 - fixed by the X protocol
    for name in (address, f"\0{address}"):
        with socket.socket(socket.AF_UNIX) as probe:
            if probe.connect_ex(name) == 0:
                return True
    return False


def _private_settings() -> QSettings:
    """Return the stored settings, for their owner only: they name the files that were open."""
    store = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "Deepdub", "Deepdub")
    path = Path(store.fileName())
    with contextlib.suppress(OSError):
        make_private(path.parent)
        path.touch(FILE_MODE)
        close_to_others(path)
    return store


def _begin_log() -> None:
    logging.basicConfig(level=logging.WARNING, handlers=[open_log()])
    for name in ("deepdub_engine", "deepdub_gui"):
        logging.getLogger(name).setLevel(logging.INFO)
    for line in machine_lines():
        _LOG.info("%s", Word(line))
    threading.excepthook = _log_thread


def _log_thread(failed: threading.ExceptHookArgs) -> None:
    if failed.exc_value is not None:
        _LOG.critical("a thread failed", exc_info=failed.exc_value)


def _report(window: MainWindow, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Report an internal error, and keep the window open."""
    if not isinstance(error, Exception):
        _LOG.critical("the program ends", exc_info=(kind, error, trace))
        return
    text = error_text(error)
    _LOG.critical("internal error", exc_info=(kind, error, trace))
    print(f"deepdub-gui: {text}", file=sys.stderr)
    keep_crash_report(error)
    window.status.show_message(text, error=True)
