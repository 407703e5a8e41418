"""The running blind comparison (ABX), without widgets: the pair, the current trial, the answers, and playback."""

from __future__ import annotations

from collections.abc import Callable
from secrets import randbits

from PySide6.QtCore import QObject, Signal

from deepdub_engine.player.abx import Abx
from deepdub_gui.document.playback import Playback
from deepdub_gui.document.session import ORIGINAL, VOCALS
from deepdub_gui.features.listening.monitor import MonitorSelection
from deepdub_gui.features.listening.monitor_controller import MonitorController
from deepdub_gui.widgets.transport import SOURCES

_SEED_BITS = 63


class AbxSession(QObject):
    """An ABX test of two sources, and what may be played in it.

    `changed` is emitted after every change to the pair or the trials. `listening` carries the letter that is now
    playing. `answered` follows `changed` after an answer. `exporting` carries the finished comparison to export.
    `leaving` carries a function to call once the trials have been exported or may be discarded.

    Parameters
    ----------
    monitor, playback
        Play X, A and B.
    seed
        Returns the seed for the hidden order.
    """

    changed = Signal()
    listening = Signal(str)
    answered = Signal()
    exporting = Signal(object)
    leaving = Signal(object)

    def __init__(
        self,
        monitor: MonitorController,
        playback: Playback,
        parent: QObject | None = None,
        seed: Callable[[], int] = lambda: randbits(_SEED_BITS),
    ) -> None:
        super().__init__(parent)
        self._monitor, self._playback, self._seed = monitor, playback, seed
        self._pair = (ORIGINAL, VOCALS)
        self._abx = self._exported = Abx(0, ("", ""))
        self._is_finished = self._has_started = False
        self._begin(self._pair)

    @property
    def pair(self) -> tuple[int, int]:
        """The sources that are A and B."""
        return self._pair

    @property
    def abx(self) -> Abx:
        """The comparison with its trials so far."""
        return self._abx

    @property
    def is_finished(self) -> bool:
        """Whether the correct answers are shown, and no more trials can be answered."""
        return self._is_finished

    @property
    def missing(self) -> int | None:
        """The first source of the pair that is not available, or None."""
        return next((source for source in self._pair if not self._monitor.has(MonitorSelection(source))), None)

    @property
    def can_listen(self) -> bool:
        """Whether A and B differ and are both available."""
        return self._pair[0] != self._pair[1] and self.missing is None

    @property
    def has_unexported(self) -> bool:
        """Whether there are trials that have not been exported."""
        return bool(self._abx.trials) and self._abx != self._exported

    def begin(self, pair: tuple[int, int]) -> None:
        """Begin with a pair once the trials so far may be discarded."""
        if self.has_unexported:
            self.leaving.emit(lambda: self.begin(pair))
        else:
            self._begin(pair)

    def give_up(self) -> None:
        """Discard the trials and draw a new order."""
        self._begin(self._pair)

    def listen(self, letter: str) -> None:
        """Switch to X, A or B at the current position, and start playback if it is paused."""
        if not self.can_listen or (letter == "X" and self._is_finished):
            return
        index = self._abx.x if letter == "X" else "AB".index(letter)
        self._monitor.play_blind(self._pair[index])
        if not self._playback.playing:
            self._playback.toggle()
            self._has_started = True
        self.listening.emit(letter)

    def stop_listening(self) -> None:
        """Restore the normal mix; the trials are kept."""
        self._monitor.play_blind(None)

    def leave(self) -> None:
        """Restore the normal mix, and pause the playback that listening has started; the trials are kept."""
        self.stop_listening()
        if self._has_started and self._playback.playing:
            self._playback.toggle()
        self._has_started = False

    def answer(self, number: int) -> None:
        """Record the answer that X is A (0) or B (1)."""
        if self._is_finished or not self.can_listen:
            return
        self._abx = self._abx.answered(number, self._playback.position_ms)
        self._restore_mix_and_emit()
        self.answered.emit()

    def finish(self) -> None:
        """Show the correct answers, if there are trials."""
        if self._abx.trials and not self._is_finished:
            self._is_finished = True
            self._restore_mix_and_emit()

    def export(self) -> None:
        """Request an export of the trials."""
        self.exporting.emit(self._abx)

    def note_exported(self, abx: Abx) -> None:
        """Record that the trials of a comparison have been exported."""
        self._exported = abx

    def _begin(self, pair: tuple[int, int]) -> None:
        """Begin a new comparison with a new random order."""
        self._pair = first, second = pair
        self._abx = Abx(self._seed(), (SOURCES[first], SOURCES[second]))
        self._is_finished = False
        self._restore_mix_and_emit()

    def _restore_mix_and_emit(self) -> None:
        self.stop_listening()
        self.changed.emit()
