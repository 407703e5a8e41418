"""A clip assembled from parts in other files, over another clip or silence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from deepdub_engine.audio.pcm import PcmClip, Samples
from deepdub_engine.base.spans import Spans, merge_spans, subtract_spans


@dataclass(frozen=True, slots=True)
class Patch:
    """A part of a clip that is stored in another file.

    Parameters
    ----------
    start_sample, stop_sample
        Where the part lies in the clip, in samples.
    path
        A file of samples like that of a `PcmClip`; it may hold several parts.
    offset_sample
        Where the part begins in the file, in samples.
    """

    start_sample: int
    stop_sample: int
    path: Path
    offset_sample: int


@dataclass(frozen=True, slots=True)
class CompositeClip(PcmClip):
    """A full-length clip assembled from parts, which takes no more disk space than these.

    Parameters
    ----------
    path
        File of the latest part, which changes whenever the clip does.
    patches
        The parts, in order and without overlap.
    base_clip
        Clip that fills the gaps, mono or with the same number of channels; None is silence.
    """

    patches: tuple[Patch, ...] = ()
    base_clip: PcmClip | None = None

    @property
    def spans(self) -> Spans:
        """The spans that the parts cover."""
        return merge_spans(((patch.start_sample, patch.stop_sample) for patch in self.patches), self.samples)

    def read(self, start_sample: int, stop_sample: int) -> Samples:
        """Return samples ``[start, stop)``; see `PcmClip.read`."""
        start, stop = max(0, start_sample), min(self.samples, stop_sample)
        first = bisect_right(self.patches, start, key=lambda patch: patch.stop_sample)
        block: Samples | None = None
        for patch in self.patches[first:]:
            if patch.start_sample >= stop:
                break
            at, end = max(start, patch.start_sample), min(stop, patch.stop_sample)
            part = self._of(patch, at, end)
            if (at, end) == (start, stop):
                return part
            block = self._between(start, stop) if block is None else block
            block[at - start : end - start] = part
        return self._between(start, stop) if block is None else block

    def _of(self, patch: Patch, start: int, stop: int) -> Samples:
        shift = patch.offset_sample - patch.start_sample
        return PcmClip(patch.path, self.rate_hz, self.channels, stop + shift).read(start + shift, stop + shift)

    def _between(self, start: int, stop: int) -> Samples:
        if self.base_clip is not None:
            block = self.base_clip.read(start, stop)
            return block if block.shape[1] == self.channels else np.repeat(block, self.channels, axis=1)
        return np.zeros((max(0, stop - start), self.channels), np.float32)


def overlay(patches: Iterable[Patch], others: tuple[Patch, ...]) -> tuple[Patch, ...]:
    """Return patches overlaid with others, in order."""
    taken = merge_spans(((patch.start_sample, patch.stop_sample) for patch in others), 1 << 62)
    kept = [
        Patch(start, stop, patch.path, patch.offset_sample + start - patch.start_sample)
        for patch in patches
        for start, stop in subtract_spans(((patch.start_sample, patch.stop_sample),), taken)
    ]
    return tuple(sorted((*kept, *others), key=lambda patch: patch.start_sample))
