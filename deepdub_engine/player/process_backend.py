"""A deck in a separate process, so that work in this process cannot interrupt playback."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from deepdub_engine.base.errors import SoundUnavailable
from deepdub_engine.base.messages import message
from deepdub_engine.base.worker_process import Priority, WorkerProcess
from deepdub_engine.player.backend import Device, OnFailure
from deepdub_engine.player.clock import Clock
from deepdub_engine.player.messages import (
    BeginPlayer,
    DeviceList,
    DeviceOpened,
    FromChild,
    GainsMessage,
    ListDevices,
    LoadSources,
    OpenDevice,
    PlaybackFailed,
    PlaybackReport,
    PlayMessage,
    ToChild,
    decode,
    encode,
)
from deepdub_engine.player.mixer import Gains
from deepdub_engine.player.output import SoundDeviceOutput
from deepdub_engine.player.play_buffer import PlayRequest
from deepdub_engine.player.source_reader import PlaySource

PLAYER_FLAG: Final = "--player-worker"
_MODULE: Final = "deepdub_engine.player.worker"
_PATIENCE_S: Final = 10.0  # slightly longer than the child's own timeout


class ProcessBackend:
    """A deck that plays on a PortAudio device in a child process, which runs from `open` to `close`.

    Parameters
    ----------
    output
        The audio output.
    on_failure
        Called in any thread when an error stops playback.
    """

    def __init__(self, output: SoundDeviceOutput, on_failure: OnFailure) -> None:
        self._output = output
        self._on_failure = on_failure
        self._child: _PlayerProcess | None = None
        self._clock = Clock()
        self._finished_jump = -1
        self._underruns = self._underruns_before = 0
        self._device = Device()
        self._gains: Gains | None = None
        self._sources: tuple[PlaySource | None, ...] | None = None

    @property
    def clock(self) -> Clock:
        """See `Deck`."""
        return self._clock

    @property
    def now_s(self) -> float:
        """See `Deck`; the clock is the same in all processes."""
        return time.perf_counter()

    @property
    def device(self) -> Device:
        """See `Deck`."""
        return self._device

    @property
    def finished_jump(self) -> int:
        """See `Deck`."""
        return self._finished_jump

    @property
    def underruns(self) -> int:
        """See `Deck`."""
        return self._underruns_before + self._underruns

    def open(self, rate_hz: int) -> None:
        """See `Deck`."""
        child = self._begin()
        child.say(OpenDevice(rate_hz, awaited=True))
        answer = child.answer()
        if not isinstance(answer, DeviceOpened):
            self._end(kindly=False)
            raise SoundUnavailable(message("it does not respond"))
        if answer.error is not None:
            self._end(kindly=False)
            raise answer.error

    def open_soon(self, rate_hz: int) -> None:
        """See `Deck`."""
        try:
            self._begin().say(OpenDevice(rate_hz, awaited=False))
        except SoundUnavailable as error:
            self._on_failure(error)

    def _begin(self) -> _PlayerProcess:
        if self._child is None:
            self._sources = None
            self._child = _PlayerProcess(self._output, self._note)
            if self._gains is not None:
                self._child.say(GainsMessage(self._gains))
        return self._child

    def cue(self, order: PlayRequest, *, playing: bool) -> None:
        """See `Deck`."""
        if self._child is None:
            return
        if self._sources is not order.sources:
            self._sources = order.sources
            self._child.say(LoadSources(order.sources))
        self._child.say(PlayMessage(replace(order, sources=()), playing))

    def mix(self, gains: Gains) -> None:
        """See `Deck`."""
        self._gains = gains
        if self._child is not None:
            self._child.say(GainsMessage(gains))

    def close(self) -> None:
        """See `Deck`."""
        self._end(kindly=True)

    def abandon(self) -> None:
        """Kill the process, because it may hang on the lost device."""
        self._end(kindly=False)

    def _end(self, *, kindly: bool) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.end(kindly=kindly)
            self._underruns_before += self._underruns
            self._underruns = 0
            self._finished_jump = -1
            self._device = Device()

    def _note(self, message: PlaybackReport | PlaybackFailed) -> None:
        if isinstance(message, PlaybackFailed):
            self._on_failure(message.error)
            return
        for heard in message.heard:
            self._clock.record(*heard)
        self._finished_jump = message.finished_jump
        self._underruns = message.underruns
        self._device = message.device


def list_devices() -> tuple[str, ...]:
    """Return the names of all output devices, the system's default first; takes some tenths of a second.

    Raises
    ------
    SoundUnavailable
        If PortAudio is missing or does not respond.
    """
    child = _PlayerProcess(SoundDeviceOutput(), lambda _: None)
    try:
        child.say(ListDevices())
        answer = child.answer()
    finally:
        child.end(kindly=False)
    if not isinstance(answer, DeviceList):
        raise SoundUnavailable(message("it does not respond"))
    if answer.error is not None:
        raise answer.error
    return answer.names


def responds(output: SoundDeviceOutput, rate_hz: int = 48_000) -> bool:
    """Return whether a device can be opened now; takes some tenths of a second, and 10 s if the device hangs."""
    try:
        child = _PlayerProcess(output, lambda _: None)
    except SoundUnavailable:
        return False
    try:
        child.say(OpenDevice(rate_hz, awaited=True))
        answer = child.answer()
    finally:
        child.end(kindly=False)
    return isinstance(answer, DeviceOpened) and answer.error is None


class _PlayerProcess:
    """A worker process that plays. Sending never blocks; answers are queued, everything else is reported at once."""

    def __init__(self, output: SoundDeviceOutput, note: Callable[[PlaybackReport | PlaybackFailed], None]) -> None:
        self._note = note
        self._answers: queue.SimpleQueue[FromChild | None] = queue.SimpleQueue()
        self._ending = False
        try:
            # Its standard error is discarded: a pipe that this process is slow to read would interrupt playback.
            self._process = WorkerProcess[ToChild, FromChild](
                _MODULE, PLAYER_FLAG, encode, decode, self._receive, priority=Priority.HIGH, logs=False
            )
        except OSError as error:
            why = error.strerror or str(error)
            raise SoundUnavailable(message("the player process cannot start: {error}", error=why)) from error
        self.say(BeginPlayer(output))

    def say(self, message: ToChild) -> None:
        """Send a message without waiting."""
        self._process.send(message)

    def answer(self) -> FromChild | None:
        """Wait for the next answer; None after a timeout or at the end of the process."""
        try:
            return self._answers.get(timeout=_PATIENCE_S)
        except queue.Empty:
            return None

    def _receive(self, received: FromChild | None) -> None:
        if isinstance(received, PlaybackReport | PlaybackFailed):
            if not self._ending:
                self._note(received)
            return
        self._answers.put(received)
        if received is None and not self._ending:
            self._note(PlaybackFailed(SoundUnavailable(message("the player stopped unexpectedly"))))

    def end(self, *, kindly: bool) -> None:
        """End the process, at once or after it has closed its device."""
        self._ending = True
        if kindly:
            self._process.close_input()
        else:
            self._process.kill()
        self._process.wait()
