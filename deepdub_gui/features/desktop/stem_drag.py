"""Drags the sound of a source out of the window, to another program."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QToolButton, QWidget

from deepdub_engine.base.spans import Spans
from deepdub_engine.separation.stems import Stems
from deepdub_gui.base.i18n import tr
from deepdub_gui.document.separation_scopes import cue_spans, has_all, sentence_spans
from deepdub_gui.shell.notifier import Notifier
from deepdub_gui.shell.services import Services
from deepdub_gui.shell.window_widgets import WindowWidgets

if TYPE_CHECKING:
    from deepdub_gui.document.dragged_files import DraggedFiles, DraggedSound

_ICON_PX = 32


@dataclass(slots=True, eq=False)
class _Gesture:
    """A mouse button that is held on a source."""

    widget: QWidget
    lane: int
    pressed: QPoint
    is_begun: bool = False


class StemDrag(QObject):
    """Watches the buttons of the sources and the headers of the lanes, and changes nothing about clicks and keys.

    A drag begins when the pointer leaves the button, where a release is no click any more. The file has to exist before
    the drag: it is written in the background first. If the mouse button is still held then, the drag begins; if not, a
    message asks to drag again.

    Parameters
    ----------
    services, widgets, notifier
        The document, the widgets of the window, and what shows results.
    window
        The main window.
    carry
        Carries a file until it is dropped; by default as a drag of the system.
    """

    def __init__(
        self,
        services: Services,
        widgets: WindowWidgets,
        notifier: Notifier,
        window: QWidget,
        carry: Callable[[QWidget, int, Path], object] | None = None,
    ) -> None:
        super().__init__(window)
        self._session, self._notifier, self._table = services.session, notifier, widgets.table
        self._buttons = widgets.transport.source_buttons
        self._canvas = widgets.timeline.canvas
        self.carry = carry or self._carry
        self._services = services
        self._gesture: _Gesture | None = None
        for widget in (*self._buttons, self._canvas.viewport()):
            widget.installEventFilter(self)

    @cached_property
    def files(self) -> DraggedFiles:
        """The files that were dragged."""
        from deepdub_gui.document.dragged_files import DraggedFiles

        return DraggedFiles(self._session, self._services.jobs, self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice a drag; the event is passed on in any case."""
        if isinstance(event, QMouseEvent) and isinstance(watched, QWidget):
            kind = event.type()
            if kind == QEvent.Type.MouseButtonPress:
                self._press(watched, event)
            elif kind == QEvent.Type.MouseButtonRelease:
                self._gesture = None
            elif kind == QEvent.Type.MouseMove:
                self._move(event)
        return False

    def _press(self, widget: QWidget, event: QMouseEvent) -> None:
        lane = self._lane_at(widget, event.position().toPoint())
        is_meant = event.button() == Qt.MouseButton.LeftButton and lane is not None and widget.isEnabled()
        self._gesture = _Gesture(widget, lane or 0, event.position().toPoint()) if is_meant else None

    def _move(self, event: QMouseEvent) -> None:
        gesture, place = self._gesture, event.position().toPoint()
        if gesture is None or gesture.is_begun:
            return
        if not event.buttons() & Qt.MouseButton.LeftButton:
            self._gesture = None  # released where the window did not see it
            return
        is_far = (place - gesture.pressed).manhattanLength() >= QApplication.startDragDistance()
        if is_far and self._lane_at(gesture.widget, place) != gesture.lane:
            gesture.is_begun = True
            self._begin(gesture)

    def _lane_at(self, widget: QWidget, place: QPoint) -> int | None:
        if isinstance(widget, QToolButton):
            return self._buttons.index(widget) if widget.rect().contains(place) else None
        return self._canvas.lane_header_at(place.toPointF())

    def _begin(self, gesture: _Gesture) -> None:
        lane = gesture.lane
        if self._session.clip is None:
            return
        spans = self._selected_spans()
        from deepdub_gui.document.dragged_files import dragged_sound

        sound = dragged_sound(self._session, lane, (spans[0][0], spans[-1][1]) if spans else None)
        if sound is None:
            self._notifier.show_stem_missing(lane)
        elif sound.stems is not None and not self._is_separated(sound.stems, spans):
            self._notifier.show_message(tr("Not all of this has been separated yet, so that it cannot be dragged."))
        elif (path := self.files.find(sound)) is not None:
            self._take(gesture, path)
        elif not self.files.is_running(sound):
            self._prepare(gesture, sound)

    def _prepare(self, gesture: _Gesture, sound: DraggedSound) -> None:
        def written(path: Path) -> None:
            # Later, because a drag runs an event loop of its own, and the job has to end first.
            QTimer.singleShot(0, self, partial(self._take, gesture, path))

        self.files.write(sound, written, self._notifier.show_error)

    def _take(self, gesture: _Gesture, path: Path) -> None:
        if self._gesture is not gesture:
            self._notifier.show_message(tr("“{name}” is ready: drag it again.", name=path.name))
            return
        self._gesture = None
        self.carry(gesture.widget, gesture.lane, path)

    def _carry(self, widget: QWidget, lane: int, path: Path) -> None:
        drag, data = QDrag(widget), QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        drag.setMimeData(data)
        drag.setPixmap(self._buttons[lane].icon().pixmap(_ICON_PX, _ICON_PX))
        drag.exec(Qt.DropAction.CopyAction)
        if isinstance(widget, QToolButton):
            widget.setDown(False)  # the system has taken the release

    def _selected_spans(self) -> Spans:
        """Return the spans of the selected subtitles in the clip if there are several, else none."""
        clip, rows = self._session.clip, self._table.selected_rows()
        return cue_spans(clip, self._session.cues, rows) if clip is not None and len(rows) > 1 else ()

    def _is_separated(self, stems: Stems, spans: Spans) -> bool:
        """Return whether all that is spoken has been separated; between it, the stems are whole anyway."""
        clip, session = self._session.clip, self._session
        if clip is None or stems.complete:
            return stems.complete
        return has_all(stems, spans or sentence_spans(clip, session.sentence_rules.sentences(session.cues)))
