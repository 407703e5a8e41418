"""Take the pictures of the README and the handbook from the real window, in both themes.

``python packaging/pictures.py``

writes ``resources/handbook/pictures/``, and ``pictures.json`` in it: the texts that each picture shows, by which a test
finds pictures that are older than the window. The animation is made with the ``ffmpeg`` program.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from deepdub_engine.base.resources import resource
from deepdub_engine.player import Player
from deepdub_engine.player.offline import OfflineOutput
from deepdub_gui.app import build_window
from deepdub_gui.base.settings import Settings
from deepdub_gui.dialogs.dialogs import Dialogs
from deepdub_gui.main_window import MainWindow

PICTURES = resource("handbook", "pictures")
THEMES = ("light", "dark")
WIDTH, HEIGHT, ANIMATION_WIDTH = 1280, 800, 960
AT_MS = 11_400  # two people speak around this time
VOICES = 5
_PATIENCE_S = 120
_SCREEN = {"screens": [{"name": "pictures", "x": 0, "y": 0, "width": 1600, "height": 1000, "logicalDpi": 96, "dpr": 1}]}
_CHANGING = re.compile(r"\d+")


def open_window(app: QApplication, folder: Path, theme: str) -> MainWindow:
    """Open a window with settings of its own, in a theme."""
    settings = Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
    settings.theme, settings.model = theme, "speech"
    player = Player(output=OfflineOutput())
    window = build_window(app, settings, Dialogs(settings), player, folder / "cache", folder / "journals")
    window.resize(WIDTH, HEIGHT)
    window.show()
    return window


def scenes(window: MainWindow, folder: Path) -> Iterator[str]:
    """Bring the window from picture to picture; yield the name of each."""
    window.open_files([resource("sample", "sample.mkv"), resource("sample", "sample_3s_off.srt")])
    wait(lambda: not window.jobs.running and window.status.message)  # the offer to move the subtitles
    window.timeline.show_span(0, 24_000)
    window.playback.seek(AT_MS)
    window.navigator.choose(3)
    yield "window"
    window.shift_bar.slider.step(-3000)
    window.shift_bar.finish()
    window.separation.separate()
    wait(lambda: window.session.stems is not None and not window.jobs.running)
    yield "stems"
    target = folder / "scene"
    window._services.exporter.export_sentences(target)
    wait(lambda: not window.jobs.running)
    for vocals in sorted((target / "audio_segments").glob("*_vocals.wav"))[:VOICES]:
        shutil.copyfile(vocals, vocals.with_name(vocals.name.replace("_vocals", "_gen_vocals")))
    window._services.voices.load(target)
    wait(lambda: not window.jobs.running and window._services.voices.voices is not None)
    yield "voices"


def visible_texts(window: QWidget) -> list[str]:
    """Return the texts of the buttons and labels that are visible, with numbers replaced by 0."""
    controls = (control for kind in (QAbstractButton, QLabel) for control in window.findChildren(kind))
    texts = (control.text().replace("&", "") for control in controls if control.isVisible())
    return sorted(_CHANGING.sub("0", text) for text in texts if text)


def wait(condition: Callable[[], object]) -> None:
    """Run the event loop until a condition holds.

    Raises
    ------
    TimeoutError
        If it never does.
    """
    loop, end_s = QEventLoop(), time.monotonic() + _PATIENCE_S
    timer = QTimer(interval=20)
    timer.timeout.connect(loop.quit)
    timer.start()
    while True:
        loop.exec()
        if condition():
            return
        if time.monotonic() > end_s:
            raise TimeoutError("the window is not ready")


def _animate(window: MainWindow, folder: Path) -> None:
    """Drag the slider from 0 to −3 s, and write what the window shows as an animation."""
    slider, frames = window.shift_bar.slider, folder / "frames"
    frames.mkdir()
    moves = [0] * 8 + [-125] * 24 + [0] * 16
    for number, move in enumerate(moves):
        if move:
            slider.step(move)
        wait(lambda: True)
        window.grab().save(str(frames / f"{number:03}.png"))
    scaled = f"scale={ANIMATION_WIDTH}:-1:flags=lanczos"
    colours = f"{scaled},split[a][b];[a]palettegen=128[p];[b][p]paletteuse=dither=none"
    command = ["ffmpeg", "-y", "-v", "error", "-framerate", "12", "-i", str(frames / "%03d.png")]
    subprocess.run([*command, "-filter_complex", colours, str(PICTURES / "shift.gif")], check=True)
    window.shift_bar.finish()
    window.session.undo.undo()


def main() -> int:
    """Take all pictures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "screen.json").write_text(json.dumps(_SCREEN))
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={folder / 'screen.json'}"
        app = QApplication(["deepdub"])
        PICTURES.mkdir(exist_ok=True)
        shown = {}
        for theme in THEMES:
            (folder / theme).mkdir()
            window = open_window(app, folder / theme, theme)
            for scene in scenes(window, folder / theme):
                if (scene, theme) == ("window", "light"):
                    _animate(window, folder)
                wait(lambda: True)
                window.grab().save(str(PICTURES / f"{scene}-{theme}.png"))
                shown[scene] = visible_texts(window)
            window.session.undo.setClean()
            window.close()
        (PICTURES / "pictures.json").write_text(json.dumps(shown, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
