"""Audio outputs: the interface that the player needs, and its implementation with PortAudio."""

from __future__ import annotations

import math
import threading
import time
from dataclasses import dataclass
from typing import Any, Final, Protocol

from deepdub_engine.audio.pcm import Samples
from deepdub_engine.base.errors import SoundUnavailable
from deepdub_engine.base.messages import MessageOrText, message

_LATENCY_S: Final = 0.1  # long enough to cover interpreter pauses, short enough to feel immediate
_SMOOTHING: Final = 0.1
_JITTER_S: Final = 0.02
_DRIFT: Final = 1e-4
_CLOCK_SET_S: Final = 0.5
_LET_OUT_S: Final = 0.3
_BAD_RATE: Final = "Invalid sample rate"


class BlockRenderer(Protocol):
    """The source of sound for an output."""

    def render(self, out: Samples, heard_s: float) -> None:
        """Fill float32 ``[n, 2]`` that becomes audible at `heard_s` of the stream's clock; must not block."""

    def prepare(self, timeout_s: float) -> bool:
        """Wait until the sound for all commands so far is buffered; for non-realtime outputs only."""

    def lost(self, reason: MessageOrText) -> None:
        """Handle the loss of the device."""


class OutputStream(Protocol):
    """An open device that requests blocks of sound while it runs."""

    @property
    def rate_hz(self) -> int:
        """The sample rate, which may differ from the requested one."""

    @property
    def name(self) -> str:
        """The system's name of the device."""

    @property
    def latency_s(self) -> float:
        """Latest measured output latency."""

    @property
    def blocks(self) -> int:
        """Number of blocks requested; it stops growing when the device hangs."""

    @property
    def now_s(self) -> float:
        """The stream's clock in seconds; only differences are meaningful."""

    @property
    def underflows(self) -> int:
        """Number of underruns in the device itself."""

    def start(self) -> None:
        """Start requesting blocks; no effect while running. Raises SoundUnavailable."""

    def stop(self) -> None:
        """Stop requesting blocks immediately; no effect while stopped."""

    def close(self) -> None:
        """Play the final fade-out, stop, and release the device."""


class Output(Protocol):
    """A factory of output streams."""

    def open(self, rate_hz: int, supply: BlockRenderer) -> OutputStream:
        """Open a stereo float32 stream, at this sample rate if supported. Raises SoundUnavailable."""


@dataclass(frozen=True, slots=True)
class SoundDeviceOutput:
    """An output to a PortAudio device, through the sounddevice package.

    The library is loaded when a stream is opened. It lists the devices only once per process.

    Parameters
    ----------
    device
        Name or current index of the device; None is the system's default.
    latency_s
        Requested latency; a larger one survives longer pauses on a busy machine.
    """

    device: int | str | None = None
    latency_s: float = _LATENCY_S

    def open(self, rate_hz: int, supply: BlockRenderer) -> OutputStream:
        """Open a stereo float32 stream, at the device's default rate if this one is not supported.

        Raises
        ------
        SoundUnavailable
            If PortAudio or the device is missing, or the device cannot be opened.
        """
        sounddevice = load_sounddevice()
        try:
            try:
                return self._stream(sounddevice, rate_hz, supply)
            except sounddevice.PortAudioError as error:
                own_hz = round(sounddevice.query_devices(self.device, "output")["default_samplerate"])
                if _BAD_RATE not in str(error) or own_hz == rate_hz:
                    raise
                return self._stream(sounddevice, own_hz, supply)
        except (sounddevice.PortAudioError, ValueError) as error:
            raise SoundUnavailable(_reason(error, rate_hz)) from error

    def _stream(self, sounddevice: Any, rate_hz: int, supply: BlockRenderer) -> OutputStream:
        name = str(sounddevice.query_devices(self.device, "output")["name"])
        stream = _SoundDeviceStream(supply, name, rate_hz, self.latency_s, sounddevice.PortAudioError)
        stream.open(
            sounddevice.OutputStream(
                samplerate=rate_hz,
                channels=2,
                dtype="float32",
                device=self.device,
                latency=self.latency_s,
                callback=stream.callback,
                finished_callback=stream.finished,
            )
        )
        return stream


