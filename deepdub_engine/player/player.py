"""The player: what to hear, from where, and where the ear is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from deepdub_engine.base.errors import DeepdubError, SoundUnavailable
from deepdub_engine.player.deck import Deck, Device, LocalDeck
from deepdub_engine.player.mix import Mix, only
from deepdub_engine.player.output import Output, SoundDeviceOutput
from deepdub_engine.player.play_buffer import Order
from deepdub_engine.player.remote import ProcessDeck
from deepdub_engine.player.source_reader import FASTEST, SLOWEST, Source

_SHORTEST_LOOP_S: Final = 0.02
_GRAIN_S: Final = 0.08


class Player:
    """Plays any mix of several sources of the same length, all on one sample clock.

    Everything but sound works without a device: place, mix and sources can be set at any time. Made for one
    controlling thread. The device is opened by the first `play` and given back by `close`, after which `play` would
    open it again. A real device is played on in a process of its own: nothing that is computed here holds it up.

    Parameters
    ----------
    output
        Where the sound goes; the system's default device unless given.
    """

    def __init__(self, *, output: Output | None = None) -> None:
        self._output = output if output is not None else SoundDeviceOutput()
        self._deck = self._make_deck(self._output)
        self._mix = Mix()
        self._lost = False
        self._fallen_back = False
        self._error: DeepdubError | None = None
        self._halted: int | None = None  # where the sound was when an error stopped it
        self._underruns = 0  # of the decks before this one
        self._wanted = False
        self._jumps = 0
        self._place = 0  # while playing: where the last jump went
        self._sources: tuple[Source | None, ...] = ()
        self._selected = 0
        self._loop: tuple[int, int] | None = None
        self._stop: int | None = None  # where a span that is played once ends
        self._then: int | None = None  # where to stand when it has ended
        self._standing = False  # whether that is shown while it is heard
        self._speed = 1.0
        self._rate_hz = self._samples = 0

    # What is

    @property
    def playing(self) -> bool:
        """Whether sound is being played; turns false by itself at the end, or when the device goes."""
        return self._wanted and self._error is None and not self._at_end()

    @property
    def ended(self) -> bool:
        """Whether the end of the clip has been reached and heard."""
        return 0 < self._samples <= self.position_sample and not self.playing

    @property
    def position_sample(self) -> int:
        """Sample that is heard at this moment; after a jump its target, until the sound from there is heard."""
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
        """Index of the source that was chosen last to be heard alone."""
        return self._selected

    @property
    def mix(self) -> Mix:
        """How the sources are put together."""
        return self._mix

    @property
    def speed(self) -> float:
        """How fast it plays; above 1 is faster."""
        return self._speed

    @property
    def device(self) -> Device:
        """The device that plays; one without a name while none is open."""
        return self._deck.device

    @property
    def underruns(self) -> int:
        """How often sound was missing since the player was made: in the ring, or in the device."""
        return self._underruns + self._deck.underruns

    @property
    def error(self) -> DeepdubError | None:
        """What stopped the sound: a device that went, or a file that cannot be read. None once `play` works again."""
        return self._error

    @property
    def sources(self) -> tuple[Source | None, ...]:
        """The sources, None where there is none yet."""
        return self._sources

    @property
    def loop(self) -> tuple[int, int] | None:
        """The span that repeats, as it is played."""
        return self._loop

    @property
    def rate_hz(self) -> int:
        """Sample rate of the sources, 0 without any."""
        return self._rate_hz

    @property
    def samples(self) -> int:
        """Length of the sources in samples, 0 without any."""
        return self._samples

    # What to do

    def set_sources(self, sources: Sequence[Source | None]) -> None:
        """Replace the sources, such as mixture, vocals, accompaniment and new speech; None where there is none yet.

        While playing, the sound goes on at the same sample without a gap, provided that the rate stays.

        Raises
        ------
        ValueError
            If two of them differ in rate or length.
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
        """Play from the place where the player stands, or from the start if that is the end.

        Raises
        ------
        SoundUnavailable
            If there is no device, or it refuses; the player stays as it was.
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
        """Get the device ready without playing, so that the first sound comes at once.

        Raises
        ------
        SoundUnavailable
            If there is no device, or it refuses.
        """
        self._settle()
        if self._samples:
            self._open()

    def play_span(self, start: int, stop: int, *, then: int | None = None) -> None:
        """Play the samples ``[start, stop)`` once, such as the 500 ms before a cue; a loop has to wait.

        Parameters
        ----------
        start, stop
            Limited to the clip; where nothing is left of them, nothing happens.
        then
            Where to stand afterwards; None is the end of the span.

        A device is opened without waiting for it; what goes wrong is found in `error`.
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
        """Let 80 ms around a sample be heard, and stand there; as `play_span`, for a hand that drags the playhead."""
        self._settle()
        sample = min(max(0, sample), self._samples)
        half = round(_GRAIN_S * self._rate_hz / 2)
        self.play_span(sample - half, sample + half, then=sample)
        self._standing = True

    def pause(self) -> None:
        """Stop at the sample that is heard at this moment, from where `play` goes on."""
        self._settle()
        if self._wanted:
            place = self.position_sample
            self._wanted = False
            self._jump(place)

    def seek(self, sample: int) -> None:
        """Go to a sample, limited to the clip, playing or not.

        A loop stays: from before its end the sound runs into it, from behind its end to the end of the clip.
        """
        self._settle()
        self._jump(min(max(0, sample), self._samples))

    def set_loop(self, span: tuple[int, int] | None, *, pre_roll: int = 0, post_roll: int = 0) -> None:
        """Repeat the samples ``[start, stop)``, or nothing.

        Inside the span the sound goes on and wraps at its end; from outside it jumps to the start. A loop that
        changes while it plays starts anew. Spans are limited to the clip and last at least 20 ms.

        Parameters
        ----------
        span
            Samples to repeat.
        pre_roll, post_roll
            Samples before and behind it that are repeated with it.
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
        """Hear one source alone.

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
        """Put the sources together in another way; takes effect within one block, with a fade of 10 ms."""
        self._mix = mix
        self._deck.mix(mix.gains(len(self._sources)) or (1.0,))

    def set_speed(self, speed: float) -> None:
        """Play faster or slower, 0.5 to 2, at the same pitch; the sound dips for a moment."""
        speed = min(FASTEST, max(SLOWEST, speed))
        self._settle()
        if speed != self._speed:
            self._speed = speed
            self._carry_on()

    def set_device(self, name: str | None) -> None:
        """Play on another device, going on there at the place that is heard.

        Parameters
        ----------
        name
            One of `list_devices`; None is the system's default.

        Raises
        ------
        SoundUnavailable
            If it was playing, and the device refuses; the player pauses.
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
        """Stop, give the device back and end all threads and processes; the place stays."""
        self.pause()
        self._deck.close()

    # How

    def _make_deck(self, output: Output) -> Deck:
        if isinstance(output, SoundDeviceOutput):
            return ProcessDeck(output, self._fail)
        return LocalDeck(output, self._fail)

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
            # The device that was chosen has gone: go on with the next.
            self._use(replace(output, device=None))
            self._deck.open(self._rate_hz)

    def _at_end(self) -> bool:
        stop = self._samples if self._stop is None else self._stop
        return self._deck.finished_jump == self._jumps and self._heard_sample() >= stop

    def _settle(self) -> None:
        """Take note of a stop that came by itself."""
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
            order = Order(self._jumps, self._place, stop, loop, self._sources, self._rate_hz, self._speed)
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
