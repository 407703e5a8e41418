"""Moving of generated voices: by drags in their lane and by keys, each one undo step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from deepdub_engine.base.timing import format_shift, sample_to_ms
from deepdub_engine.pipeline.dub.status import LineStatus
from deepdub_engine.subtitles import Cue
from deepdub_engine.subtitles.editing import SnapPoints, snap_move
from deepdub_gui.base.i18n import tr
from deepdub_gui.document.session import Session
from deepdub_gui.document.voices import VoiceService
from deepdub_gui.features.voices.texts import words_of
from deepdub_gui.widgets.status_bar import About, StatusBar
from deepdub_gui.widgets.timeline import Timeline
from deepdub_gui.widgets.timeline.voice_boxes import VoiceBox, VoiceDrag
from deepdub_gui.widgets.timeline.widget import VOICES_LANE

if TYPE_CHECKING:
    from deepdub_engine.pipeline.voices import FolderVoices

_NOWHERE = SnapPoints()
_REST_MS = 600  # presses that follow each other faster are one step


@dataclass(frozen=True, slots=True)
class _Moving:
    """A voice on its way: its line as it was, how far it is moved now, and what it snaps to."""

    line: LineStatus
    to_ms: int
    points: SnapPoints = _NOWHERE


class VoiceMoving(QObject):
    """Moves voices on a timeline: shown at once, and made one undo step at the end.

    Parameters
    ----------
    voices, session, timeline, status
        The voices, the document, the timeline that reports the mouse, and the line for messages.
    chosen
        Returns the line that keys move, or None.
    other_points
        Returns the snap points of starts and of ends, besides those of the subtitles.
    """

    def __init__(
        self,
        voices: VoiceService,
        session: Session,
        timeline: Timeline,
        status: StatusBar,
        chosen: Callable[[], LineStatus | None],
        other_points: Callable[[], tuple[list[int], list[int]]],
    ) -> None:
        super().__init__(timeline)
        self._voices, self._session, self._timeline, self._status = voices, session, timeline, status
        self._chosen, self._other_points = chosen, other_points
        self._drag: _Moving | None = None
        self._nudge: _Moving | None = None
        self._rest = QTimer(self, interval=_REST_MS, singleShot=True)
        self._rest.timeout.connect(self.finish)
        hand = timeline.voice_mouse
        hand.began.connect(self._begin)
        hand.moved.connect(self._move)
        hand.dropped.connect(self._drop)
        hand.cancelled.connect(self._give_up)
        session.subtitles_changed.connect(self._abandon)

    def show(self) -> None:
        """Show the voices as they are, or as they are being moved."""
        voices = self._voices.voices
        moving = self._drag or self._nudge
        if voices is None:
            self._drag = self._nudge = None
            self._timeline.voice_boxes.set_boxes(())
        elif moving is None:
            self._draw(voices, None)
        else:
            from deepdub_engine.pipeline.voices import with_moved_voice

            self._draw(with_moved_voice(voices, moving.line.hash, moving.to_ms), moving.line)

    def nudge(self, by_ms: int) -> None:
        """Move the voice of the chosen line by a step."""
        line = self._nudge.line if self._nudge is not None else self._chosen()
        chosen = self._chosen()
        if self._nudge is not None and (chosen is None or chosen.hash != self._nudge.line.hash):
            self.finish()
            line = self._chosen()
        if line is None or not self._voices.may_move(line):
            self._status.show_message(tr("Select a line with a fitted voice to move it."), about=About.CUE)
            return
        from_ms = self._nudge.to_ms if self._nudge is not None else line.moved_ms
        to_ms = min(max(from_ms + by_ms, line.least_moved_ms), line.most_moved_ms)
        self._nudge = _Moving(line, to_ms)
        self._rest.start()
        self.show()
        shift = format_shift(to_ms)
        text = tr("Voice of “{text}”: {shift} from where it was fitted.", text=words_of(line), shift=shift)
        if to_ms == from_ms:
            text += " " + tr("It cannot go farther: a neighbour or the limit of free time is there.")
        self._status.show_message(text, about=About.CUE)

    def reset(self) -> None:
        """Put the voice of the chosen line back where the fit lays it."""
        self.finish()
        line = self._chosen()
        if line is not None and line.moved_ms:
            self._voices.move(line, 0, tr("Reset the voice of “{text}”", text=words_of(line)))

    def finish(self) -> None:
        """Commit the steps of keys; cancel a drag."""
        nudge, self._nudge = self._nudge, None
        self._rest.stop()
        if nudge is not None:
            self._commit(nudge)
        elif self._drag is not None:
            self._timeline.drag.cancel()

    def _begin(self, number: int) -> None:
        self.finish()
        line = self._voices.line(number)
        if line is None or not self._voices.may_move(line):
            self._timeline.drag.cancel()
            return
        self._drag = _Moving(line, line.moved_ms, self._points(line))
        self._session.preview(self._session.document)  # so that Undo cancels the drag
        self.show()

    def _points(self, line: LineStatus) -> SnapPoints:
        """Return what a voice snaps to: subtitles, speech, the playhead, and where the fit lays it."""
        starts_ms, ends_ms = self._other_points()
        cues, home = self._session.cues, self._cue(line, -line.moved_ms)
        return SnapPoints.of(
            [*starts_ms, home.start_ms, *(cue.start_ms for cue in cues)],
            [*ends_ms, home.end_ms, *(cue.end_ms for cue in cues)],
        )

    def _move(self, by_ms: int, is_free: bool) -> None:
        drag, pull = self._drag, self._timeline.drag
        voices = self._voices.voices
        if drag is None:
            return
        if voices is None or not self._session.previewing or self._voices.line(drag.line.hash) is None:
            pull.cancel()  # it was undone, or the voice is gone
            return
        line, snapped_ms = drag.line, None
        if not is_free:
            by_ms, snapped_ms = snap_move(self._cue(line), by_ms, drag.points, pull.near_ms)
        to_ms = line.moved_ms + by_ms
        allowed_ms = min(max(to_ms, line.least_moved_ms), line.most_moved_ms)
        if allowed_ms != to_ms:
            pull.mark_blocked()
            snapped_ms = None
        self._drag = _Moving(line, allowed_ms, drag.points)
        self._timeline.show_snapped(snapped_ms)
        self.show()

    def _drop(self) -> None:
        drag = self._end()
        if drag is not None:
            self._commit(drag)

    def _commit(self, moving: _Moving) -> None:
        line, by_ms = moving.line, moving.to_ms - moving.line.moved_ms
        if by_ms:
            shift = format_shift(by_ms)
            name = tr("Move the voice of “{text}” by {shift}", text=words_of(line), shift=shift)
            self._voices.move(line, moving.to_ms, name)
        self.show()

    def _give_up(self) -> None:
        self._end()
        self.show()

    def _abandon(self) -> None:
        self._nudge = None
        if self._drag is not None:
            self._timeline.drag.cancel()

    def _end(self) -> _Moving | None:
        """End the drag; return it unless Undo has cancelled it."""
        drag, self._drag = self._drag, None
        was_undone = not self._session.previewing
        self._session.preview(None)
        self._timeline.show_snapped(None)
        return None if was_undone else drag

    def _cue(self, line: LineStatus, by_ms: int = 0) -> Cue:
        """Return where a voice lies as a cue."""
        rate_hz = self._rate_hz
        start, stop = line.laid_start_sample or 0, line.laid_stop_sample or 0
        return Cue(sample_to_ms(start, rate_hz) + by_ms, sample_to_ms(stop, rate_hz) + by_ms, "")

    @property
    def _rate_hz(self) -> int:
        voices = self._voices.voices
        return voices.speech.rate_hz if voices is not None else 1000

    def _draw(self, voices: FolderVoices, moving: LineStatus | None) -> None:
        from deepdub_engine.pipeline.voices import is_movable

        self._timeline.set_lane(VOICES_LANE, voices.peaks, voices.speech)
        drag = None
        if moving is not None:
            home = self._cue(moving, -moving.moved_ms)
            drag = VoiceDrag(moving.hash, home.start_ms + moving.least_moved_ms, home.end_ms + moving.most_moved_ms)
        self._timeline.voice_boxes.set_boxes(
            [self._box(line) for line in voices.lines.lines if is_movable(voices, line)], drag
        )

    def _box(self, line: LineStatus) -> VoiceBox:
        rate_hz = self._rate_hz
        start_ms, stop_ms = ((at or 0) * 1000 / rate_hz for at in (line.laid_start_sample, line.laid_stop_sample))
        return VoiceBox(line.hash, start_ms, stop_ms, line.moved_ms, self._voices.may_move(line))
