"""Writes a part of a clip, or of one of its stems, as a WAV file."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

from deepdub_engine.audio.pcm import BLOCK_SAMPLES, PcmClip, Samples
from deepdub_engine.audio.wav import wav_writer
from deepdub_engine.base.messages import mark
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.base.spans import Span
from deepdub_engine.pipeline.folder import stem_blocks
from deepdub_engine.separation.stems import Stems


def export_part(clip: PcmClip, stems: Stems | None, stem: int, span: Span, path: Path) -> Job[Path]:
    """Write a span of a clip, or of a stem, with the rate and bit depth of the clip.

    Parameters
    ----------
    clip, stems
        The clip, and its stems; None writes the clip itself.
    stem
        0 for the vocals, 1 for the accompaniment.
    span
        First sample, and the sample after the last.
    path
        The file, which is replaced at the end.

    Raises
    ------
    DiskFull, OutputNotWritable
        If it cannot be written; no partial file is left.
    """
    start, stop = span
    channels = clip.channels if stems is None else stems.vocals.channels
    with wav_writer(path, clip.rate_hz, channels, stop - start, clip.depth) as append:
        for block in _blocks(clip, stems, stem, span):
            append(block)
            start += len(block)
            yield Progress(start - span[0], stop - span[0], mark("Writing"))
    return path


def _blocks(clip: PcmClip, stems: Stems | None, stem: int, span: Span) -> Iterator[Samples]:
    if stems is not None:
        for pair in stem_blocks(clip, stems, *span, clip.depth):
            yield pair[stem]
        return
    for start, stop in itertools.pairwise((*range(*span, BLOCK_SAMPLES), span[1])):
        yield clip.read(start, stop)
