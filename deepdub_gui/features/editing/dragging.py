"""Dragging of cues: a preview during the drag, one undo step at its end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject

from deepdub_engine.project import Document
from deepdub_engine.subtitles import editing
from deepdub_engine.subtitles.editing import EditLimits, SnapPoints
from deepdub_gui.base.i18n import mark, tr
from deepdub_gui.document.commands import change
from deepdub_gui.document.session import Session
from deepdub_gui.features.editing.service import Cues, EditingService, named
from deepdub_gui.widgets.timeline import Timeline
from deepdub_gui.widgets.timeline.cue_handles import CueHandle, CuePart

_NAMES = {
    CuePart.START: mark("Move the start of subtitle {number}"),
    CuePart.END: mark("Move the end of subtitle {number}"),
    CuePart.SHARED: mark("Move the edge after subtitle {number}"),
}


@dataclass(frozen=True, slots=True)
class _DragStart:
    """The state at the start of a drag."""

    grip: CueHandle
    chosen: frozenset[int]
    document: Document
    shown: Cues
    points: SnapPoints


class CueDragging(QObject):
    """Drags cues on a timeline.

    Parameters
    ----------
    service, session, timeline
        Applies the edits, shows the preview, and reports the mouse.
    chosen
        Selects and returns the cues to drag when the mouse takes one of them.
    other_points
        Returns the snap points of starts and of ends, besides those of neighbouring cues.
    """

    def __init__(
        self,
        service: EditingService,
        session: Session,
        timeline: Timeline,
        chosen: Callable[[int], frozenset[int]],
        other_points: Callable[[], tuple[list[int], list[int]]],
    ) -> None:
        super().__init__(timeline)
        self._service, self._session, self._timeline = service, session, timeline
        self._chosen, self._other_points = chosen, other_points
        self._drag: _DragStart | None = None
        self._wanted: Document | None = None
        hand = timeline.cue_mouse
        hand.began.connect(self._begin)
        hand.moved.connect(self._move)
        hand.dropped.connect(self._drop)
        hand.cancelled.connect(self._give_up)
        session.subtitles_changed.connect(timeline.drag.cancel)

    def _begin(self, grip: CueHandle) -> None:
        chosen = self._chosen(grip.cue)
        if grip.part is not CuePart.BODY:
            chosen = frozenset({grip.cue} if grip.other is None else {grip.cue, grip.other})
        shown = self._service.shown
        starts_ms, ends_ms = editing.neighbour_points(shown, chosen, self._service.limits)
        more_starts_ms, more_ends_ms = self._other_points()
        points = SnapPoints.of([*starts_ms, *more_starts_ms], [*ends_ms, *more_ends_ms])
        self._drag = _DragStart(grip, chosen, self._session.document, shown, points)
        self._wanted = self._session.document

    def _move(self, by_ms: int, is_free: bool) -> None:
        drag = self._drag
        if drag is None:
            return
        if self._is_overtaken(drag):
            self._timeline.drag.cancel()
            return
        limits = replace(self._service.limits, avoid_overlaps=not is_free)
        pull = self._timeline.drag
        edited, snapped_ms, is_there = _dragged(drag, by_ms, 0 if is_free else pull.near_ms, limits)
        if not is_there:
            pull.mark_blocked()
        self._wanted = self._service.document(drag.shown, edited)
        self._session.preview(self._wanted)
        self._timeline.show_snapped(snapped_ms)

    def _drop(self) -> None:
        drag, wanted = self._drag, self._wanted
        if drag is None or wanted is None or self._is_overtaken(drag):
            self._give_up()
            return
        self._end()
        if drag.grip.part is CuePart.BODY:
            name = named(mark("Move subtitle {number}"), mark("Move {number} subtitles"), drag.chosen)
        else:
            name = tr(_NAMES[drag.grip.part], number=drag.grip.cue + 1)
        change(self._session, name, wanted)

    def _give_up(self) -> None:
        drag = self._drag
        self._end()
        if drag is not None and not self._is_overtaken(drag):
            self._session.preview(None)

    def _end(self) -> None:
        self._drag = self._wanted = None
        self._timeline.show_snapped(None)

    def _is_overtaken(self, drag: _DragStart) -> bool:
        """Return whether something else has changed the document or its preview since the drag began."""
        if self._session.document is not drag.document:
            return True
        return self._wanted is not drag.document and self._wanted is not None and not self._session.previewing


def _dragged(drag: _DragStart, by_ms: int, near_ms: int, limits: EditLimits) -> tuple[Cues, int | None, bool]:
    """Return the cues after a drag, the time it snapped to, and whether it reached the requested time."""
    cue, shown, index = drag.shown[drag.grip.cue], drag.shown, drag.grip.cue
    if drag.grip.part is CuePart.BODY:
        more_ms, snapped_ms = editing.snap_move(cue, by_ms, drag.points, near_ms) if near_ms else (by_ms, None)
        moved = editing.move(shown, drag.chosen, more_ms, limits)
        is_there = moved[index].start_ms - cue.start_ms == more_ms
        return moved, snapped_ms if is_there else None, is_there
    is_start = drag.grip.part is CuePart.START
    to_ms = (cue.start_ms if is_start else cue.end_ms) + by_ms
    snapped_ms = (
        editing.snap(to_ms, drag.points.starts_ms if is_start else drag.points.ends_ms, near_ms) if near_ms else None
    )
    to_ms = to_ms if snapped_ms is None else snapped_ms
    if drag.grip.other is not None:
        moved = editing.move_shared(shown, index, drag.grip.other, to_ms, limits)
    else:
        moved = (editing.move_start if is_start else editing.move_end)(shown, index, to_ms, limits)
    reached_ms = moved[index].start_ms if is_start else moved[index].end_ms
    return moved, snapped_ms if reached_ms == snapped_ms else None, reached_ms == to_ms
