"""Where the sound goes: what the player needs of an audio device, and PortAudio as one."""

from __future__ import annotations

import math
import threading
import time
from dataclasses import dataclass
from typing import Any, Final, Protocol

from deepdub_engine.audio.pcm import Samples
from deepdub_engine.base.errors import SoundUnavailable
from deepdub_engine.base.messages import Said, worded

_LATENCY_S: Final = 0.1  # long enough for pauses of the interpreter, short enough for a hand on a key
_SMOOTHING: Final = 0.1
_JITTER_S: Final = 0.02
_DRIFT: Final = 1e-4
_CLOCK_SET_S: Final = 0.5
_LET_OUT_S: Final = 0.3
_BAD_RATE: Final = "Invalid sample rate"


class Supply(Protocol):
    """What an output asks for sound."""

    def render(self, out: Samples, heard_s: float) -> None:
        """Fill float32 ``[n, 2]`` that becomes audible at `heard_s` of the stream's clock; must not block."""

    def prepare(self, timeout_s: float) -> bool:
        """Wait until all commands so far are answered by sound that is ready; only for outputs that may wait."""

    def lost(self, reason: Said) -> None:
        """Take note that the device has gone."""


class OutputStream(Protocol):
    """An open device that asks for blocks of sound while it runs."""

    @property
    def rate_hz(self) -> int:
        """Its sample rate, which may be another than was asked for."""

    @property
    def name(self) -> str:
        """What the system calls the device."""

    @property
    def latency_s(self) -> float:
        """How long after it is handed over sound is heard, as measured last."""

    @property
    def blocks(self) -> int:
        """How often it has asked for sound; stands still while a device that should run does not."""

    @property
    def now_s(self) -> float:
        """The stream's clock in seconds, of which only differences mean anything."""

    @property
    def underflows(self) -> int:
        """How often the device itself ran out of sound."""

    def start(self) -> None:
        """Begin to ask for blocks, or carry on doing so. Raises SoundUnavailable."""

    def stop(self) -> None:
        """Stop asking; quick, and harmless when stopped."""

    def close(self) -> None:
        """Let out the ramp of what was playing, stop, and give the device back."""


class Output(Protocol):
    """A way to open streams."""

    def open(self, rate_hz: int, supply: Supply) -> OutputStream:
        """Open a stereo float32 stream, at this sample rate if it can be. Raises SoundUnavailable."""


@dataclass(frozen=True, slots=True)
class SoundDeviceOutput:
    """The devices that PortAudio knows, by way of sounddevice.

    The library is loaded when a stream is opened. It lists the devices once for each process.

    Parameters
    ----------
    device
        Name of the device, or the number that it has now; None is the system's default.
    latency_s
        How much sound the device is to keep; more of it stands longer pauses of a busy machine.
    """

    device: int | str | None = None
    latency_s: float = _LATENCY_S

    def open(self, rate_hz: int, supply: Supply) -> OutputStream:
        """Open a stereo float32 stream; at the device's own rate if it refuses this one.

        Raises
        ------
        SoundUnavailable
            Without the library or a device, or if the device refuses.
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

    def _stream(self, sounddevice: Any, rate_hz: int, supply: Supply) -> OutputStream:
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
    """Return the module sounddevice.

    Raises
    ------
    SoundUnavailable
        Where it, or PortAudio, is missing, or cannot begin.
    """
    try:
        import sounddevice
    except OSError as error:
        raise SoundUnavailable(worded("the library PortAudio is missing")) from error
    except Exception as error:  # its import begins with PortAudio, which may refuse
        raise SoundUnavailable(worded("PortAudio does not start: {error}", error=str(error))) from error
    return sounddevice


def _reason(error: Exception, rate_hz: int) -> Said:
    text = str(error.args[0]) if error.args else str(error)
    if _BAD_RATE in text:
        return worded("it does not play {rate} Hz", rate=rate_hz)
    if "querying device -1" in text.lower():
        return worded("none is connected")
    return text.removeprefix("Error opening OutputStream: ")


class _SoundDeviceStream:
    def __init__(self, supply: Supply, name: str, rate_hz: int, latency_s: float, failure: type[Exception]) -> None:
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
        # What was playing has ended with a ramp once two more blocks were asked for. They are given the time to be
        # heard, because a device that is stopped may drop what it holds.
        never = threading.Event()
        last: int | None = self.blocks + 2
        deadline_s = time.perf_counter() + self._asked_s + _LET_OUT_S
        while time.perf_counter() < deadline_s and self._stream.active:
            if last is not None and self.blocks >= last:
                deadline_s, last = min(deadline_s, self._expected_s), None
            never.wait(0.005)

    def callback(self, out: Samples, frames: int, info: Any, status: Any) -> None:
        # Not every sound server says that it ran dry, but it has when what it was given has been heard by now.
        if (status and status.output_underflow) or 0 < self._expected_s < time.perf_counter():
            self.underflows += 1
        self._supply.render(out, self._heard_s(frames, info))
        self.blocks += 1

    def _heard_s(self, frames: int, info: Any) -> float:
        now_s, current_s, heard_s = time.perf_counter(), info.currentTime, info.outputBufferDacTime
        # Host interfaces disagree about which clock they report, and asking for it takes the interpreter's lock twice.
        # The smallest distance to our clock is the true one, since this line may run late but never early.
        offset_s = now_s - current_s
        self._offset_s = min(offset_s, self._offset_s + _DRIFT * frames / self.rate_hz)
        if offset_s - self._offset_s > _CLOCK_SET_S:
            self._offset_s = offset_s
        delay_s = heard_s - current_s if heard_s > 0 else self._asked_s
        self.latency_s = max(0.0, delay_s)
        heard_s = current_s + self._offset_s + self.latency_s
        # What they report jitters by some milliseconds from block to block, while the samples do not.
        if abs(heard_s - self._expected_s) < _JITTER_S:
            heard_s = self._expected_s + _SMOOTHING * (heard_s - self._expected_s)
        self._expected_s = heard_s + frames / self.rate_hz
        return float(heard_s)

    def finished(self) -> None:
        if self._running:
            self._running = False
            self._supply.lost(worded("it has gone"))
