"""Goes to a subtitle or a time that is typed, in a small box or in the clock."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from deepdub_engine.base.errors import DeepdubError
from deepdub_gui.base.error_texts import error_text
from deepdub_gui.base.i18n import tr
from deepdub_gui.document.session import Session
from deepdub_gui.features.editing.cue_editor import CueEditor
from deepdub_gui.shell.cue_navigator import CueNavigator
from deepdub_gui.widgets.clock_field import ClockField
from deepdub_gui.widgets.status_bar import StatusBar

if TYPE_CHECKING:
    from deepdub_gui.widgets.go_to_box import GoToBox


class GoTo(QObject):
    """Connects the box and the clock with the navigator.

    Parameters
    ----------
    session, navigator, status
        The cues; what goes there; and where the clock says what cannot be read.
    clock
        The clock of the transport row.
    editor
        Knows how times are read.
    leave
        Gives the keyboard back.
    """

    def __init__(
        self,
        session: Session,
        navigator: CueNavigator,
        status: StatusBar,
        clock: ClockField,
        editor: CueEditor,
        leave: Callable[[], object],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session, self._navigator, self._status = session, navigator, status
        self._clock, self._editor, self._leave = clock, editor, leave
        self._window = window
        self._box: GoToBox | None = None
        clock.entered.connect(self._go_by_clock)
        clock.left.connect(leave)

    @property
    def box(self) -> GoToBox:
        """The box, made when it is first opened."""
        if self._box is None:
            from deepdub_gui.widgets.go_to_box import GoToBox

            self._box = GoToBox(self._window)
            self._box.entered.connect(self._go)
        return self._box

    def ask(self) -> None:
        """Open the box."""
        rate = self._editor.notation.rate
        frames = tr("Subtitle 123 · time 1:02:03.450 · frame 00:01:02:12 at {rate} fps", rate=rate)
        self.box.ask(frames if rate else tr("Subtitle 123 · time 1:02:03.450"))

    def _go(self, text: str) -> None:
        from deepdub_engine.subtitles.places import CuePlace, read_place

        if not text.strip():
            self.box.close_box()
            return
        try:
            place = read_place(text, len(self._session.cues), self._editor.notation)
        except DeepdubError as error:
            self.box.refuse(error_text(error))
            return
        self.box.close_box()
        if isinstance(place, CuePlace):
            self._navigator.choose(place.index)
        else:
            self._navigator.go_to(place.time_ms)

    def _go_by_clock(self, text: str) -> None:
        try:
            time_ms = self._editor.notation.read(text)
        except DeepdubError as error:
            self._status.show_message(error_text(error))
            self._clock.selectAll()
            return
        self._navigator.go_to(time_ms)
        self._clock.leave()
        self._leave()
