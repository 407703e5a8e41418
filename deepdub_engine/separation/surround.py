"""Stems of a mix-down from stems of its channels, and of channels that were separated in parts only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from deepdub_engine.audio.pcm import BLOCK_SAMPLES, PcmClip, Samples
from deepdub_engine.base.messages import mark
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.base.spans import Span, Spans, length, merge_spans, overlapping
from deepdub_engine.separation.stems import StemFiles, Stems, finite

FADE_MS = 20
_WHAT = mark("Combining the channels")


@dataclass(frozen=True, slots=True)
class FadedVocals:
    """Vocals that count in some spans only, with fades of 20 ms inside these, so that no border is heard.

    Parameters
    ----------
    vocals
        The vocals; None if there are none.
    spans
        Where they count, as `merge_spans` returns them.
    """

    vocals: PcmClip | None
    spans: Spans

    def weights(self, start_sample: int, stop_sample: int) -> Samples:
        """Return the weight of each sample of a range, float32 ``[n, 1]``, 0 to 1."""
        result = np.zeros((stop_sample - start_sample, 1), np.float32)
        if self.vocals is None:
            return result
        fade = max(1, FADE_MS * self.vocals.rate_hz // 1000)
        for start, stop in overlapping(self.spans, start_sample, stop_sample):
            first, last = max(start, start_sample), min(stop, stop_sample)
            at = np.arange(first, last)
            into = (at - start) / fade if start > 0 else np.ones(last - first)
            out = (stop - 1 - at) / fade if stop < self.vocals.samples else np.ones(last - first)
            result[first - start_sample : last - start_sample, 0] = np.clip(np.minimum(into, out), 0, 1)
        return result

    def read(self, start_sample: int, stop_sample: int) -> Samples | None:
        """Return the faded vocals of a range, float32 ``[n, channels]``; None if none count there."""
        if self.vocals is None or not overlapping(self.spans, start_sample, stop_sample):
            return None
        weights = self.weights(start_sample, stop_sample)
        return finite(self.vocals.read(start_sample, stop_sample)) * weights


def centre_stems(
    clip: PcmClip, centre: PcmClip, sides: FadedVocals, folder: Path, *, spans: Spans | None = None
) -> Job[Stems]:
    """Write the stems of a stereo mix-down whose vocals were found in the centre.

    Parameters
    ----------
    clip
        The mix-down.
    centre
        Vocals of the centre's share of the mix-down, mono.
    sides
        Vocals of the mix-down itself for the parts where other channels hold speech, too.
    folder, spans
        As for `separate_spans`; None for the whole clip.

    Raises
    ------
    FileMissing, FileUnreadable
        If vocals are missing or shorter than expected.
    DiskFull, OutputNotWritable
        If the stems cannot be written.
    """
    wanted = merge_spans([(0, clip.samples)], clip.samples) if spans is None else spans
    done, total = 0, length(wanted)
    with StemFiles(clip, folder, spans=spans) as files:
        for start, stop in blocks_of(wanted):
            vocals = np.repeat(finite(centre.read(start, stop)), clip.channels, axis=1)
            other = sides.read(start, stop)
            if other is not None:
                vocals = vocals * (1 - sides.weights(start, stop)) + other
            files.write(vocals, clip.read(start, stop))
            done += stop - start
            yield Progress(done, total, _WHAT)
        return files.finish()


def blocks_of(spans: Spans) -> Iterator[Span]:
    """Yield spans in order, in blocks of at most 65,536 samples."""
    for start, stop in spans:
        for at in range(start, stop, BLOCK_SAMPLES):
            yield at, min(at + BLOCK_SAMPLES, stop)
