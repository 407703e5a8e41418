"""The playback back end: reader, mixer and audio device together."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from deepdub_engine.audio.pcm import Samples
from deepdub_engine.base.errors import DeepdubError, SoundUnavailable
from deepdub_engine.base.messages import MessageOrText
from deepdub_engine.player.clock import Clock
from deepdub_engine.player.mixer import AudioMixer, Gains
from deepdub_engine.player.output import Output, OutputStream
from deepdub_engine.player.play_buffer import PlayRequest
from deepdub_engine.player.read_thread import ReaderThread

OnFailure = Callable[[DeepdubError], None]


@dataclass(frozen=True, slots=True)
class Device:
    """An open audio device.

    Parameters
    ----------
    name
        The system's name of the device; empty while none is open.
    rate_hz
        Sample rate.
    latency_s
        Latest measured output latency; the clock accounts for it.
    """

    name: str = ""
    rate_hz: int = 0
    latency_s: float = 0.0


class PlaybackBackend(Protocol):
    """The playback back end that the player controls."""

    @property
    def clock(self) -> Clock:
        """Which sample is audible when."""

    @property
    def now_s(self) -> float:
        """The current time of the clock."""

    @property
    def device(self) -> Device:
        """The open device."""

    @property
    def finished_jump(self) -> int:
        """Number of the jump that has played to its end, or −1."""

    @property
    def underruns(self) -> int:
        """Number of underruns."""

    def open(self, rate_hz: int) -> None:
        """Open a device at a sample rate. Raises SoundUnavailable."""

    def open_soon(self, rate_hz: int) -> None:
        """Open a device without waiting; errors are reported like failures during playback."""

    def cue(self, order: PlayRequest, *, playing: bool) -> None:
        """Replace the current order; start playing it, or only prepare it."""

    def mix(self, gains: Gains) -> None:
        """Set the gain factor of each source."""

    def close(self) -> None:
        """Fade out and release everything; `open` can be called again."""

    def abandon(self) -> None:
        """Release everything immediately because the device is lost."""


class LocalBackend:
    """A deck in this process.

    Parameters
    ----------
    output
        The audio output.
    on_failure
        Called in any thread when an error stops playback.
    """

    def __init__(self, output: Output, on_failure: OnFailure) -> None:
        self._output = output
        self._on_failure = on_failure
        self._mixer = AudioMixer()
        self._reader = ReaderThread(self._mixer, self._fail, self._rest)
        self._device = threading.Lock()  # shared by the controlling thread and an idle reader
        self._stream: OutputStream | None = None
        self._asked_hz = 0
        self._jump = 0
        self._underflows = 0

    @property
    def clock(self) -> Clock:
        """See `PlaybackBackend`."""
        return self._mixer.clock

    @property
    def now_s(self) -> float:
        """See `PlaybackBackend`."""
        return self._stream.now_s if self._stream is not None else 0.0

    @property
    def device(self) -> Device:
        """See `PlaybackBackend`."""
        stream = self._stream
        return Device(stream.name, stream.rate_hz, stream.latency_s) if stream is not None else Device()

    @property
    def finished_jump(self) -> int:
        """See `PlaybackBackend`."""
        return self._mixer.finished_jump

    @property
    def underruns(self) -> int:
        """See `PlaybackBackend`."""
        return self._mixer.underruns + self._underflows + (self._stream.underflows if self._stream is not None else 0)

    @property
    def blocks(self) -> int | None:
        """Number of blocks that the device has requested; None while nothing plays."""
        stream = self._stream
        return stream.blocks if stream is not None and self._sounding() else None

    def open(self, rate_hz: int) -> None:
        """See `PlaybackBackend`."""
        with self._device:
            if self._asked_hz != rate_hz:
                self._shut()
            if self._stream is None:
                self._stream = self._output.open(rate_hz, self)
                self._asked_hz = rate_hz
                self._mixer.tune(self._stream.rate_hz)
                self._reader.rate_hz = self._stream.rate_hz
            self._stream.start()
        self._reader.start()

    def open_soon(self, rate_hz: int) -> None:
        """See `PlaybackBackend`."""
        try:
            self.open(rate_hz)
        except DeepdubError as error:
            self._fail(error)

    def cue(self, order: PlayRequest, *, playing: bool) -> None:
        """See `PlaybackBackend`."""
        if not (playing and self._mixer.playing):
            # Set first, so that nothing of the old order is heard. During playback, the old sound continues until the
            # reader has the new one, so that there is no gap.
            self._mixer.least_jump = order.jump
        self._jump = order.jump
        self._mixer.playing = playing
        self._reader.request(order)

    def mix(self, gains: Gains) -> None:
        """See `PlaybackBackend`."""
        self._mixer.gains = gains

    def close(self) -> None:
        """See `PlaybackBackend`."""
        self._mixer.playing = False
        with self._device:
            self._shut()
        self._reader.close()

    def abandon(self) -> None:
        """See `PlaybackBackend`."""
        self.close()

    def _shut(self) -> None:
        stream, self._stream = self._stream, None
        if stream is not None:
            stream.close()
            self._underflows += stream.underflows

    def _sounding(self) -> bool:
        return self._mixer.playing and self._mixer.finished_jump != self._jump

    def _rest(self) -> None:
        with self._device:
            if self._stream is not None and not self._sounding():
                self._stream.stop()

    def _fail(self, error: DeepdubError) -> None:
        self._on_failure(error)
        self._mixer.playing = False

    # Callbacks of the device

    def render(self, out: Samples, heard_s: float) -> None:
        """Fill a block; see `Supply`."""
        self._mixer.render(out, heard_s)

    def prepare(self, timeout_s: float) -> bool:
        """Wait for the reader; see `Supply`."""
        return self._reader.wait(timeout_s)

    def lost(self, reason: MessageOrText) -> None:
        """Stop because the device is lost; see `Supply`."""
        self._fail(SoundUnavailable(reason))
