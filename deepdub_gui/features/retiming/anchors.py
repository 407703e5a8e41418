"""Anchors: subtitles pinned to a time, with those in between stretched to fit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from deepdub_engine.base.errors import AnchorsCross
from deepdub_engine.subtitles import editing
from deepdub_engine.subtitles.retime import Pin, Retiming, pins_of, retiming_through
from deepdub_gui.base.error_texts import error_text
from deepdub_gui.base.i18n import mark, tr
from deepdub_gui.document.commands import retime
from deepdub_gui.document.playback import Playback
from deepdub_gui.document.session import Session
from deepdub_gui.document.snap_times import SnapTimes
from deepdub_gui.document.step_names import anchors_name
from deepdub_gui.features.retiming.anchor_mouse import AnchorMouseHandler
from deepdub_gui.shortcuts.action_entries import set_action_names
from deepdub_gui.shortcuts.actions import connect_actions, make_action
from deepdub_gui.widgets.shift.bar import ShiftBar
from deepdub_gui.widgets.status_bar import About, StatusBar
from deepdub_gui.widgets.timeline import Timeline
from deepdub_gui.widgets.timeline.anchor_layer import AnchorLayer

_FIRST = mark("Anchored. Now anchor another subtitle far from this one; those in between are stretched to fit.")
_NONE = mark("Select a subtitle first.")


class Anchors(QObject):
    """Shows the anchors of the retiming on the timeline, with actions and mouse handling to edit them.

    Parameters
    ----------
    session, playback, bar, status
        The document, the playhead, the shift bar whose gesture is committed first, and the status line.
    timeline
        The timeline that shows the anchors.
    times
        Times that anchors snap to, besides the starts of cues.
    window
        The parent of the actions.
    """

    def __init__(
        self,
        session: Session,
        playback: Playback,
        bar: ShiftBar,
        status: StatusBar,
        timeline: Timeline,
        times: SnapTimes,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session, self._playback, self._bar, self._status = session, playback, bar, status
        self._timeline, self._times = timeline, times
        self._points_ms: tuple[int, ...] = ()  # snap points of the current drag
        self._is_shown = False  # whether the current drag has a preview
        self.layer = AnchorLayer(timeline.theme)
        hand = AnchorMouseHandler(self.layer, timeline.add_layer(self.layer), timeline.drag, self)
        self.here = make_action(window, tr("Anchor this subtitle at the pla&yhead"), "Shift+N")
        self.toggle = make_action(window, tr("Anchor this subtitle in place, or remove its anchor"), "Alt+N")
        self.clear = make_action(window, tr("Remove all anchors"))
        set_action_names(self)
        connect_actions({self.here: self._anchor_here, self.toggle: self._toggle, self.clear: lambda: self._commit(())})
        hand.grabbed.connect(self._grab)
        hand.moved.connect(self._drag)
        hand.dropped.connect(self._drop)
        hand.cancelled.connect(self._give_up)
        hand.removed.connect(self._remove)
        session.cues_changed.connect(self._show)
        session.subtitles_changed.connect(self._show)
        self._show()

    def show_in(self, menu: QMenu) -> None:
        """Add the actions to the Shift menu."""
        menu.addActions([self.here, self.toggle, self.clear])

    def _show(self) -> None:
        there = self._session.subtitles is not None
        for action in (self.here, self.toggle):
            action.setEnabled(there)
        pins = pins_of(self._session.shown_retiming)
        self.clear.setEnabled(bool(pins))
        self.layer.set_pins([pin.true_ms for pin in pins])

    # Keys

    def _anchor_here(self) -> None:
        found = self._current_start()
        if found is not None:
            number, start_ms = found
            others = [pin for pin in pins_of(self._session.retiming) if pin.at_ms != start_ms]
            self._status.clear()
            self._commit((*others, Pin(start_ms, self._playback.position_ms)), number=number)
            if not others:
                self._status.show_message(tr(_FIRST))

    def _toggle(self) -> None:
        found = self._current_start()
        if found is None:
            return
        number, start_ms = found
        before = self._session.retiming
        pins = pins_of(before)
        others = [pin for pin in pins if pin.at_ms != start_ms]
        if len(others) < len(pins):
            self._commit(others)
        else:  # anchoring in place must not change the ratio
            self._commit((*pins, Pin(start_ms, before.time_ms(start_ms))), before.ratio, number)

    def _current_start(self) -> tuple[int, int] | None:
        """Return number and start of the current cue before the retiming; without one, show a hint and return None."""
        self._bar.finish()
        index = self._playback.find_current()
        if index is None:
            self._status.show_message(tr(_NONE), about=About.CUE)
            return None
        return index + 1, self._session.base_cues[index].start_ms

    # Mouse

    def _grab(self) -> None:
        self._bar.finish()
        starts_ms, _ = self._times.starts_and_ends()
        cues = self._session.cues
        self._points_ms = editing.SnapPoints.of([*starts_ms, *(cue.start_ms for cue in cues)], ()).starts_ms
        self._is_shown = False

    def _drag(self, index: int, time_ms: int, is_free: bool) -> None:
        pins, pull = list(pins_of(self._session.retiming)), self._timeline.drag
        if index >= len(pins) or (self._is_shown and not self._session.previewing):
            pull.cancel()  # the document has changed meanwhile
            return
        snapped_ms = None if is_free else editing.snap(time_ms, self._points_ms, pull.near_ms)
        pins[index] = replace(pins[index], true_ms=time_ms if snapped_ms is None else snapped_ms)
        try:
            after = retiming_through(pins, self._session.retiming)
        except AnchorsCross:
            pull.mark_blocked()  # it stays at its last valid time
            return
        self._timeline.show_snapped(snapped_ms)
        self._session.preview(replace(self._session.document, retiming=after))
        self._is_shown = True

    def _drop(self) -> None:
        self._timeline.show_snapped(None)
        if self._session.previewing:
            self._set(self._session.shown_retiming)

    def _give_up(self) -> None:
        self._timeline.show_snapped(None)
        self._session.preview(None)

    def _remove(self, index: int) -> None:
        pins = pins_of(self._session.retiming)
        self._commit(pin for number, pin in enumerate(pins) if number != index)

    def _commit(self, pins: Iterable[Pin], ratio: Fraction | None = None, number: int | None = None) -> None:
        try:
            self._set(retiming_through(tuple(pins), self._session.retiming, ratio), number)
        except AnchorsCross as error:
            self._status.show_message(error_text(error), error=True)

    def _set(self, retiming: Retiming, number: int | None = None) -> None:
        retime(self._session, retiming, anchors_name(self._session.retiming, retiming, number))
