"""The fitted voices of a folder as one sound with random access, for listening before `remix`."""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from deepdub_engine.audio.pcm import BLOCK_SAMPLES, PcmClip, PcmWriter, Samples
from deepdub_engine.base.errors import from_os_error
from deepdub_engine.base.messages import mark
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.base.spans import Spans, merge_spans
from deepdub_engine.pipeline.dub.mixing import LaidVoice
from deepdub_engine.pipeline.generated_speech import open_sound


@dataclass(frozen=True, slots=True)
class PlacedVoice:
    """A fitted voice in the clip: its sound, its gain as a factor, and the hash of its line."""

    sound: PcmClip
    start_sample: int
    gain: float
    line: int

    @property
    def stop_sample(self) -> int:
        """Where it ends."""
        return self.start_sample + self.sound.samples


@dataclass(frozen=True, slots=True)
class VoiceClip(PcmClip):
    """A sound as long as the clip, silent between the voices; voices that overlap are added.

    Parameters
    ----------
    path
        A name that changes whenever the sound does; there is no such file.
    voices
        The voices, in order.
    longest
        Length of the longest one in samples.
    """

    voices: tuple[PlacedVoice, ...] = ()
    longest: int = 0

    @property
    def spans(self) -> Spans:
        """The spans that the voices cover."""
        return merge_spans(((voice.start_sample, voice.stop_sample) for voice in self.voices), self.samples)

    def read(self, start_sample: int, stop_sample: int) -> Samples:
        """Return samples ``[start, stop)``; see `PcmClip.read`."""
        start, stop = max(0, start_sample), min(self.samples, stop_sample)
        block = np.zeros((max(0, stop - start), self.channels), np.float32)
        first = bisect_right(self.voices, start - self.longest, key=_start)
        last = bisect_left(self.voices, stop, key=_start)
        for voice in self.voices[max(0, first - 1) : last]:
            begin, end = max(start, voice.start_sample), min(stop, voice.stop_sample)
            if begin < end:
                part = voice.sound.read(begin - voice.start_sample, end - voice.start_sample)
                block[begin - start : end - start] += part * np.float32(voice.gain)
        return block

    def with_moved(self, line: int, start_sample: int) -> VoiceClip:
        """Return the sound with the voice of a line at another place."""
        moved = [replace(each, start_sample=start_sample) if each.line == line else each for each in self.voices]
        return _joined(moved, self, self.path.parent)

    def spans_of(self, line: int) -> Spans:
        """Return where the voice of a line lies."""
        return tuple((voice.start_sample, voice.stop_sample) for voice in self.voices if voice.line == line)

    def changed_spans(self, former: VoiceClip) -> Spans:
        """Return the spans in which this sound may differ from a former one of the same clip."""
        before, now = set(former.voices), set(self.voices)
        return merge_spans(((voice.start_sample, voice.stop_sample) for voice in before ^ now), self.samples)


def _start(voice: PlacedVoice) -> int:
    return voice.start_sample


def make_voice_clip(voices: Sequence[LaidVoice], clip: PcmClip, cache: Path) -> Job[VoiceClip]:
    """Return the voices as one sound.

    Each voice is copied to the cache once, because a later `remix` may remove its file while it is heard.

    Parameters
    ----------
    voices
        The fitted voices, with rate and channels of the clip, or mono.
    clip
        The clip.
    cache
        Folder for the copies; it may have those of earlier calls.

    Raises
    ------
    FileMissing, FileUnreadable
        If a fitted voice cannot be read.
    DiskFull, OutputNotWritable
        If the cache cannot be written.
    """
    placed: list[PlacedVoice] = []
    try:
        cache.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise from_os_error(error, cache, writing=True) from error
    for number, voice in enumerate(voices):
        yield Progress(number, len(voices), mark("Loading generated speech"))
        gain = 10 ** (voice.gain_db / 20)
        placed.append(PlacedVoice(_copied(voice, clip, cache), voice.start_sample, gain, voice.line))
    return _joined(placed, clip, cache)


def _joined(placed: Sequence[PlacedVoice], clip: PcmClip, cache: Path) -> VoiceClip:
    voices = tuple(sorted(placed, key=_start))
    facts = [(each.sound.path.name, each.start_sample, each.gain) for each in voices]
    key = hashlib.blake2b(json.dumps(facts).encode(), digest_size=8).hexdigest()
    path = cache / f"voices-{key}.json"
    longest = max((each.sound.samples for each in voices), default=0)
    return VoiceClip(path, clip.rate_hz, clip.channels, clip.samples, voices=voices, longest=longest)


def _copied(voice: LaidVoice, clip: PcmClip, cache: Path) -> PcmClip:
    path = cache / f"{voice.path.stem}.pcm"
    samples = voice.stop_sample - voice.start_sample
    if not path.exists():
        partial = path.with_suffix(".partial")
        try:
            with open_sound(voice.path) as file, PcmWriter(partial, clip.channels) as writer:
                for block in file.blocks(BLOCK_SAMPLES, dtype="float32", always_2d=True):
                    writer.write(_with_channels(block, clip.channels))
                writer.write(np.zeros((max(0, samples - writer.samples), clip.channels), np.float32))
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)
    return PcmClip(path, clip.rate_hz, clip.channels, samples)


def _with_channels(block: Samples, channels: int) -> Samples:
    if block.shape[1] == channels:
        return block
    return np.repeat(block.mean(axis=1, keepdims=True, dtype=np.float32), channels, axis=1)
