"""Shows results and errors on the status line."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QUrl, SignalInstance
from PySide6.QtGui import QDesktopServices

from deepdub_engine.base.errors import OutputChanged, OutputExists, TextNotInEncoding
from deepdub_gui.base.error_texts import Remedy, error_text, replace_text
from deepdub_gui.base.i18n import tr
from deepdub_gui.shell.services import Services
from deepdub_gui.widgets.status_bar import About, StatusBar
from deepdub_gui.widgets.transport import SOURCES

_LOG = logging.getLogger(__name__)


class MessageSource(Protocol):
    """A service with signals for results and errors."""

    message_posted: SignalInstance
    failed: SignalInstance


class Notifier(QObject):
    """Shows results and errors on the status line, with a button for the next step.

    Parameters
    ----------
    status, services
        The status bar, and the sources of results and errors.
    remedy
        Returns the button text and the action that help with an error, or None.
    parent
        The Qt parent.
    """

    def __init__(
        self,
        status: StatusBar,
        services: Services,
        remedy: Callable[[Exception], Remedy | None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._status, self._separation, self._remedy = status, services.separation, remedy
        for source in (services.opener, services.separation, services.suggestions, services.saver, services.exporter):
            source.failed.connect(self.show_error)
        for source in (services.opener, services.separation, services.saver, services.exporter):
            source.message_posted.connect(self.show_message)
        for source in (services.saver, services.exporter):
            source.replace_wanted.connect(self.offer_replacing)

    def show_message(self, text: str, folder: Path | None = None, about: About = About.FILES) -> None:
        """Show a result, with a button that opens its folder."""
        if folder is None:
            self._status.show_message(text, about=about)
        else:
            open_ = QUrl.fromLocalFile(str(folder))
            self._status.show_message(
                text, tr("Show folder"), lambda: QDesktopServices.openUrl(open_), about=About.FILES
            )

    def show_error(self, error: Exception, about: About = About.FILES) -> None:
        """Show an error until it is dismissed, with a button for its remedy if there is one."""
        _LOG.info("shown: %s", error, exc_info=error)
        button, help_ = self._remedy(error) or ("", None)
        self._status.show_message(error_text(error), button, help_, error=True, about=about)

    def follow_program(self, service: MessageSource) -> None:
        """Show the results and errors of a service that has nothing to do with the open files."""
        service.message_posted.connect(lambda text, folder: self.show_message(text, folder, About.PROGRAM))
        service.failed.connect(lambda error: self.show_error(error, About.PROGRAM))

    def show_stem_missing(self, source: int) -> None:
        """Explain why a stem is not available yet, and offer to separate."""
        name = tr(SOURCES[source]).lower()
        if self._separation.busy:
            self._status.show_message(tr("The {name} will be available when separation finishes.", name=name))
        else:
            text = tr("There is no {name} track yet: separate the clip first.", name=name)
            self._status.show_message(text, tr("Separate"), self._separation.separate)

    def show_looping(self) -> None:
        """Explain how to compare and stop the range that is looping."""
        text = tr("This range is looping: press 1, 2 or 3 to switch the source, click elsewhere to stop.")
        self._status.show_message(text, about=About.SOUND)

    def show_cue_outside(self, index: int) -> None:
        """Explain why a cue outside the clip is not played."""
        text = tr("Subtitle {index} lies outside the clip and cannot be played.", index=index + 1)
        self._status.show_message(text, about=About.CUE)

    def offer_replacing(
        self, error: OutputExists | OutputChanged | TextNotInEncoding, again: Callable[[], None]
    ) -> None:
        """Show an error with a button that overwrites the file, or saves it as UTF-8."""
        if isinstance(error, TextNotInEncoding):
            self._status.show_message(error_text(error), tr("Save as UTF-8"), again, error=True)
        else:
            self._status.show_message(replace_text(error), tr("Replace"), again, error=True)
