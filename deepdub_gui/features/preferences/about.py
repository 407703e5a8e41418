"""The About dialog."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox, QWidget

from deepdub_engine import __version__
from deepdub_gui.base.i18n import mark, tr

_ABOUT = mark("Fits subtitles to speech, and separates speech from music and effects.\nGPL-3.0-or-later")


def show_about(window: QWidget) -> None:
    """Show the About dialog."""
    QMessageBox.about(window, tr("About Deepdub"), f"Deepdub {__version__}\n{tr(_ABOUT)}")
