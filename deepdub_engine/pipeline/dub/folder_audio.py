"""The segments and stems of a sentence folder as sounds with random access."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from deepdub_engine.audio.pcm import Samples
from deepdub_engine.base.errors import FileUnreadable, FolderInvalid
from deepdub_engine.base.messages import message
from deepdub_engine.base.spans import Span
from deepdub_engine.pipeline.generated_speech import SegmentFormat, length, open_sound
from deepdub_engine.pipeline.rows import SegmentFiles


@dataclass(frozen=True, slots=True)
class FolderAudio:
    """The sounds of a sentence folder, read by their place in the clip.

    Parameters
    ----------
    rows
        The segments.
    bounds
        Where they begin and, at last, where the clip ends, in samples.
    form
        Their common format.
    foreign
        Hashes of sentences whose mix was made elsewhere: it stands for their original.
    """

    rows: Sequence[SegmentFiles]
    bounds: Sequence[int]
    form: SegmentFormat
    foreign: frozenset[int] = frozenset()

    @property
    def samples(self) -> int:
        """Length of the clip."""
        return self.bounds[-1]

    def span(self, index: int) -> Span:
        """Return the place of a segment."""
        return self.bounds[index], self.bounds[index + 1]

    def indices(self, start: int, stop: int) -> range:
        """Return the segments that overlap a range."""
        first = max(0, bisect_right(self.bounds, start) - 1)
        last = min(len(self.rows), bisect_right(self.bounds, max(start, stop - 1)))
        return range(first, last)

    def source(self, row: SegmentFiles) -> Path:
        """Return the file that stands for the original of a segment."""
        return row.path if row.hash in self.foreign else row.original

    def original(self, start: int, stop: int) -> Samples:
        """Return a range of the original; silence beyond the clip."""
        return self._read(start, stop, self.source)

    def accompaniment(self, start: int, stop: int) -> Samples:
        """Return a range of the accompaniment, which must lie in segments that have one."""
        return self._read(start, stop, lambda row: row.accompaniment)

    def vocals(self, index: int, stop: int | None = None) -> Samples:
        """Return the vocals of a segment, or their first `stop` samples: its stem, or what the accompaniment lacks."""
        row = self.rows[index]
        start, end = self.span(index)
        end = end if stop is None else min(end, start + stop)
        if row.vocals.exists():
            return self._part(row.vocals, 0, end - start)
        return self.original(start, end) - self.accompaniment(start, end)

    def _read(self, start: int, stop: int, path: Callable[[SegmentFiles], Path]) -> Samples:
        block = np.zeros((stop - start, self.form.channels), np.float32)
        for index in self.indices(max(0, start), min(stop, self.samples)):
            first, last = self.span(index)
            begin, end = max(start, first), min(stop, last)
            if begin < end:
                block[begin - start : end - start] = self._part(path(self.rows[index]), begin - first, end - first)
        return block

    def _part(self, path: Path, start: int, stop: int) -> Samples:
        with open_sound(path) as file:
            if file.samplerate != self.form.rate_hz:
                raise FileUnreadable(path, message("its rate or channels differ from the other segments"))
            file.seek(start)
            block: Samples = file.read(stop - start, dtype="float32", always_2d=True)
        if len(block) < stop - start:
            raise FileUnreadable(path, message("it is shorter than expected"))
        if block.shape[1] != self.form.channels:
            if self.form.channels != 1 and block.shape[1] != 1:
                raise FileUnreadable(path, message("its rate or channels differ from the other segments"))
            return np.repeat(block.mean(axis=1, keepdims=True, dtype=np.float32), self.form.channels, axis=1)
        return block


def open_folder_audio(folder: Path, rows: Sequence[SegmentFiles], form: SegmentFormat) -> FolderAudio:
    """Return the sounds of a folder.

    Raises
    ------
    FolderInvalid, FileMissing, FileUnreadable
        If a segment is missing or an accompaniment has another length.
    """
    lengths = [length(row.original) for row in rows]
    for row, samples in zip(rows, lengths, strict=True):
        if row.accompaniment.exists() and length(row.accompaniment) != samples:
            name, other = row.accompaniment.name, row.original.name
            raise FolderInvalid(folder, message("{name} and {other} differ in length", name=name, other=other))
    return FolderAudio(rows, tuple(itertools.accumulate(lengths, initial=0)), form)
