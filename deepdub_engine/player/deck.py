"""What plays: the reader, the mixer and the device together."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from deepdub_engine.audio.pcm import Samples
from deepdub_engine.base.errors import DeepdubError, SoundUnavailable
from deepdub_engine.base.messages import Said
from deepdub_engine.player.clock import Clock
from deepdub_engine.player.mixer import Gains, Mixer
from deepdub_engine.player.output import Output, OutputStream
from deepdub_engine.player.play_buffer import Order
from deepdub_engine.player.read_thread import Reader

OnFailure = Callable[[DeepdubError], None]


@dataclass(frozen=True, slots=True)
class Device:
    """The device that plays.

    Parameters
    ----------
    name
        What the system calls it; empty while none is open.
    rate_hz
        Its sample rate.
    latency_s
        How long after it is mixed sound is heard, as measured last; the clock counts it in.
    """

    name: str = ""
    rate_hz: int = 0
    latency_s: float = 0.0


class Deck(Protocol):
    """What the player tells to play, and asks for what is heard."""

    @property
    def clock(self) -> Clock:
        """Which sample is heard when."""

    @property
    def now_s(self) -> float:
        """The time of that clock."""

    @property
    def device(self) -> Device:
        """What plays."""

    @property
    def finished_jump(self) -> int:
        """Jump whose sound has come to its end, or −1."""

    @property
    def underruns(self) -> int:
        """How often sound was missing."""

    def open(self, rate_hz: int) -> None:
        """Get a device ready for sound of a rate. Raises SoundUnavailable."""

    def open_soon(self, rate_hz: int) -> None:
        """Do so without waiting for it; what goes wrong is a failure like one later."""

    def cue(self, order: Order, *, playing: bool) -> None:
        """Play, or get ready to; replaces the order before."""

    def mix(self, gains: Gains) -> None:
        """Set the factor of each source."""

    def close(self) -> None:
        """End with a ramp, give everything back; `open` begins anew."""

    def abandon(self) -> None:
        """Give everything back at once, because the device has gone."""


class LocalDeck:
    """A deck in this process.

    Parameters
    ----------
    output
        Where the sound goes.
    on_failure
        Called in any thread when sound stops because of an error.
    """

    def __init__(self, output: Output, on_failure: OnFailure) -> None:
        self._output = output
        self._on_failure = on_failure
        self._mixer = Mixer()
        self._reader = Reader(self._mixer, self._fail, self._rest)
        self._device = threading.Lock()  # between the controlling thread and a reader that has nothing to do
        self._stream: OutputStream | None = None
        self._asked_hz = 0
        self._jump = 0
        self._underflows = 0

    @property
    def clock(self) -> Clock:
        """See `Deck`."""
        return self._mixer.clock

    @property
    def now_s(self) -> float:
        """See `Deck`."""
        return self._stream.now_s if self._stream is not None else 0.0

    @property
    def device(self) -> Device:
        """See `Deck`."""
        stream = self._stream
        return Device(stream.name, stream.rate_hz, stream.latency_s) if stream is not None else Device()

    @property
    def finished_jump(self) -> int:
        """See `Deck`."""
        return self._mixer.finished_jump

    @property
    def underruns(self) -> int:
        """See `Deck`."""
        return self._mixer.underruns + self._underflows + (self._stream.underflows if self._stream is not None else 0)

    @property
    def blocks(self) -> int | None:
        """How often the device has asked for sound, None while it need not."""
        stream = self._stream
        return stream.blocks if stream is not None and self._sounding() else None

    def open(self, rate_hz: int) -> None:
        """See `Deck`."""
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
        """See `Deck`."""
        try:
            self.open(rate_hz)
        except DeepdubError as error:
            self._fail(error)

    def cue(self, order: Order, *, playing: bool) -> None:
        """See `Deck`."""
        if not (playing and self._mixer.playing):
            # First, so that nothing that is left from before sounds. Elsewhere what is heard goes on until the reader
            # has what comes next, so that there is no hole.
            self._mixer.least_jump = order.jump
        self._jump = order.jump
        self._mixer.playing = playing
        self._reader.request(order)

    def mix(self, gains: Gains) -> None:
        """See `Deck`."""
        self._mixer.gains = gains

    def close(self) -> None:
        """See `Deck`."""
        self._mixer.playing = False
        with self._device:
            self._shut()
        self._reader.close()

    def abandon(self) -> None:
        """See `Deck`."""
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

    # What the device calls

    def render(self, out: Samples, heard_s: float) -> None:
        """Fill a block; see `Supply`."""
        self._mixer.render(out, heard_s)

    def prepare(self, timeout_s: float) -> bool:
        """Wait for the reader; see `Supply`."""
        return self._reader.wait(timeout_s)

    def lost(self, reason: Said) -> None:
        """Stop because the device has gone; see `Supply`."""
        self._fail(SoundUnavailable(reason))
