"""Help with faults: the system information, the log and its folder, and nothing of the person's in them."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import soundfile
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from deepdub_engine.base.errors import SoundUnavailable
from deepdub_engine.base.private_log import LOG_NAME, open_log
from deepdub_gui import app
from deepdub_gui.features.messages.support import Support
from tests.helpers.media_files import noise
from tests.helpers.open_window import OpenWindow

SECRET = "Geheimnis"


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    handler = open_log(tmp_path / "log")
    loggers = [logging.getLogger(name) for name in ("deepdub_engine", "deepdub_gui")]
    for logger in loggers:
        logger.setLevel(logging.INFO)
        logger.addHandler(handler)
    yield tmp_path / "log" / LOG_NAME
    for logger in loggers:
        logger.removeHandler(handler)
        logger.setLevel(logging.NOTSET)
    handler.close()


def test_the_system_information_is_copied_and_names_no_file(opened: OpenWindow, tmp_path: Path) -> None:
    opened.open(secret_clip(tmp_path), secret_subtitles(tmp_path))
    support = Support(opened.window._services, opened.window.status, opened.window, lambda: ("Headphones", "HDMI"))
    support.copy.trigger()
    opened.until(lambda: "in the clipboard" in opened.window.status.message)
    text = QApplication.clipboard().text()
    for part in ("Deepdub 0.1.0", "Python 3.", "av ", "openvino ", "Processor: ", "Memory: ", "Qt 6.", "Screen: "):
        assert part in text
    assert text.endswith("Sound devices:\nHeadphones\nHDMI")
    assert SECRET not in text
    assert str(tmp_path) not in text


def test_without_a_sound_system_the_rest_is_copied_with_the_reason(opened: OpenWindow) -> None:
    def find() -> tuple[str, ...]:
        raise SoundUnavailable("the PortAudio library is missing")

    support = Support(opened.window._services, opened.window.status, opened.window, find)
    support.copy.trigger()
    opened.until(lambda: "in the clipboard" in opened.window.status.message)
    assert "the PortAudio library is missing" in QApplication.clipboard().text()


def test_the_log_folder_is_opened_or_named(opened: OpenWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    shown: list[QUrl] = []

    def show(url: QUrl) -> bool:
        shown.append(url)
        return len(shown) == 1

    monkeypatch.setattr(QDesktopServices, "openUrl", show)
    action = opened.window.messages.support.open_folder
    assert action in opened.window.actions_.help.actions()
    action.trigger()
    folder = Path(shown[0].toLocalFile())
    assert folder.is_dir()
    assert opened.window.status.message == ""
    action.trigger()
    assert str(folder) in opened.window.status.message


def secret_clip(folder: Path) -> Path:
    path = folder / f"{SECRET} film.wav"
    soundfile.write(path, noise(3 * 48_000), 48_000)
    return path


def secret_subtitles(folder: Path) -> Path:
    path = folder / f"{SECRET} lines.srt"
    path.write_text(f"1\n00:00:01,000 --> 00:00:02,000\n{SECRET} <b>is said</b>\n", "utf-8")
    return path


def test_the_log_has_jobs_devices_and_traces_and_nothing_of_the_person(
    opened: OpenWindow, tmp_path: Path, log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    window = opened.window
    window.messages.support.log()
    opened.open(secret_clip(tmp_path), secret_subtitles(tmp_path))
    broken = tmp_path / f"{SECRET} broken.srt"
    broken.write_text(f"1\n00:00:01,000 --> {SECRET}\n{SECRET}\n", "utf-8")
    opened.open(broken)
    window.shift_bar.slider.step(-500)
    window.shift_bar.finish()
    opened.answers.target = tmp_path / SECRET / "not" / "there" / "a.ass"
    window.actions_.save_as.trigger()
    opened.until(opened.idle)
    window.playback.toggle()
    opened.until(lambda: window.playback.playing and opened.idle())
    window.playback.moved.emit(0)
    window.playback.toggle()
    with pytest.raises(KeyError, match=SECRET) as caught:
        raise KeyError(SECRET) from FileNotFoundError(2, SECRET, f"/home/{SECRET}/film.mkv")
    app._report(window, KeyError, caught.value, caught.value.__traceback__)
    text = log.read_text("utf-8")
    assert SECRET not in text
    assert str(tmp_path) not in text
    assert "Qt 6." in text
    assert "began" in text
    assert "succeeded after" in text
    assert "failed after" in text
    assert "SubtitleInvalid" in text
    assert "internal error" in text
    assert "KeyError" in text
    assert "test_support.py:" in text
    assert SECRET in capsys.readouterr().err


def test_an_error_in_a_thread_is_logged(log: Path) -> None:
    def fails() -> None:
        raise ValueError(SECRET)

    before, threading.excepthook = threading.excepthook, app._log_thread
    thread = threading.Thread(target=fails, name=SECRET)
    thread.start()
    thread.join()
    threading.excepthook = before
    text = log.read_text("utf-8")
    assert "a thread failed" in text
    assert "ValueError" in text
    assert SECRET not in text
