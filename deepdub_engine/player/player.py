"""The player: transport, mix and playhead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from deepdub_engine.base.errors import DeepdubError, SoundUnavailable
from deepdub_engine.player.backend import Device, LocalBackend, PlaybackBackend
from deepdub_engine.player.mix import Mix, only
from deepdub_engine.player.output import Output, SoundDeviceOutput
from deepdub_engine.player.play_buffer import PlayRequest
from deepdub_engine.player.process_backend import ProcessBackend
from deepdub_engine.player.source_reader import FASTEST, SLOWEST, PlaySource

_SHORTEST_LOOP_S: Final = 0.02
_GRAIN_S: Final = 0.08


class Player:
    """A player for any mix of several sources of the same length, on one sample clock.

    Everything but playback works without a device: position, mix and sources can be set at any time. Use it from one
    thread. The first `play` opens the device, `close` releases it, and `play` opens it again. A real device plays in a
    separate process, so that computation in this one cannot interrupt it.

    Parameters
    ----------
    output
        The audio output; the system's default device if None.
    """

    def __init__(self, *, output: Output | None = None) -> None:
        self._output = output if output is not None else SoundDeviceOutput()
        self._deck = self._make_deck(self._output)
        self._mix = Mix()
        self._lost = False
        self._fallen_back = False
        self._error: DeepdubError | None = None
        self._halted: int | None = None  # position at which an error stopped playback
        self._underruns = 0  # of earlier decks
        self._wanted = False
        self._jumps = 0
        self._place = 0  # while playing: target of the last jump
        self._sources: tuple[PlaySource | None, ...] = ()
        self._selected = 0
        self._loop: tuple[int, int] | None = None
        self._stop: int | None = None  # end of a span that plays once
        self._then: int | None = None  # playhead position after the span
        self._standing = False  # whether to report that position while the span still plays
        self._speed = 1.0
        self._rate_hz = self._samples = 0

    # State

    @property
    def playing(self) -> bool:
        """Whether the player is playing; becomes false at the end, or when the device is lost."""
        return self._wanted and self._error is None and not self._at_end()

    @property
    def ended(self) -> bool:
        """Whether playback has reached the end of the clip."""
        return 0 < self._samples <= self.position_sample and not self.playing

    @property
    def position_sample(self) -> int:
        """The sample heard now; after a jump, its target until the sound from there is audible."""
        if not self._wanted:
            return self._place
        if self._then is not None and (self._standing or self._at_end()):
            return self._then
        return self._heard_sample()

    def _heard_sample(self) -> int:
        if self._halted is not None:
            return self._halted
        heard = self._deck.clock.sample_at(self._jumps, self._deck.now_s)
        return self._place if heard is None else heard

    @property
    def selected(self) -> int:
        """Index of the source last selected with `select`."""
        return self._selected

    @property
    def mix(self) -> Mix:
        """The current mix of the sources."""
        return self._mix

    @property
    def speed(self) -> float:
        """Playback speed; above 1 is faster."""
        return self._speed

    @property
    def device(self) -> Device:
        """The open device; its name is empty while none is open."""
        return self._deck.device

    @property
    def underruns(self) -> int:
        """Number of underruns since the player was created, in the ring buffer or the device."""
        return self._underruns + self._deck.underruns

    @property
    def error(self) -> DeepdubError | None:
        """The error that stopped playback, such as a lost device or an unreadable file; None once `play` succeeds."""
        return self._error

    @property
    def sources(self) -> tuple[PlaySource | None, ...]:
        """The sources; None for one that does not exist yet."""
        return self._sources

    @property
    def loop(self) -> tuple[int, int] | None:
        """The loop span, including pre-roll and post-roll."""
        return self._loop

    @property
    def rate_hz(self) -> int:
        """Sample rate of the sources, 0 without sources."""
        return self._rate_hz

    @property
    def samples(self) -> int:
        """Length of the sources in samples, 0 without sources."""
        return self._samples

    # Commands

    def set_sources(self, sources: Sequence[PlaySource | None]) -> None:
        """Replace the sources, such as mixture, vocals, accompaniment and new speech.

        Playback continues at the same sample without a gap if the sample rate is unchanged; otherwise it pauses.

        Parameters
        ----------
        sources
            The sources; None for one that does not exist yet.

        Raises
        ------
        ValueError
            If two sources differ in rate or length.
        """
        shapes = {(clip.rate_hz, clip.samples) for clip in sources if clip is not None}
        if len(shapes) > 1:
            raise ValueError(f"sources differ in rate or length: {sorted(shapes)}")
        rate_hz, samples = shapes.pop() if shapes else (0, 0)
        self._settle()
        if rate_hz != self._rate_hz:
            self.pause()
        self._sources = tuple(sources)
        self._rate_hz, self._samples = rate_hz, samples
        if self._selected >= max(1, len(self._sources)):
            self.select(0)
        else:
            self.set_mix(self._mix)
        if self._loop is not None:
            self._loop = self._trim(self._loop)
        if self.position_sample > samples:
            self._jump(samples)
        else:
            self._carry_on()

    def play(self) -> None:
        """Play from the playhead; at the end of the clip, from the start of the loop or clip.

        Raises
        ------
        SoundUnavailable
            If no device can be opened; the player is then unchanged.
        """
        self._settle()
        if self._wanted or self._samples == 0:
            return
        self._open()
        self._error = self._halted = None
        if self._place >= self._samples:
            self._place = self._loop[0] if self._loop is not None else 0
        self._wanted = True
        self._jump(self._place)

    def open(self) -> None:
        """Open the device without playing, so that playback starts without delay.

        Raises
        ------
        SoundUnavailable
            If no device can be opened.
        """
        self._settle()
        if self._samples:
            self._open()

    def play_span(self, start: int, stop: int, *, then: int | None = None) -> None:
        """Play the samples ``[start, stop)`` once, such as the 500 ms before a cue, ignoring any loop.

        The device is opened without waiting; `error` holds any failure.

        Parameters
        ----------
        start, stop
            Span to play, limited to the clip; nothing happens if it is empty.
        then
            Playhead position afterwards; None is the end of the span.
        """
        self._settle()
        start, stop = max(0, start), min(stop, self._samples)
        if stop <= start:
            return
        if not self._wanted:
            self._error = self._halted = None
            self._wanted = True
            self._deck.open_soon(self._rate_hz)
        self._jump(start, stop=stop, then=then)

    def scrub(self, sample: int) -> None:
        """Move the playhead to a sample and play the 80 ms around it, as when the playhead is dragged."""
        self._settle()
        sample = min(max(0, sample), self._samples)
        half = round(_GRAIN_S * self._rate_hz / 2)
        self.play_span(sample - half, sample + half, then=sample)
        self._standing = True

    def pause(self) -> None:
        """Stop at the sample heard now; `play` continues from there."""
        self._settle()
        if self._wanted:
            place = self.position_sample
            self._wanted = False
            self._jump(place)

    def seek(self, sample: int) -> None:
        """Move the playhead to a sample, limited to the clip, whether playing or not.

        A loop stays set: from before its end, playback runs into the loop; from after it, to the end of the clip.
        """
        self._settle()
        self._jump(min(max(0, sample), self._samples))

    def set_loop(self, span: tuple[int, int] | None, *, pre_roll: int = 0, post_roll: int = 0) -> None:
        """Set or clear the loop.

        Inside the span, playback continues and wraps at the end; from outside, it jumps to the start. Changing the
        loop during playback restarts it. Spans are limited to the clip and extended to at least 20 ms.

        Parameters
        ----------
        span
            Samples ``[start, stop)`` to repeat; None clears the loop.
        pre_roll, post_roll
            Number of samples before and after the span to include in the loop.
        """
        self._settle()
        loop = self._trim((span[0] - pre_roll, span[1] + post_roll)) if span is not None else None
        if loop == self._loop:
            return
        moved = self._loop is not None and self.playing
        self._loop = loop
        self._stop = None
        if loop is not None and (moved or not loop[0] <= self.position_sample < loop[1]):
            self._jump(loop[0])
        else:
            self._carry_on()

    def select(self, index: int) -> None:
        """Play one source alone.

        Raises
        ------
        IndexError
            If there is no such source.
        """
        if not 0 <= index < max(1, len(self._sources)):
            raise IndexError(f"there is no source {index} among {len(self._sources)}")
        self._selected = index
        self.set_mix(replace(self._mix, weights=only(index)))

    def set_mix(self, mix: Mix) -> None:
        """Set the mix; it takes effect within one block, with a crossfade of 10 ms."""
        self._mix = mix
        self._deck.mix(mix.gains(len(self._sources)) or (1.0,))

    def set_speed(self, speed: float) -> None:
        """Set the playback speed, 0.5 to 2, at the same pitch; playback fades out and in briefly."""
        speed = min(FASTEST, max(SLOWEST, speed))
        self._settle()
        if speed != self._speed:
            self._speed = speed
            self._carry_on()

    def set_device(self, name: str | None) -> None:
        """Switch to another device; playback continues there at the same position.

        Parameters
        ----------
        name
            A name from `list_devices`; None is the system's default.

        Raises
        ------
        SoundUnavailable
            If the player was playing and the device cannot be opened; the player pauses.
        """
        if not isinstance(self._output, SoundDeviceOutput) or self._output.device == name:
            return
        playing = self.playing
        self.close()
        self._output = replace(self._output, device=name)
        self._fallen_back = False
        self._use(self._output)
        if playing:
            self.play()

    def close(self) -> None:
        """Stop, release the device and end all threads and processes; the playhead stays."""
        self.pause()
        self._deck.close()

    # Internals

    def _make_deck(self, output: Output) -> PlaybackBackend:
        if isinstance(output, SoundDeviceOutput):
            return ProcessBackend(output, self._fail)
        return LocalBackend(output, self._fail)

    def _use(self, output: Output) -> None:
        self._underruns += self._deck.underruns
        self._deck = self._make_deck(output)
        self.set_mix(self._mix)

    def _open(self) -> None:
        try:
            self._deck.open(self._rate_hz)
        except SoundUnavailable:
            output = self._output
            if not self._fallen_back or not isinstance(output, SoundDeviceOutput) or output.device is None:
                raise
            # The selected device is lost: fall back to the system's default.
            self._use(replace(output, device=None))
            self._deck.open(self._rate_hz)

    def _at_end(self) -> bool:
        stop = self._samples if self._stop is None else self._stop
        return self._deck.finished_jump == self._jumps and self._heard_sample() >= stop

    def _settle(self) -> None:
        """Update the state after playback ended or failed on its own."""
        if self._wanted and not self.playing:
            self._place = self.position_sample
            self._wanted = False
        if self._lost:
            self._lost = False
            self._fallen_back = True
            self._deck.abandon()

    def _jump(self, sample: int, *, stop: int | None = None, then: int | None = None) -> None:
        self._place = sample
        self._stop, self._then, self._standing = stop, then, False
        self._jumps += 1
        self._order()

    def _carry_on(self) -> None:
        if self._wanted:
            self._order()
        else:
            self._jump(self._place)

    def _order(self) -> None:
        if self._samples:
            stop = self._samples if self._stop is None else self._stop
            loop = self._loop if self._stop is None else None
            order = PlayRequest(self._jumps, self._place, stop, loop, self._sources, self._rate_hz, self._speed)
            self._deck.cue(order, playing=self._wanted)

    def _trim(self, span: tuple[int, int]) -> tuple[int, int] | None:
        shortest = max(1, round(_SHORTEST_LOOP_S * self._rate_hz))
        start = max(0, min(span[0], self._samples - shortest))
        stop = min(max(span[1], start + shortest), self._samples)
        return (start, stop) if stop > start else None

    def _fail(self, error: DeepdubError) -> None:
        self._halted = self.position_sample
        self._error = error
        self._lost = self._lost or isinstance(error, SoundUnavailable)
