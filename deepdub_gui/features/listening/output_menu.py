"""The menu of output devices."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.player import list_devices
from deepdub_gui.base.i18n import tr
from deepdub_gui.base.jobs import JobRunner
from deepdub_gui.shortcuts.action_entries import mark_refilled
from deepdub_gui.shortcuts.actions import connect_actions

Names = tuple[str, ...]


class OutputMenu(QMenu):
    """Lists the connected devices each time it opens; `chosen` carries a name, or None for the system default.

    Parameters
    ----------
    jobs
        Runs `find` in the background, since listing takes some tenths of a second.
    chosen
        Name of the device in use; None for the system default.
    find
        Returns the names of the devices; called in a worker thread.
    """

    chosen = Signal(object)

    def __init__(
        self,
        jobs: JobRunner,
        chosen: str | None,
        find: Callable[[], Names] = list_devices,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("&Output"), parent)
        self._jobs, self._chosen, self._find = jobs, chosen, find
        self._names: Names = ()
        self._trouble = ""
        self._looking = False
        self._group = QActionGroup(self)
        mark_refilled(self)
        self.aboutToShow.connect(self._look)
        self._fill()

    def show_chosen(self, name: str | None) -> None:
        """Check the device in use."""
        self._chosen = name
        self._fill()

    def _choose(self, name: str | None) -> None:
        self.show_chosen(name)
        self.chosen.emit(name)

    def _look(self) -> None:
        if self._looking:
            return
        self._looking = True

        def looking() -> Job[Names]:
            yield Progress(0, 0, tr("Looking for devices"))
            return self._find()

        def ended() -> None:
            self._looking = False
            self._fill()

        # Without a title: the menu itself says what is going on.
        self._jobs.start("", looking, succeeded=self._set_names, failed=self._set_error, ended=ended)
        self._fill()

    def _set_names(self, names: Names) -> None:
        self._names, self._trouble = names, "" if names else tr("No device is connected")

    def _set_error(self, error: Exception) -> None:
        self._names = ()
        self._trouble = (
            tr("No device: {reason}", reason=getattr(error, "reason", ""))
            if isinstance(error, DeepdubError)
            else tr("No device")
        )

    def _fill(self) -> None:
        self.clear()
        self._add(tr("System default"), None)
        names = self._names if self._chosen in (None, *self._names) else (*self._names, str(self._chosen))
        for name in names:
            self._add(name.replace("&", "&&"), name)
        note = tr("Looking for devices…") if self._looking else self._trouble
        if note:
            self.addSeparator()
            self.addAction(note).setEnabled(False)

    def _add(self, text: str, name: str | None) -> None:
        action = self.addAction(text)
        action.setCheckable(True)
        action.setChecked(name == self._chosen)
        connect_actions({action: partial(self._choose, name)})
        self._group.addAction(action)