def load_sounddevice() -> Any:
    """Return the sounddevice module.

    Raises
    ------
    SoundUnavailable
        If PortAudio is missing or fails to start.
    """
    try:
        import sounddevice
    except OSError as error:
        raise SoundUnavailable(message("the PortAudio library is missing")) from error
    except Exception as error:  # importing it initialises PortAudio, which may fail
        raise SoundUnavailable(message("PortAudio does not start: {error}", error=str(error))) from error
    return sounddevice


def _reason(error: Exception, rate_hz: int) -> MessageOrText:
    text = str(error.args[0]) if error.args else str(error)
    if _BAD_RATE in text:
        return message("it does not support {rate} Hz", rate=rate_hz)
    if "querying device -1" in text.lower():
        return message("none is connected")
    return text.removeprefix("Error opening OutputStream: ")


class _SoundDeviceStream:
    def __init__(
        self, supply: BlockRenderer, name: str, rate_hz: int, latency_s: float, failure: type[Exception]
    ) -> None:
        self._supply = supply
        self.name = name
        self.rate_hz = rate_hz
        self.latency_s = latency_s
        self._asked_s = latency_s
        self._failure = failure
        self._stream: Any = None
        self._expected_s = self._offset_s = 0.0
        self._running = False
        self.blocks = 0
        self.underflows = 0

    def open(self, stream: Any) -> None:
        self._stream = stream

    @property
    def now_s(self) -> float:
        return time.perf_counter()

    def start(self) -> None:
        if self._running and self._stream.active:
            return
        try:
            if self._running:
                self._running = False
                self._stream.stop()
            self._expected_s, self._offset_s = 0.0, math.inf
            self._running = True
            self._stream.start()
        except self._failure as error:
            self._running = False
            raise SoundUnavailable(_reason(error, self.rate_hz)) from error

    def stop(self) -> None:
        self._running = False
        self._stream.abort(ignore_errors=True)

    def close(self) -> None:
        if self._running:
            self._let_out()
        self._running = False
        self._stream.stop(ignore_errors=True)
        self._stream.close(ignore_errors=True)

    def _let_out(self) -> None:
        # The fade-out ends within the next two blocks. Wait until they are heard, because stopping a device may
        # discard its buffer.
        never = threading.Event()
        last: int | None = self.blocks + 2
        deadline_s = time.perf_counter() + self._asked_s + _LET_OUT_S
        while time.perf_counter() < deadline_s and self._stream.active:
            if last is not None and self.blocks >= last:
                deadline_s, last = min(deadline_s, self._expected_s), None
            never.wait(0.005)

    def callback(self, out: Samples, frames: int, info: Any, status: Any) -> None:
        # Not every sound server reports underruns: there was one if everything rendered so far has already been heard.
        if (status and status.output_underflow) or 0 < self._expected_s < time.perf_counter():
            self.underflows += 1
        self._supply.render(out, self._heard_s(frames, info))
        self.blocks += 1

    def _heard_s(self, frames: int, info: Any) -> float:
        now_s, current_s, heard_s = time.perf_counter(), info.currentTime, info.outputBufferDacTime
        # Host APIs differ in the clock that they report, and querying it takes the GIL twice. The smallest offset to
        # our clock is the true one, since this line may run late but never early.
        offset_s = now_s - current_s
        self._offset_s = min(offset_s, self._offset_s + _DRIFT * frames / self.rate_hz)
        if offset_s - self._offset_s > _CLOCK_SET_S:
            self._offset_s = offset_s
        delay_s = heard_s - current_s if heard_s > 0 else self._asked_s
        self.latency_s = max(0.0, delay_s)
        heard_s = current_s + self._offset_s + self.latency_s
        # The reported times jitter by some milliseconds per block; the samples do not.
        if abs(heard_s - self._expected_s) < _JITTER_S:
            heard_s = self._expected_s + _SMOOTHING * (heard_s - self._expected_s)
        self._expected_s = heard_s + frames / self.rate_hz
        return float(heard_s)

    def finished(self) -> None:
        if self._running:
            self._running = False
            self._supply.lost(message("it was disconnected"))
