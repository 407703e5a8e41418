"""Starting the program."""

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from deepdub_engine.project import FileRef, MediaPart, Project, save_project
from tests.helpers.open_window import SAMPLE


def start(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "deepdub_gui", *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=120, check=False, env={**os.environ, **environment}
    )


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can lack a display")
@pytest.mark.parametrize("display", ["", ":4242"])
def test_without_a_display_it_says_so_in_a_sentence(display: str) -> None:
    result = start(QT_QPA_PLATFORM="xcb", DISPLAY=display, WAYLAND_DISPLAY="")
    assert result.returncode == 1
    assert result.stderr.startswith("deepdub-gui: There is no display")
    assert result.stderr.count("\n") == 1


@pytest.mark.skipif(os.name != "posix", reason="Windows has other permissions")
@pytest.mark.parametrize("mask", [0o000, 0o022])
def test_the_settings_and_the_log_are_private_whatever_the_umask(tmp_path: Path, mask: int) -> None:
    script = f"""
import os
os.umask({mask})
from PySide6.QtCore import QTimer
import deepdub_gui.app as app
build = app.build_window
def built(*parts):
    window = build(*parts)
    QTimer.singleShot(500, window.close)
    return window
app.build_window = built
app.main([])
"""
    names = ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
    places = {"HOME": str(tmp_path), **{name: str(tmp_path / name) for name in names}}
    command = [sys.executable, "-c", script]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **places}
    subprocess.run(command, env=environment, check=True, timeout=60, capture_output=True)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {path.name for path in files} >= {"Deepdub.ini", "deepdub.log"}
    assert [path for path in files if stat.S_IMODE(path.stat().st_mode) & 0o077] == []


_OPENS = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
import deepdub_gui.app as app
build = app.build_window
last, *arguments = sys.argv[1:]
def built(qt, settings, *parts):
    settings.tour_shown = True
    if last:
        settings.start = "last"
        settings.add_recent(Path(last), None)
    window = build(qt, settings, *parts)
    def look():
        if window.session.clip is not None and not window.jobs.running:
            timer.stop()
            print(window.session.media.path.name, window.projects.service.path is not None)
            window.close()
    timer = QTimer(window, interval=50)
    timer.timeout.connect(look)
    timer.start()
    QTimer.singleShot(60_000, window.close)
    return window
app.build_window = built
app.main(arguments)
"""


def opened_by(home: Path, last: Path | str, *arguments: Path) -> str:
    """Start the program with files, after the person has worked on another one; return what is open."""
    names = ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
    places = {"HOME": str(home), **{name: str(home / name) for name in names}}
    command = [sys.executable, "-c", _OPENS, str(last), *map(str, arguments)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **places}
    ended = subprocess.run(command, env=environment, check=True, timeout=90, capture_output=True, text=True)
    return ended.stdout.strip()


def test_files_are_opened_and_win_over_the_last_work(tmp_path: Path) -> None:
    clips = [tmp_path / "last.mkv", tmp_path / "film.mkv"]
    for clip in clips:
        shutil.copy(SAMPLE, clip)
    project = tmp_path / "film.deepdub"
    save_project(Project(media=MediaPart(FileRef.to(clips[1], None))), project)
    assert opened_by(tmp_path / "home", clips[0]) == "last.mkv False"
    assert opened_by(tmp_path / "home", clips[0], project) == "film.mkv True"


def test_wrong_arguments_end_with_2() -> None:
    assert start("--colour", QT_QPA_PLATFORM="offscreen").returncode == 2


def test_the_window_never_loads_tensorflow_or_the_network() -> None:
    script = (
        "import sys, deepdub_gui.app\n"
        "print([name for name in ('tensorflow', 'openvino', 'spleeter', 'torch') if name in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120, check=True)
    assert result.stdout.strip() == "[]"
