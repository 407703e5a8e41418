"""The process that plays: ``python -m deepdub_engine.player.worker``.

Python's lock lets one thread run at a time. In a process of its own the audio callback shares it with a reader that
mostly waits, whatever the window does meanwhile. A callback in C, as rtmixer has, would do without the process, but it
cannot weigh sources: a change of the mix would be heard only behind everything that is in its ring.
Commands come in on standard input; when it ends, so does the sound.
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
from deepdub_engine.base.messages import worded
from deepdub_engine.player.deck import LocalDeck
from deepdub_engine.player.messages import (
    Begin,
    Cue,
    Devices,
    Failed,
    FromChild,
    ListDevices,
    Load,
    Mix,
    Open,
    Opened,
    Report,
    receive,
    send,
)
from deepdub_engine.player.output import SoundDeviceOutput, load_sounddevice
from deepdub_engine.player.source_reader import Source

_REPORT_S: Final = 0.01
_STUCK_S: Final = 2.0
_PATIENCE_S: Final = 8.0
_SWITCH_S: Final = 0.0005  # the callback waits no longer than this for a thread that computes
_LESS_NICE: Final = -10
_NO_REQUEST: Final = 2


class _Worker:
    def __init__(self, output: SoundDeviceOutput, answers: BinaryIO) -> None:
        self._answers = answers
        self._saying = threading.Lock()
        self._deck = LocalDeck(output, lambda error: self._say(Failed(error)))
        self._sources: tuple[Source | None, ...] = ()
        self._opening_since_s: float | None = None
        self._over = threading.Event()
        self._reporter = threading.Thread(target=self._report, name="player-reporter", daemon=True)
        self._reporter.start()

    def follow(self, requests: BinaryIO) -> None:
        """Do what comes in until the input ends."""
        while (message := receive(requests)) is not None:
            if isinstance(message, Open):
                self._open(message)
            elif isinstance(message, Load):
                self._sources = message.sources
            elif isinstance(message, Cue):
                self._deck.cue(replace(message.order, sources=self._sources), playing=message.playing)
            elif isinstance(message, Mix):
                self._deck.mix(message.gains)
            elif isinstance(message, ListDevices):
                self._say(_devices())
        self._over.set()
        self._deck.close()

    def _open(self, message: Open) -> None:
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
            self._say(Opened(error))
        elif error is not None:
            self._say(Failed(error))

    def _say(self, message: FromChild) -> None:
        with self._saying, contextlib.suppress(OSError):  # nobody listens any more: the input will end, too
            send(self._answers, message)

    def _report(self) -> None:
        deck, told = self._deck, 0
        before: tuple[object, ...] = ()
        blocks, since_s = deck.blocks, time.monotonic()
        while not self._over.wait(_REPORT_S):
            now_s = time.monotonic()
            opening_s = self._opening_since_s
            if opening_s is not None and now_s - opening_s > _PATIENCE_S:
                self._say(Failed(SoundUnavailable(worded("it does not answer"))))
                return
            if deck.blocks is None or deck.blocks != blocks:
                blocks, since_s = deck.blocks, now_s
            elif now_s - since_s > _STUCK_S:
                self._say(Failed(SoundUnavailable(worded("it takes no more sound"))))
                return
            # Taken before what was heard last, which it must not overtake.
            news = (deck.finished_jump, deck.underruns)
            count = deck.clock.count
            if count != told or news != before:
                self._say(Report(deck.clock.since(told), *news, deck.device))
                told, before = count, news


def _devices() -> Devices:
    try:
        sounddevice = load_sounddevice()
        found = [device for device in sounddevice.query_devices() if device["max_output_channels"] > 0]
        default = sounddevice.default.device[1]
    except DeepdubError as error:
        return Devices((), error)
    found.sort(key=lambda device: device["index"] != default)
    return Devices(tuple(dict.fromkeys(str(device["name"]) for device in found)), None)


def _private_output() -> BinaryIO:
    """Keep standard output for messages; whatever a library prints goes to standard error."""
    output = os.fdopen(os.dup(sys.__stdout__.fileno() if sys.__stdout__ else 1), "wb")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return output


def _go_first() -> None:
    """Ask to run before what computes; most systems grant it to the group “audio” only, and Windows by other means."""
    if sys.platform == "linux":
        try:
            os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(os.sched_get_priority_min(os.SCHED_RR)))
        except OSError:
            with contextlib.suppress(OSError):
                os.nice(_LESS_NICE)


def _get_ready() -> None:
    # Ctrl-C reaches the whole group of processes; the parent decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.setswitchinterval(_SWITCH_S)
    _go_first()
    # A collection of garbage would hold the callback up; what little there is goes by itself.
    gc.disable()
    # What other speeds and rates need would hold it up, too, if it were loaded while sound plays.
    import av
    import soxr

    _ = av, soxr


def main() -> int:
    """Play until the input ends; return the exit status."""
    answers = _private_output()
    requests = os.fdopen(os.dup(0), "rb")
    _get_ready()
    begin = receive(requests)
    if not isinstance(begin, Begin):
        return _NO_REQUEST
    _Worker(begin.output, answers).follow(requests)
    answers.flush()
    os._exit(0)  # PortAudio may hang in its own farewell


if __name__ == "__main__":
    sys.exit(main())
