"""Decodes video frames in a background thread; only the latest request is served."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from deepdub_engine.audio.media.video import VideoReader
from deepdub_engine.base.errors import DeepdubError

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Wish:
    time_ms: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class _Step:
    count: int
    width: int
    height: int


class VideoThread(QObject):
    """Decodes frames of one video file.

    `shown` carries a `VideoPicture`; `stepped` one too, or None, and the number of requested steps that it answers;
    `failed` carries an error. All are emitted in the GUI thread. A new request for a time replaces one that has not
    been decoded yet; steps add up.

    Parameters
    ----------
    path
        The video file.
    """

    shown = Signal(object)
    stepped = Signal(object, int)
    failed = Signal(object)
    _found = Signal(object)
    _walked = Signal(object, int)
    _stopped = Signal(object)

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self._wish: _Wish | None = None
        self._steps: list[_Step] = []
        self._is_closed = False
        self._changed = threading.Condition()
        self._found.connect(self._emit_shown, Qt.ConnectionType.QueuedConnection)
        self._walked.connect(self._emit_stepped, Qt.ConnectionType.QueuedConnection)
        self._stopped.connect(self._emit_failed, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._run, name=f"film: {path.name}", daemon=True)
        self._thread.start()

    def want(self, time_ms: int, width: int, height: int) -> None:
        """Request the frame at a time, scaled to fit a size in physical pixels."""
        with self._changed:
            self._wish = _Wish(time_ms, width, height)
            self._changed.notify()

    def step(self, count: int, width: int, height: int) -> None:
        """Request the frame that follows the current one by `count`, or precedes it if negative."""
        with self._changed:
            self._steps.append(_Step(count, width, height))
            self._changed.notify()

    def close(self) -> None:
        """Stop decoding and close the file; no signal is emitted afterwards."""
        with self._changed:
            self._is_closed = True
            self._changed.notify()
        self._thread.join()

    def _run(self) -> None:
        try:
            with VideoReader(self.path) as film:
                while not self._is_closed:
                    wish, steps = self._next()
                    if wish is not None:
                        picture = film.picture_at(wish.time_ms, wish.width, wish.height, lambda: self._is_closed)
                        if picture is not None:
                            self._found.emit(picture)
                    if steps:
                        count, last = sum(step.count for step in steps), steps[-1]
                        picture = film.step(count, last.width, last.height, lambda: self._is_closed)
                        self._walked.emit(picture, len(steps))
        except DeepdubError as error:
            self._stopped.emit(error)
        except Exception as error:  # noqa: BLE001 - an error in the thread must reach the user
            _LOG.exception("the film cannot be shown")
            self._stopped.emit(error)

    def _next(self) -> tuple[_Wish | None, list[_Step]]:
        with self._changed:
            self._changed.wait_for(lambda: self._wish is not None or self._steps or self._is_closed)
            wish, self._wish = self._wish, None
            steps, self._steps = self._steps, []
            return (None, []) if self._is_closed else (wish, steps)

    def _emit_stepped(self, picture: object, steps: int) -> None:
        if not self._is_closed:
            self.stepped.emit(picture, steps)

    def _emit_shown(self, picture: object) -> None:
        if not self._is_closed:
            self.shown.emit(picture)

    def _emit_failed(self, error: object) -> None:
        if not self._is_closed:
            self.failed.emit(error)
