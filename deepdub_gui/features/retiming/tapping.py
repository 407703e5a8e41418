"""Tap sync: the user taps a key during playback when a line begins, which yields the shift."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from deepdub_engine.base.timing import format_shift
from deepdub_engine.subtitles import Cue
from deepdub_engine.subtitles.retime import TapEstimate, estimate_shift, match_taps
from deepdub_gui.base.i18n import mark, tr
from deepdub_gui.base.settings import MOST_REACTION_MS, Settings
from deepdub_gui.document.playback import Playback
from deepdub_gui.document.session import Session
from deepdub_gui.shortcuts.action_entries import set_action_names
from deepdub_gui.shortcuts.actions import connect_actions, make_action
from deepdub_gui.widgets.cue_table_model import shown_text
from deepdub_gui.widgets.shift.bar import ShiftBar
from deepdub_gui.widgets.status_bar import StatusBar

_LEAD_MS = 3000  # pre-roll before the first line
_TEXT_LENGTH = 40
_BEGIN = mark(
    "Press {key} when line {number} (“{words}”) begins, and again for each line after it. "
    "Enter applies the taps, Escape discards them."
)
_SO_FAR = mark("{count} lines tapped: {shift} ± {spread} s. Enter applies the shift, Escape discards it.")
_ONE = mark("1 line tapped: {shift}. Keep tapping, or press Enter to apply; Escape discards it.")
_CALIBRATING = mark("These taps measure your reaction time, so the subtitles must already be in sync.")
_CALIBRATED = mark("Your reaction time is {seconds} s, from {count:tap|taps}. It will be subtracted from later taps.")
_UNLIKELY = mark(
    "A reaction time of {seconds} s is not plausible. Check that the subtitles are in sync here, then measure again."
)


@dataclass(frozen=True, slots=True)
class _Taps:
    """The taps so far.

    Parameters
    ----------
    starts_ms, first
        Sorted starts of the lines, and the index of the line of the first tap; None if the first tap decides it.
    calibrates
        Whether the taps measure the reaction time.
    taps_ms
        Times in the clip at which the key was pressed.
    """

    starts_ms: tuple[int, ...]
    first: int | None
    calibrates: bool
    taps_ms: tuple[float, ...] = ()


class Tapping(QObject):
    """The tap key, and the shift that results from the taps as one undo step.

    Pressed while paused, the key starts playback shortly before the current cue, to which the first tap belongs.
    Pressed during playback, it is the first tap, for the line with the nearest start.

    Parameters
    ----------
    session, playback, bar, status, settings
        The document, the player, the shift bar, the status line, and the store of the reaction time.
    loop
        The action that loops a cue; turned off when tapping begins.
    window
        The window in which the keys work.
    """

    def __init__(
        self,
        session: Session,
        playback: Playback,
        bar: ShiftBar,
        status: StatusBar,
        settings: Settings,
        loop: QAction,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session, self._playback, self._bar = session, playback, bar
        self._status, self._settings, self._loop = status, settings, loop
        self._taps: _Taps | None = None
        self.tap = make_action(window, tr("&Tap at the start of a line"), "T", repeats=False)
        self.take = make_action(window, tr("Apply the taps"), "Return")
        self.calibrate = make_action(window, tr("Measure my reaction time"))
        set_action_names(self)
        connect_actions({self.tap: self._tap, self.take: self._apply, self.calibrate: self._calibrate})
        # A shortcut, not an action, because Escape is needed elsewhere most of the time.
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), window)
        self._escape.activated.connect(self._leave)
        session.cues_changed.connect(self._check)
        session.media_changed.connect(self._allow)
        self._show(None)

    def show_in(self, menu: QMenu) -> None:
        """Add the actions to the Shift menu."""
        menu.addActions([self.tap, self.take, self.calibrate])

    def _show(self, taps: _Taps | None) -> None:
        self._taps = taps
        self._escape.setEnabled(taps is not None)
        self._allow()

    def _allow(self) -> None:
        there = self._session.clip is not None and bool(self._session.cues)
        self.tap.setEnabled(there)
        self.calibrate.setEnabled(there)
        self.take.setEnabled(self._taps is not None and bool(self._taps.taps_ms))

    # Taps

    def _tap(self) -> None:
        if not self._playback.playing:
            self._begin(calibrates=self._taps is not None and self._taps.calibrates)
            return
        if self._taps is None:
            self._bar.finish()
            self._show(_Taps(self._starts(), None, calibrates=False))
        self._add(float(self._playback.position_ms))

    def _calibrate(self) -> None:
        self._begin(calibrates=True)

    def _begin(self, *, calibrates: bool) -> None:
        """Start playback shortly before the current cue and wait for taps from that cue onwards."""
        self._bar.finish()
        cues, current = self._session.cues, self._playback.find_current()
        if current is None:
            return
        self._loop.setChecked(False)
        order = self._order(cues)
        self._show(_Taps(self._starts(), order.index(current), calibrates))
        words = shown_text(cues[current])
        words = words if len(words) <= _TEXT_LENGTH else f"{words[:_TEXT_LENGTH].rstrip()}…"
        key = self.tap.shortcut().toString()
        text = tr(_BEGIN, key=key, number=current + 1, words=words)
        self._status.show_message(f"{tr(_CALIBRATING)} {text}" if calibrates else text)
        self._playback.seek(max(0, cues[current].start_ms - _LEAD_MS))
        if not self._playback.playing:
            self._playback.toggle()

    def _add(self, heard_ms: float) -> None:
        taps = self._taps
        if taps is None:
            return
        first = taps.first
        if first is None:
            reaction_ms = self._reaction_ms
            rows = range(len(taps.starts_ms))
            first = min(rows, key=lambda row: abs(heard_ms - reaction_ms - taps.starts_ms[row]))
        self._show(_Taps(taps.starts_ms, first, taps.calibrates, (*taps.taps_ms, heard_ms)))
        found = self._found()
        if found is not None and found.used + found.left_out > 1:
            values = {"shift": format_shift(found.shift_ms), "spread": f"{found.spread_ms / 1000:.3f}"}
            self._status.show_message(tr(_SO_FAR, count=found.used, **values), tr("Apply"), self._apply)
        elif found is not None:
            self._status.show_message(tr(_ONE, shift=format_shift(found.shift_ms)), tr("Apply"), self._apply)

    def _found(self) -> TapEstimate | None:
        taps = self._taps
        if taps is None or taps.first is None or not taps.taps_ms:
            return None
        matched = match_taps(taps.starts_ms, taps.first, taps.taps_ms)
        return estimate_shift([off_ms for _, off_ms in matched], 0 if taps.calibrates else self._reaction_ms)

    @property
    def _reaction_ms(self) -> float:
        """The user's reaction time, in clip time at the current playback speed."""
        return self._settings.reaction_ms * self._playback.speed

    # Results

    def _apply(self) -> None:
        taps, found = self._taps, self._found()
        if taps is None or found is None:
            return
        self._show(None)
        if taps.calibrates:
            self._keep(found)
        else:
            self._status.clear()
            self._bar.shift.move(found.shift_ms)

    def _keep(self, found: TapEstimate) -> None:
        reaction_ms = round(found.shift_ms / self._playback.speed)
        seconds = f"{reaction_ms / 1000:.3f}".replace("-", "−")
        if 0 <= reaction_ms <= MOST_REACTION_MS:
            self._settings.reaction_ms = reaction_ms
            self._status.show_message(tr(_CALIBRATED, seconds=seconds, count=found.used))
        else:
            self._status.show_message(tr(_UNLIKELY, seconds=seconds))

    def _leave(self) -> None:
        self._show(None)
        self._status.clear()

    def _check(self) -> None:
        """Discard the taps if the lines have moved."""
        if self._taps is not None and self._taps.starts_ms != self._starts():
            self._leave()
        self._allow()

    def _starts(self) -> tuple[int, ...]:
        return tuple(sorted(cue.start_ms for cue in self._session.cues))

    def _order(self, cues: tuple[Cue, ...]) -> list[int]:
        return sorted(range(len(cues)), key=lambda row: cues[row].start_ms)
