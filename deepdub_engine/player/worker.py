"""The player process: ``python -m deepdub_engine.player.worker``.

The GIL lets one thread run at a time. In its own process the audio callback shares it only with a reader that mostly
waits, whatever the window is doing. A callback in C, as in rtmixer, would not need a process, but it cannot apply
gains: a change of the mix would be heard only after everything already in its ring buffer.
Commands arrive on standard input; when it ends, playback stops.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys
import threading
import time
from dataclasses import replace
from typing import BinaryIO, Final

from deepdub_engine.base.errors import DeepdubError, SoundUnavailable
from deepdub_engine.base.frames import read_frame, take_standard_streams, write_frame
from deepdub_engine.base.messages import message
from deepdub_engine.player.backend import LocalBackend
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
    decode,
    encode,
)
from deepdub_engine.player.output import SoundDeviceOutput, load_sounddevice
from deepdub_engine.player.source_reader import PlaySource

_REPORT_S: Final = 0.01
_STUCK_S: Final = 2.0
_PATIENCE_S: Final = 8.0
_SWITCH_S: Final = 0.0005  # the longest that the callback waits for a busy thread
_LESS_NICE: Final = -10
_NO_REQUEST: Final = 2


class _Worker:
    def __init__(self, output: SoundDeviceOutput, answers: BinaryIO) -> None:
        self._answers = answers
        self._saying = threading.Lock()
        self._deck = LocalBackend(output, lambda error: self._say(PlaybackFailed(error)))
        self._sources: tuple[PlaySource | None, ...] = ()
        self._opening_since_s: float | None = None
        self._over = threading.Event()
        self._reporter = threading.Thread(target=self._report, name="player-reporter", daemon=True)
        self._reporter.start()

    def follow(self, requests: BinaryIO) -> None:
        """Process requests until the input ends."""
        while (payload := read_frame(requests)) is not None:
            message = decode(payload)
            if isinstance(message, OpenDevice):
                self._open(message)
            elif isinstance(message, LoadSources):
                self._sources = message.sources
            elif isinstance(message, PlayMessage):
                self._deck.cue(replace(message.order, sources=self._sources), playing=message.playing)
            elif isinstance(message, GainsMessage):
                self._deck.mix(message.gains)
            elif isinstance(message, ListDevices):
                self._say(_devices())
        self._over.set()
        self._deck.close()

    def _open(self, message: OpenDevice) -> None:
        error: DeepdubError | None = None
        self._opening_since_s = time.monotonic()
        try:
            self._deck.open(message.rate_hz)
        except DeepdubError as found:
            error = found
        finally:
            self._opening_since_s = None
        gc.collect()
        gc.freeze()
        if message.awaited:
            self._say(DeviceOpened(error))
        elif error is not None:
            self._say(PlaybackFailed(error))

    def _say(self, message: FromChild) -> None:
        with self._saying, contextlib.suppress(OSError):  # the parent has gone: the input will end, too
            write_frame(self._answers, encode(message))

    def _report(self) -> None:
        deck, told = self._deck, 0
        before: tuple[object, ...] = ()
        blocks, since_s = deck.blocks, time.monotonic()
        while not self._over.wait(_REPORT_S):
            now_s = time.monotonic()
            opening_s = self._opening_since_s
            if opening_s is not None and now_s - opening_s > _PATIENCE_S:
                self._say(PlaybackFailed(SoundUnavailable(message("it does not respond"))))
                return
            if deck.blocks is None or deck.blocks != blocks:
                blocks, since_s = deck.blocks, now_s
            elif now_s - since_s > _STUCK_S:
                self._say(PlaybackFailed(SoundUnavailable(message("it has stopped responding"))))
                return
            # Read these before the clock, so that a report never runs ahead of its clock entries.
            news = (deck.finished_jump, deck.underruns)
            count = deck.clock.count
            if count != told or news != before:
                self._say(PlaybackReport(deck.clock.since(told), *news, deck.device))
                told, before = count, news


def _devices() -> DeviceList:
    try:
        sounddevice = load_sounddevice()
        found = [device for device in sounddevice.query_devices() if device["max_output_channels"] > 0]
        default = sounddevice.default.device[1]
    except DeepdubError as error:
        return DeviceList((), error)
    found.sort(key=lambda device: device["index"] != default)
    return DeviceList(tuple(dict.fromkeys(str(device["name"]) for device in found)), None)


def _go_first() -> None:
    """Raise the process priority; most Linux systems allow this to the group “audio” only, Windows sets it earlier."""
    if sys.platform == "linux":
        try:
            os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(os.sched_get_priority_min(os.SCHED_RR)))
        except OSError:
            with contextlib.suppress(OSError):
                os.nice(_LESS_NICE)


def _get_ready() -> None:
    # Ctrl-C reaches the whole process group; leave it to the parent.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.setswitchinterval(_SWITCH_S)
    _go_first()
    # Garbage collection would delay the callback; there are few reference cycles here.
    gc.disable()
    # Import the libraries for other speeds and rates now: importing during playback would delay the callback, too.
    import av
    import soxr

    _ = av, soxr


def main() -> int:
    """Run the player until the input ends; return the exit status."""
    requests, answers = take_standard_streams()
    _get_ready()
    payload = read_frame(requests)
    begin = None if payload is None else decode(payload)
    if not isinstance(begin, BeginPlayer):
        return _NO_REQUEST
    _Worker(begin.output, answers).follow(requests)
    answers.flush()
    os._exit(0)  # PortAudio may hang while terminating


if __name__ == "__main__":
    sys.exit(main())
