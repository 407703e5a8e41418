"""Tapping along while it plays: where lines begin is heard, and a key says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from deepdub_engine.base.timing import format_shift
from deepdub_engine.subtitles import Cue
from deepdub_engine.subtitles.retime import Tapped, match_taps, tapped
from deepdub_gui.base.i18n import mark, tr
from deepdub_gui.base.settings import MOST_REACTION_MS, Settings
from deepdub_gui.document.playback import Playback
from deepdub_gui.document.session import Session
from deepdub_gui.shortcuts.entries import name_actions
from deepdub_gui.widgets.cue_table import shown_text
from deepdub_gui.widgets.shift.bar import ShiftBar
from deepdub_gui.widgets.status_bar import StatusLine

_LEAD_MS = 3000  # heard before the first line is to come
_TEXT_LENGTH = 40
_BEGIN = mark(
    "Press {key} when line {number} begins, “{words}”, and at the lines behind it as they come. "
    "Enter takes the taps, Escape leaves them."
)
_SO_FAR = mark("{count} lines tapped: {shift} ± {spread} s. Enter takes that, Escape leaves it.")
_ONE = mark("1 line tapped: {shift}. Go on, or take it with Enter; Escape leaves it.")
_CALIBRATING = mark("These taps measure your reaction time: the subtitles must lie right already.")
_CALIBRATED = mark("Your reaction time is {seconds} s, from {count} taps: later taps are taken for so much earlier.")
_UNLIKELY = mark("Nobody reacts in {seconds} s: the subtitles do not lie right here, so nothing was measured.")


@dataclass(frozen=True, slots=True)
class _Taps:
    """What is being tapped.

    Parameters
    ----------
    starts_ms, first
        Starts of the lines in order, and the one of the first tap; None where the first tap itself says it.
    calibrates
        Whether it is the reaction that is measured.
    taps_ms
        Where in the clip the key was pressed.
    """

    starts_ms: tuple[int, ...]
    first: int | None
    calibrates: bool
    taps_ms: tuple[float, ...] = ()


class Tapping(QObject):
    """The key that is tapped, and what becomes of the taps: one undo step.

    Pressed while nothing plays, it begins a little before the current cue, whose line the first tap is for. Pressed
    while it plays, the first tap is for the line that begins nearest to it.

    Parameters
    ----------
    session, playback, bar, status, settings
        The document, what is heard, what shifts, where it is said, and where the reaction time is kept.
    loop
        Repeats a cue, which ends when tapping begins.
    window
        Where keys are pressed.
    """

    def __init__(
        self,
        session: Session,
        playback: Playback,
        bar: ShiftBar,
        status: StatusLine,
        settings: Settings,
        loop: QAction,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session, self._playback, self._bar = session, playback, bar
        self._status, self._settings, self._loop = status, settings, loop
        self._taps: _Taps | None = None
        self.tap = self._make(tr("&Tap at the start of a line"), "T", self._tap)
        self.tap.setAutoRepeat(False)
        self.take = self._make(tr("Take the taps"), "Return", self._take)
        self.calibrate = self._make(tr("Measure my reaction time"), "", self._calibrate)
        name_actions(self)
        # A shortcut and no action: Escape belongs to others most of the time.
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), window)
        self._escape.activated.connect(self._leave)
        session.cues_changed.connect(self._check)
        session.media_changed.connect(self._allow)
        self._show(None)

    def show_in(self, menu: QMenu) -> None:
        """Put the actions into the menu of shifts."""
        menu.addActions([self.tap, self.take, self.calibrate])

    def _make(self, text: str, key: str, run: Callable[[], object]) -> QAction:
        action = QAction(text, self.parent())
        if key:
            action.setShortcut(key)
        action.triggered.connect(lambda _checked=False: run())
        return action

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
        """Wait for taps from the current cue on, and play from a little before it."""
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
        said = tr(_BEGIN, key=key, number=current + 1, words=words)
        self._status.say(f"{tr(_CALIBRATING)} {said}" if calibrates else said)
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
            self._status.say(tr(_SO_FAR, count=found.used, **values), tr("Take"), self._take)
        elif found is not None:
            self._status.say(tr(_ONE, shift=format_shift(found.shift_ms)), tr("Take"), self._take)

    def _found(self) -> Tapped | None:
        taps = self._taps
        if taps is None or taps.first is None or not taps.taps_ms:
            return None
        matched = match_taps(taps.starts_ms, taps.first, taps.taps_ms)
        return tapped([off_ms for _, off_ms in matched], 0 if taps.calibrates else self._reaction_ms)

    @property
    def _reaction_ms(self) -> float:
        """How much of the clip passes before the key is down."""
        return self._settings.reaction_ms * self._playback.speed

    # What becomes of them

    def _take(self) -> None:
        taps, found = self._taps, self._found()
        if taps is None or found is None:
            return
        self._show(None)
        if taps.calibrates:
            self._keep(found)
        else:
            self._status.clear()
            self._bar.shift.move(found.shift_ms)

    def _keep(self, found: Tapped) -> None:
        reaction_ms = round(found.shift_ms / self._playback.speed)
        seconds = f"{reaction_ms / 1000:.3f}".replace("-", "−")
        if 0 <= reaction_ms <= MOST_REACTION_MS:
            self._settings.reaction_ms = reaction_ms
            self._status.say(tr(_CALIBRATED, seconds=seconds, count=found.used))
        else:
            self._status.say(tr(_UNLIKELY, seconds=seconds))

    def _leave(self) -> None:
        self._show(None)
        self._status.clear()

    def _check(self) -> None:
        """Leave taps for lines that are elsewhere now."""
        if self._taps is not None and self._taps.starts_ms != self._starts():
            self._leave()
        self._allow()

    def _starts(self) -> tuple[int, ...]:
        return tuple(sorted(cue.start_ms for cue in self._session.cues))

    def _order(self, cues: tuple[Cue, ...]) -> list[int]:
        return sorted(range(len(cues)), key=lambda row: cues[row].start_ms)
