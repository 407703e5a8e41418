"""Opens the handbook at the page on the window that is in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget

from deepdub_engine.base.resources import handbook_folder
from deepdub_gui.base.help_pages import help_place
from deepdub_gui.base.i18n import language_of

if TYPE_CHECKING:
    from deepdub_gui.features.handbook.window import HandbookWindow


class HandbookController(QObject):
    """The handbook of a window.

    Parameters
    ----------
    action
        Opens the handbook.
    language
        The language that is set; empty for the system's. The pages are in English where there are none in this one.
    window
        The main window.
    """

    def __init__(self, action: QAction, language: str, window: QWidget) -> None:
        super().__init__(window)
        self._window, self._folder = window, handbook_folder(language_of(language))
        self.handbook: HandbookWindow | None = None
        action.triggered.connect(self.open)

    def open(self) -> HandbookWindow:
        """Open the handbook at the page on the active window, or at its contents.

        A dialog that blocks the other windows gets one of its own, which it does not block.
        """
        from deepdub_gui.features.handbook.pages import CONTENTS
        from deepdub_gui.features.handbook.window import HandbookWindow

        active = QApplication.activeWindow()
        page, anchor = help_place(active) or (CONTENTS, "")
        modal = QApplication.activeModalWidget()
        if modal is not None and modal is active:
            found = modal.findChild(HandbookWindow) or HandbookWindow(self._folder, modal)
        else:
            found = self.handbook = self.handbook or HandbookWindow(self._folder, self._window)
        found.open_at(page, anchor)
        return found

    def close(self) -> None:
        """Close the window of the handbook if it is open."""
        if self.handbook is not None:
            self.handbook.close()
