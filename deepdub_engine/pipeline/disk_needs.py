"""The disk that a command takes while it works, known before the sound is decoded.

A film of two hours can take 18 GB, so that it should not take half an hour to find out that they are not there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import av

from deepdub_engine.audio.media.channels import has_centre, speakers
from deepdub_engine.audio.media.probe import AudioTrack, chosen_track, describe
from deepdub_engine.audio.media.reading import is_plausible_length
from deepdub_engine.audio.media.source import open_media
from deepdub_engine.audio.pcm import Depth
from deepdub_engine.base.spans import Spans, covers
from deepdub_engine.base.timing import ms_to_sample
from deepdub_engine.pipeline.requests import ClipRequest
from deepdub_engine.sentences.segments import Segment
from deepdub_engine.sentences.sentences import Sentence
from deepdub_engine.separation.estimate import check_free_space

_FLOAT_BYTES = 4  # of a sample in a working file


@dataclass(frozen=True, slots=True)
class DiskNeeds:
    """The disk that a part of a track takes, in bytes.

    Parameters
    ----------
    samples
        Length of the part.
    channels
        Of the mix-down, 1 or 2.
    has_centre
        Whether the centre is kept beside the mix-down.
    depth
        Of the files that are written.
    rate_hz
        Sample rate.
    """

    samples: int
    channels: int
    has_centre: bool
    depth: Depth
    rate_hz: int

    @property
    def clip(self) -> int:
        """The decoded sound alone."""
        return _FLOAT_BYTES * self.channels * self.samples

    @property
    def separated(self) -> int:
        """The decoded sound, its centre, and both stems."""
        centre = _FLOAT_BYTES * self.samples if self.has_centre else 0
        return 3 * self.clip + centre

    @property
    def stem_files(self) -> int:
        """Most that is needed to write both stems to files."""
        return self.separated + 2 * self._written(self.samples)

    def sentence_folder(self, spoken_ms: int | None = None) -> int:
        """Most that is needed to write a sentence folder with so much speech; None if all may be speech."""
        spoken = self.samples if spoken_ms is None else min(self.samples, ms_to_sample(spoken_ms, self.rate_hz))
        return self.separated + 2 * self._written(self.samples) + self._written(spoken)

    @property
    def segments(self) -> int:
        """Most that is needed to write a sentence folder without stems."""
        return self.clip + self._written(self.samples)

    def _written(self, samples: int) -> int:
        return stored_bytes(samples, self.channels, self.depth)


def disk_needs(clip: ClipRequest) -> DiskNeeds | None:
    """Return what a clip takes; None if its file does not state a rate, or a length that it can have.

    Raises
    ------
    DeepdubError
        If the file cannot be read, or has no such track.
    """
    with open_media(clip.path) as container:
        media, size_bytes = describe(clip.path, container), container.size
    track = chosen_track(clip.path, media.tracks, clip.track)
    start_ms, stop_ms = clip.range_ms or (0, None)
    end_ms = media.duration_ms if stop_ms is None else min(stop_ms, media.duration_ms)
    if not track.rate_hz or not is_plausible_length(size_bytes, media.duration_ms):
        return None
    samples = ms_to_sample(max(0, end_ms - start_ms), track.rate_hz)
    return DiskNeeds(samples, min(2, track.channels), _has_centre(track), clip.depth or track.depth, track.rate_hz)


def check_disk(output: Path, needed: int) -> None:
    """Check that so much is free, whether or not the folder exists; raises `DiskTooSmall`."""
    check_free_space(output.absolute(), needed)


def spoken_ms(sentences: Sequence[Sentence]) -> int:
    """Return the length of all sentences together."""
    return sum(sentence.end_ms - sentence.start_ms for sentence in sentences)


def folder_bytes(segments: Sequence[Segment], separated: Spans, channels: int, depth: Depth) -> int:
    """Return the size of the sound in a sentence folder; segments that are not separated have no stems."""

    def files(row: Segment) -> int:
        return (3 if row.spoken else 2) if covers(separated, row.start_sample, row.stop_sample) else 1

    return stored_bytes(sum(files(row) * row.samples for row in segments), channels, depth)


def stored_bytes(samples: int, channels: int, depth: Depth) -> int:
    """Return the size of so many samples in the files that are written."""
    return depth.sample_bytes * channels * samples


def _has_centre(track: AudioTrack) -> bool:
    try:
        names = tuple(channel.name for channel in av.AudioLayout(track.layout).channels)
    except ValueError:  # channels without names
        names = ("",) * track.channels
    return has_centre(speakers(names))
