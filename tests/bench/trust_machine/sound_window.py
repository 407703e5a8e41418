"""A window that plays to the sound server: ``python -m tests.bench.trust_machine.sound_window FOLDER``.

It presses Play whenever nothing plays and no message says that nothing can be heard. On each change it prints a JSON
object: whether it plays, and whether that message is there.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from deepdub_engine.player import SoundDeviceOutput
from deepdub_gui.main_window import MainWindow
from deepdub_gui.widgets.status_bar import About
from tests.bench.trust_machine.working_window import working_window

_LOOK_MS = 20
_LAST_MS = 30_000  # of the sample, which lasts 41 s


def main(folder: Path) -> int:
    """Show the window, and play until it is killed."""
    app = QApplication([])
    window = working_window(app, folder, SoundDeviceOutput())
    window.open_sample()
    told: list[dict[str, bool]] = []
    timer = QTimer(interval=_LOOK_MS)
    timer.timeout.connect(lambda: _look(window, told))
    timer.start()
    return app.exec()


def _look(window: MainWindow, told: list[dict[str, bool]]) -> None:
    """Report a change, and keep the sound going."""
    playback = window.playback
    state = {"playing": playback.playing, "unheard": window.status.about is About.OUTPUT}
    if [state] != told:
        told[:] = [state]
        print(json.dumps(state), flush=True)
    if window.jobs.running or window.session.clip is None:
        return
    if playback.position_ms > _LAST_MS:
        playback.seek(0)
    if not state["playing"] and not state["unheard"]:
        window.actions_.transport.play.trigger()


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(main(Path(sys.argv[1])))
