"""Startup: what the window waits for."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

OPEN = """
import sys
from pathlib import Path
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from deepdub_engine.player import Player
from deepdub_engine.player.offline import OfflineOutput
from deepdub_gui.app import build_window
from deepdub_gui.base.settings import Settings
from deepdub_gui.dialogs.dialogs import Dialogs
folder = Path(sys.argv[1])
app = QApplication([])
settings = Settings(QSettings(str(folder / "s.ini"), QSettings.Format.IniFormat))
window = build_window(app, settings, Dialogs(settings), Player(output=OfflineOutput()), folder / "c", folder / "j")
window.show()
print([name for name in sys.argv[2:] if name in sys.modules])
window.close()
"""


@pytest.mark.parametrize(
    "library", ["pandas", "openvino", "urllib.request", "charset_normalizer", "chardet", "soundfile"]
)
def test_the_window_does_not_wait_for_what_only_a_later_job_needs(library: str) -> None:
    code = f"import sys, deepdub_gui.app; sys.exit({library!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_window_opens_without_what_exports_separations_and_subtitle_files_need(tmp_path: Path) -> None:
    later = ("pipeline.folder", "pipeline.remix", "pipeline.voices", "separation.local", "separation.network.runtime")
    later += ("subtitles.appearance.appearance", "subtitles.formats.parsing", "alignment.suggestion")
    later += ("speakers.suggesting", "speakers.likeness", "speakers.child")
    names = ["pysubs2", "scipy", *(f"deepdub_engine.{name}" for name in later)]
    run = [sys.executable, "-c", OPEN, str(tmp_path), *names]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    opened = subprocess.run(run, env=environment, capture_output=True, text=True, check=True)
    assert opened.stdout.strip() == "[]"
