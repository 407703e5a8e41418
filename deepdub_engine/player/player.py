"""The player: what to hear, from where, and where the ear is."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Final

from deepdub_engine.errors import DeepdubError, SoundUnavailable
from deepdub_engine.pcm import PcmClip, Samples
from deepdub_engine.player.feed import Order
from deepdub_engine.player.mixer import Mixer
from deepdub_engine.player.output import Output, OutputStream, SoundDeviceOutput
from deepdub_engine.player.reader import Reader

_SHORTEST_LOOP_S: Final = 0.02


class Player:
    """Plays one of several sources of the same length, all on one sample clock.

    Everything but sound works without a device: place, selection and sources can be set at any time. Made for one
    controlling thread. The device is opened by the first `play` and given back by `close`, after which `play` would
    open it again.

    Parameters
    ----------
    output
        Where the sound goes; the system's default device unless given.
    """

    def __init__(self, *, output: Output | None = None) -> None:
        self._output = output if output is not None else SoundDeviceOutput()
        self._mixer = Mixer()
        self._reader = Reader(self._mixer, self._fail, self._rest)
        self._device = threading.Lock()  # between the controlling thread and a reader that has nothing to do
        self._stream: OutputStream | None = None
        self._lost = False
        self._error: DeepdubError | None = None
        self._halted: int | None = None  # where the sound was when an error stopped it
        self._underflows = 0
        self._wanted = False
        self._place = 0  # while playing: where the last jump went
        self._sources: tuple[PcmClip | None, ...] = ()
        self._loop: tuple[int, int] | None = None
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
        if not self._wanted or self._stream is None:
            return self._place
        if self._halted is not None:
            return self._halted
        heard = self._mixer.clock.sample_at(self._mixer.jump, self._stream.now_s, self._rate_hz)
        return self._place if heard is None else heard

    @property
    def selected(self) -> int:
        """Index of the source that is heard."""
        return self._mixer.selected

    @property
    def underruns(self) -> int:
        """How often sound was missing since the player was made: in the ring, or in the device."""
        return self._mixer.underruns + self._underflows + (self._stream.underflows if self._stream is not None else 0)

    @property
    def error(self) -> DeepdubError | None:
        """What stopped the sound: a device that went, or a file that cannot be read. None once `play` works again."""
        return self._error

    @property
    def sources(self) -> tuple[PcmClip | None, ...]:
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

    def set_sources(self, sources: Sequence[PcmClip | None]) -> None:
        """Replace the sources, such as mixture, vocals and accompaniment; None where there is none yet.

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
            self.close()
        self._sources = tuple(sources)
        self._rate_hz, self._samples = rate_hz, samples
        if self._mixer.selected >= max(1, len(self._sources)):
            self._mixer.selected = 0
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
        with self._device:
            self._open()
            self._error = self._halted = None
            self._wanted = True
        if self._place >= self._samples:
            self._place = self._loop[0] if self._loop is not None else 0
        self._mixer.jump += 1  # nothing that is left from before may sound
        self._mixer.playing = True
        self._jump(self._place)
        self._reader.start()

    def pause(self) -> None:
        """Stop at the sample that is heard at this moment, from where `play` goes on."""
        self._settle()
        if self._wanted:
            place = self.position_sample
            self._wanted = self._mixer.playing = False
            self._jump(place)

    def seek(self, sample: int) -> None:
        """Go to a sample, limited to the clip, playing or not.

        A loop stays: from before its end the sound runs into it, from behind its end to the end of the clip.
        """
        self._settle()
        self._jump(min(max(0, sample), self._samples))

    def set_loop(self, span: tuple[int, int] | None) -> None:
        """Repeat the samples ``[start, stop)``, or nothing.

        Inside the span the sound goes on and wraps at its end; from outside it jumps to the start. A loop that
        changes while it plays starts anew. Spans are limited to the clip and last at least 20 ms.
        """
        self._settle()
        loop = self._trim(span) if span is not None else None
        if loop == self._loop:
            return
        moved = self._loop is not None and self.playing
        self._loop = loop
        if loop is not None and (moved or not loop[0] <= self.position_sample < loop[1]):
            self._jump(loop[0])
        else:
            self._carry_on()

    def select(self, index: int) -> None:
        """Choose the source to hear.

        Raises
        ------
        IndexError
            If there is no such source.
        """
        if not 0 <= index < max(1, len(self._sources)):
            raise IndexError(f"there is no source {index} among {len(self._sources)}")
        self._mixer.selected = index

    def close(self) -> None:
        """Stop, give the device back and end the reader thread; the place stays."""
        self.pause()
        with self._device:
            self._shut()
        self._reader.close()

    # How

    def _at_end(self) -> bool:
        return self._mixer.finished_jump == self._mixer.jump and self.position_sample >= self._samples

    def _settle(self) -> None:
        """Take note of a stop that came by itself."""
        if self._wanted and not self.playing:
            self._place = self.position_sample
            self._wanted = self._mixer.playing = False
        if self._lost:
            with self._device:
                self._shut()

    def _jump(self, sample: int) -> None:
        self._place = sample
        self._mixer.jump += 1
        self._order()

    def _carry_on(self) -> None:
        if self._wanted:
            self._order()
        else:
            self._jump(self._place)

    def _order(self) -> None:
        if self._samples:
            self._reader.request(
                Order(self._mixer.jump, self._place, self._loop, self._sources, self._rate_hz, self._samples)
            )

    def _trim(self, span: tuple[int, int]) -> tuple[int, int] | None:
        shortest = max(1, round(_SHORTEST_LOOP_S * self._rate_hz))
        start = max(0, min(span[0], self._samples - shortest))
        stop = min(max(span[1], start + shortest), self._samples)
        return (start, stop) if stop > start else None

    def _open(self) -> None:
        if self._stream is None:
            self._mixer.tune(self._rate_hz)
            self._stream = self._output.open(self._rate_hz, self)
            self._lost = False
        self._stream.start()

    def _shut(self) -> None:
        stream, self._stream = self._stream, None
        self._lost = False
        if stream is not None:
            stream.close()
            self._underflows += stream.underflows

    # What the threads of the device and of the reader call

    def render(self, out: Samples, heard_s: float) -> None:
        """Fill a block; see `Supply`."""
        self._mixer.render(out, heard_s)

    def prepare(self, timeout_s: float) -> bool:
        """Wait for the reader; see `Supply`."""
        return self._reader.wait(timeout_s)

    def lost(self, reason: str) -> None:
        """Stop because the device has gone; see `Supply`."""
        self._lost = True
        self._fail(SoundUnavailable(reason))

    def _fail(self, error: DeepdubError) -> None:
        self._halted = self.position_sample
        self._error = error
        self._mixer.playing = False

    def _rest(self) -> None:
        with self._device:
            if self._stream is not None and not self.playing:
                self._stream.stop()
