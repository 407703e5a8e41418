"""The thread that reads source files ahead of playback."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from typing import Final

from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.player.mixer import AudioMixer
from deepdub_engine.player.play_buffer import PlayBuffer, PlayRequest

_POLL_S: Final = 0.02  # polling, because waking a thread takes a lock, which the audio callback must not
_IDLE_S: Final = 5.0
_PRIMED_CHUNKS: Final = 2


class ReaderThread:
    """A reader thread that creates a feed for each order and keeps the newest feed filled.

    Parameters
    ----------
    mixer
        Mixer that receives the feeds.
    on_error
        Called in the reader thread if a file cannot be read.
    on_idle
        Called in the reader thread after five seconds without playback.

    Attributes
    ----------
    rate_hz
        Sample rate of the device; set it before the first order.
    """

    def __init__(
        self, mixer: AudioMixer, on_error: Callable[[DeepdubError], None], on_idle: Callable[[], None]
    ) -> None:
        self._mixer = mixer
        self._on_error = on_error
        self._on_idle = on_idle
        self._wake = threading.Event()
        self._answer = threading.Condition()
        self._asked = self._answered = 0
        self._order: PlayRequest | None = None
        self._stop = False
        self._thread: threading.Thread | None = None
        # Keep old feeds alive until this thread drops them: freeing memory could delay the audio callback.
        self._kept: deque[PlayBuffer] = deque(maxlen=4)
        self.rate_hz = 48_000

    def request(self, order: PlayRequest) -> None:
        """Replace the order."""
        self._order = order
        self._wake.set()

    def start(self) -> None:
        """Start the thread if it is not running."""
        if self._thread is None:
            self._stop = False
            self._thread = threading.Thread(target=self._run, name="player-reader", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Stop the thread and wait for it to end."""
        if self._thread is not None:
            self._stop = True
            self._wake.set()
            self._thread.join()
            self._thread = None

    def wait(self, timeout_s: float) -> bool:
        """Wait until the ring is full for the newest order; for non-realtime outputs."""
        with self._answer:
            self._asked += 1
            mine = self._asked
            self._wake.set()
            return self._answer.wait_for(lambda: self._answered >= mine, timeout_s)

    def _run(self) -> None:
        feed: PlayBuffer | None = None
        failed: PlayRequest | None = None
        while not self._stop:
            asked, order = self._asked, self._order
            try:
                if order is not None and order is not failed and (feed is None or feed.order is not order):
                    feed = self._begin(order)
                    continue
                if feed is not None and order is not failed and feed.fill():
                    continue
            except DeepdubError as error:
                failed = order
                self._on_error(error)
            with self._answer:
                self._answered = asked
                self._answer.notify_all()
            self._rest()

    def _begin(self, order: PlayRequest) -> PlayBuffer:
        mixer = self._mixer
        current = mixer.feed
        follows = current is not None and current.order.jump == order.jump
        feed = PlayBuffer(order, mixer.place if follows else order.start, self.rate_hz)
        self._kept.append(feed)
        for _ in range(_PRIMED_CHUNKS):
            feed.fill()
        mixer.pending = feed
        return feed

    def _rest(self) -> None:
        mixer = self._mixer
        sounding = mixer.playing and (self._order is None or mixer.finished_jump != self._order.jump)
        if not self._wake.wait(_POLL_S if sounding else _IDLE_S) and not sounding:
            self._on_idle()
        self._wake.clear()
