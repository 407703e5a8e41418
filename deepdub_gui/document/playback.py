"""Connects the player to the session: position, sources, speed, and the cue loop."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from deepdub_engine.base.private_log import Word
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.base.timing import ms_to_sample, sample_to_ms
from deepdub_engine.player import Device, Mix, Player, PlaySource
from deepdub_gui.base.i18n import tr
from deepdub_gui.base.jobs import JobRunner
from deepdub_gui.document.cue_loop import CueLoop
from deepdub_gui.document.session import Session

_LOG = logging.getLogger(__name__)
_POLL_MS = 16
_FAST_POLL_MS = 8  # for speeds above 1, where the playhead moves further per frame


class Playback(QObject):
    """Plays the clip of the session; all times are in milliseconds from the start of the clip.

    `moved` carries the position of the playhead. `changed` is emitted when playback starts or stops and when speed or
    sources change, `current_changed` when another cue becomes current, `underruns_changed` after an underrun, and
    `extras_changed` when the auxiliary sources change. `failed` carries an error.
    """

    moved = Signal(int)
    changed = Signal()
    current_changed = Signal(object)
    failed = Signal(object)
    underruns_changed = Signal()
    extras_changed = Signal()

    def __init__(self, session: Session, player: Player, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._player = player
        self._jobs = jobs
        self._waiting: list[Callable[[], None]] | None = None
        self._loop = CueLoop()
        self._selected = 0
        self._extras: tuple[PlaySource | None, PlaySource | None] = (None, None)
        self._once = False  # playing a span once
        self._scrubbing = self._resuming = False
        self._underruns = player.underruns
        self._logged = ""  # the name of the device that the log has
        self._poll = QTimer(self, interval=_POLL_MS)
        self._poll.timeout.connect(self._follow)
        session.media_changed.connect(self._take_sources)
        session.stems_changed.connect(self._take_sources)
        session.cues_changed.connect(self._take_cues)
        session.subtitles_changed.connect(self._begin_with_cues)

    @property
    def playing(self) -> bool:
        """Whether playback is running; scrubbing does not count."""
        return self._player.playing and not self._scrubbing

    @property
    def device(self) -> Device:
        """The open output device; its name is empty while none is open."""
        return self._player.device

    @property
    def ready(self) -> bool:
        """Whether a clip is loaded."""
        return self._player.samples > 0

    @property
    def position_ms(self) -> int:
        """The position that is heard now, or where playback would start."""
        return sample_to_ms(self._player.position_sample, self._player.rate_hz) if self.ready else 0

    @property
    def current_cue(self) -> int | None:
        """Index of the current cue: the one last clicked or played; None if there is none."""
        return self._loop.current

    @property
    def selected(self) -> int:
        """The dominant source of the mix."""
        return self._selected

    @property
    def sources(self) -> tuple[PlaySource | None, ...]:
        """Original, vocals, accompaniment, generated speech and ticks; None where one is missing."""
        sources = self._session.sources()
        return (*sources, *(extra if sources[0] is not None else None for extra in self._extras))

    @property
    def gains(self) -> tuple[float, ...]:
        """The linear gain of each source in the current mix."""
        return self._player.mix.gains(len(self._player.sources))

    @property
    def position_sample(self) -> int:
        """The position that is heard now, in samples."""
        return self._player.position_sample

    @property
    def speed(self) -> float:
        """The playback speed; 1 is normal."""
        return self._player.speed

    @property
    def underruns(self) -> int:
        """The number of underruns."""
        return self._player.underruns

    def toggle(self) -> None:
        """Play or pause."""
        if self.playing:
            self._when_ready(self._player.pause)
            self._follow()
            self.changed.emit()
        elif self.ready and self._waiting is None:
            self._start()

    def seek(self, time_ms: int) -> None:
        """Seek to a time without stopping playback; a time outside the looped span ends that loop."""
        if self.ready:
            if self._loop.span_ms is not None and not self._loop.span_ms[0] <= time_ms < self._loop.span_ms[1]:
                self._loop.span_ms = None
                self._update_loop()
            self._once = False
            sample = self._sample(time_ms)
            self._when_ready(lambda: self._player.seek(sample))
            self._follow()

    def hear(self, source: int, mix: Mix) -> None:
        """Set the mix, with the given dominant source, at the current position."""
        self._selected = source
        self._when_ready(lambda: self._player.set_mix(mix))

    def set_extras(self, extras: tuple[PlaySource | None, PlaySource | None]) -> None:
        """Set the auxiliary sources: generated speech and ticks."""
        self._extras = extras
        self._take_sources()
        self.extras_changed.emit()

    def play_once(self, start_ms: int, stop_ms: int, then_ms: int) -> None:
        """Play a span once, then move the playhead to `then_ms`; the current cue does not change."""
        if not self.ready:
            return
        start, stop, then = (self._sample(time_ms) for time_ms in (start_ms, stop_ms, then_ms))
        self._once, self._scrubbing = True, False
        self._when_ready(lambda: self._player.play_span(start, stop, then=then))
        self._poll.start()
        self.changed.emit()

    def scrub(self, time_ms: int, *, resume: bool = False) -> None:
        """Play a moment of sound at a time and stay there; with `resume`, `end_scrub` resumes playback."""
        if not self.ready:
            return
        self._resuming = resume and (self._resuming or self.playing)
        began, self._scrubbing = not self._scrubbing, True
        self._loop.span_ms, self._once = None, False
        sample = self._sample(time_ms)
        self._when_ready(lambda: self._player.scrub(sample))
        self.moved.emit(self.position_ms)
        self._poll.start()
        if began:
            self.changed.emit()

    def end_scrub(self) -> None:
        """End scrubbing, and resume playback if `scrub` interrupted it."""
        resuming, self._resuming = self._resuming, False
        if resuming and self._waiting is None:
            self._start()

    def set_speed(self, speed: float) -> None:
        """Set the playback speed; the pitch stays the same."""
        self._when_ready(lambda: self._player.set_speed(speed))
        self._poll.setInterval(_POLL_MS if speed <= 1 else _FAST_POLL_MS)
        self.changed.emit()

    def set_device(self, name: str | None, *, play: bool = False) -> None:
        """Switch to another output device (None: the system default); with `play`, also start playback."""

        def work() -> None:
            self._player.set_device(name)
            if play:
                self._player.play()

        if self._waiting is None:
            self._in_background(tr("Switching the output device"), work)
        else:
            self._waiting.append(lambda: self.set_device(name, play=play))

    def set_current_cue(self, index: int | None) -> None:
        """Make a cue the current one; None for no cue."""
        if index != self._loop.current:
            self._loop.current = index
            self.current_changed.emit(index)
            self._update_loop()

    def set_looping(self, looping: bool) -> None:
        """Switch the cue loop on or off."""
        self._loop.looping, self._loop.span_ms = looping, None
        if looping:
            self.find_current()
        self._update_loop()

    def set_loops_shift(self, loops: bool) -> None:
        """Set whether the current cue loops while the subtitles are being shifted."""
        self._loop.loops_shift = loops
        self._update_loop()

    def set_rolls(self, before_ms: int, after_ms: int) -> None:
        """Set the pre-roll and post-roll of the cue loop."""
        self._loop.rolls_ms = before_ms, after_ms
        self._update_loop()

    def find_current(self) -> int | None:
        """Return the current cue; if there is none, make the cue at the playhead current."""
        if self._loop.current is None:
            self.set_current_cue(self._loop.cue_near(self.position_ms))
        return self._loop.current

    def cue_beside(self, count: int) -> int | None:
        """Return the cue `count` places after the current one in time, clamped; the first if none is current."""
        return self._loop.cue_beside(count)

    def is_after_end(self, time_ms: int) -> bool:
        """Return whether a time lies after the end of the clip."""
        return ms_to_sample(time_ms, self._player.rate_hz) >= self._player.samples

    def is_outside(self, index: int) -> bool:
        """Return whether a cue lies completely outside the clip."""
        cue = self._session.cues[index]
        return cue.end_ms <= 0 or self.is_after_end(cue.start_ms)

    def play_cue(self, index: int) -> None:
        """Seek to a cue and start playback, unless the cue lies outside the clip."""
        self.set_current_cue(index)
        self.seek(self._session.cues[index].start_ms)
        if not self.playing and not self.is_outside(index):
            self.toggle()

    def play_span(self, start_ms: int, stop_ms: int) -> None:
        """Loop a span, and start playback at the playhead if it lies inside the span, otherwise at its start."""
        self._loop.span_ms = start_ms, stop_ms
        if not start_ms <= self.position_ms < stop_ms:
            self.seek(start_ms)
        self._update_loop()
        if not self.playing:
            self.toggle()

    def close(self) -> None:
        """Stop playback and close the output device."""
        self._poll.stop()
        self._player.close()

    def _start(self) -> None:
        if self._scrubbing:
            self._scrubbing = False
            self._player.pause()
        self._in_background(tr("Starting playback"), self._player.play)

    def _in_background(self, title: str, work: Callable[[], None]) -> None:
        # Opening a device can take long, a broken one even longer: do not block the window.
        self._waiting = []

        def working() -> Job[None]:
            yield Progress(0, 0, title)
            work()

        self._jobs.start(title, working, succeeded=lambda _: None, failed=self.failed.emit, ended=self._started)

    def _started(self) -> None:
        waiting, self._waiting = self._waiting or [], None
        while waiting and self._waiting is None:
            waiting.pop(0)()
        if self._waiting is not None:
            self._waiting += waiting  # type: ignore[unreachable]  # a command may reopen the device
        self._poll.start()
        self.changed.emit()

    def _when_ready(self, command: Callable[[], None]) -> None:
        """Run a player command now, or after the device has been opened: only one thread may control the player."""
        if self._waiting is None:
            command()
        else:
            self._waiting.append(command)

    def _follow(self) -> None:
        position_ms = self.position_ms
        # A frame stays on screen until the next one, so draw the position in the middle of that interval.
        lead_ms = round(self._poll.interval() * self._player.speed / 2) if self.playing and not self._once else 0
        self.moved.emit(position_ms + lead_ms)
        if self._player.underruns != self._underruns:
            self._underruns = self._player.underruns
            self.underruns_changed.emit()
        if self._player.playing:
            self._log_device()
            if not (self._loop.looping or self._once or self._scrubbing or self._shifting):
                self.set_current_cue(self._loop.cue_at(position_ms))
            return
        if self._poll.isActive() and self._waiting is None:
            self._poll.stop()
            self._once = self._scrubbing = False
            self.changed.emit()
            if self._player.error is not None:
                self.failed.emit(self._player.error)

    def _log_device(self) -> None:
        device = self._player.device
        if device.name and device.name != self._logged:
            self._logged = device.name
            _LOG.info("sound output: %s, %d Hz, %d ms", Word(device.name), device.rate_hz, device.latency_s * 1000)

    @property
    def _shifting(self) -> bool:
        """Whether the user is shifting subtitles during playback."""
        return self._loop.loops_shift and self._session.previewing and self.playing

    def _take_sources(self) -> None:
        if self._session.clip is None:
            self._loop.span_ms = None
        sources = self.sources

        def take() -> None:
            self._player.set_sources(sources)
            self._update_loop()
            self._follow()
            self.changed.emit()

        self._when_ready(take)

    def _take_cues(self) -> None:
        cues = self._session.cues
        self._loop.set_cues(cues)
        if self._loop.current is not None and self._loop.current >= len(cues):
            self.set_current_cue(None)
        if self._shifting and self._loop.current is None:
            self.set_current_cue(self._loop.cue_near(self.position_ms))
        self._update_loop()

    def _begin_with_cues(self) -> None:
        """Clear the current cue of the previous subtitles."""
        self.set_current_cue(self._loop.cue_near(self.position_ms) if self._loop.looping else None)

    def _update_loop(self) -> None:
        player = self._player
        span, (before, after) = self._loop.in_samples(player.rate_hz, player.samples, shifting=self._shifting)
        starts = self._shifting and self._player.loop is None

        def repeat() -> None:
            self._player.set_loop(span, pre_roll=before, post_roll=after)
            if starts and self._player.loop is not None:
                self._player.seek(self._player.loop[0])  # every new position is judged from the start of the cue

        self._when_ready(repeat)

    def _sample(self, time_ms: int) -> int:
        return min(ms_to_sample(max(0, time_ms), self._player.rate_hz), self._player.samples)
