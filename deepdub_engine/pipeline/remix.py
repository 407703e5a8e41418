"""The command ``remix``: mix generated speech with the accompaniment and join all segments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from deepdub_engine.audio.pcm import Depth
from deepdub_engine.audio.wav import wav_writer, write_wav
from deepdub_engine.base.errors import FolderInvalid, OutputExists
from deepdub_engine.base.messages import mark, message
from deepdub_engine.base.progress import Job, Progress, staged
from deepdub_engine.pipeline.generated_speech import (
    SegmentFormat,
    length,
    open_sound,
    segment_blocks,
    slot_fit,
    trim_or_pad,
    voice_blocks,
)
from deepdub_engine.pipeline.rows import AUDIO_FOLDER, SegmentFiles, read_rows

RESULT = "audio_gen.wav"
_DEPTHS = {"PCM_16": Depth.INT16, "PCM_24": Depth.INT24, "FLOAT": Depth.FLOAT}
_NAMED = 3  # files listed in a warning; a film has thousands


@dataclass(frozen=True, slots=True)
class Remix:
    """The result of a remix.

    Parameters
    ----------
    path
        Path of ``audio_gen.wav``.
    samples, rate_hz
        Its length, equal to that of the clip, and its sample rate.
    generated, kept
        Number of sentences with generated speech, and number without.
    warnings
        Warnings to show.
    """

    path: Path
    samples: int
    rate_hz: int
    generated: int
    kept: int
    warnings: tuple[str, ...]


def remix(folder: Path, *, force: bool = False) -> Job[Remix]:
    """Mix every ``<hash>_gen_vocals.wav`` of a sentence folder with its accompaniment, then join all segments.

    Generated speech that is too short is padded with silence, and speech that is too long is trimmed with a short fade,
    each with a warning; other rates and channel counts are converted. Sentences without generated speech keep their
    original audio.

    Parameters
    ----------
    folder
        Sentence folder written by ``run``, with ``segments.csv`` and ``audio_segments/``.
    force
        Replace an existing ``audio_gen.wav``.

    Raises
    ------
    FolderInvalid, FileMissing
        If the folder is incomplete or inconsistent.
    OutputExists
        If ``audio_gen.wav`` exists and `force` is off.
    """
    rows = read_rows(folder)
    result = folder / AUDIO_FOLDER / RESULT
    if result.exists() and not force:
        raise OutputExists(result)
    form = _form_of(folder, rows)
    spoken = [row for row in rows if row.spoken]
    warnings: list[str] = []
    voiceless: list[SegmentFiles] = []
    for number, row in enumerate(spoken):
        yield Progress(number, 2 * len(spoken), mark("Mixing speech with music and effects"))
        if row.speech.exists():
            _lay(row, form, warnings)
        else:
            voiceless.append(row)
    warnings += _fill(voiceless, form)
    samples = yield from staged(_join(rows, result, form), 0.5, 1.0)
    generated = len(spoken) - len(voiceless)
    return Remix(result, samples, form.rate_hz, generated, len(voiceless), tuple(warnings))


def _form_of(folder: Path, rows: list[SegmentFiles]) -> SegmentFormat:
    """Return the format that all original segments share; raise `FolderInvalid` if they differ."""
    forms = set()
    for row in rows:
        with open_sound(row.original) as file:
            forms.add((file.samplerate, file.channels, file.subtype))
    if len(forms) != 1:
        raise FolderInvalid(folder, message("its segments differ in rate, channels or depth"))
    rate_hz, channels, subtype = forms.pop()
    if subtype not in _DEPTHS:
        raise FolderInvalid(folder, message("its segments have the unsupported format {form}", form=subtype))
    return SegmentFormat(rate_hz, channels, _DEPTHS[subtype])


def _lay(row: SegmentFiles, form: SegmentFormat, warnings: list[str]) -> None:
    """Write ``<hash>_gen.wav``, the mix of speech and accompaniment."""
    samples = length(row.original)
    if length(row.accompaniment) != samples:
        differ = message("{name} and {other} differ in length", name=row.accompaniment.name, other=row.original.name)
        raise FolderInvalid(row.audio.parent, differ)
    fit = slot_fit(row.speech, form, samples)
    if fit.heard:
        how, done = ("longer", "trimmed") if fit.apart_ms > 0 else ("shorter", "padded")
        warnings.append(f"{row.speech.name} is {abs(fit.apart_ms):.0f} ms {how} than its slot: {done}.")
    peak = 0.0
    with (
        open_sound(row.accompaniment) as bed,
        wav_writer(row.path, form.rate_hz, form.channels, samples, form.depth) as write,
    ):
        for voice in trim_or_pad(voice_blocks(row.speech, form), samples, fit.fade, form.channels):
            mixed = bed.read(len(voice), dtype="float32", always_2d=True) + voice
            peak = max(peak, float(np.abs(mixed).max(initial=0.0)))
            write(mixed)
    if form.depth is not Depth.FLOAT and peak > 1.0:
        warnings.append(f"{row.path.name} was clipped: it is {20 * np.log10(peak):.1f} dB over full scale.")


def _fill(voiceless: Sequence[SegmentFiles], form: SegmentFormat) -> Iterator[str]:
    """Write the original audio for sentences without speech, unless they have a mix made elsewhere; yield warnings."""
    ready, filled = [], []
    for row in voiceless:
        samples = length(row.original)
        if row.path.exists() and length(row.path) == samples:
            ready.append(row)
        else:
            write_wav(row.path, segment_blocks(row.original, form), form.rate_hz, form.channels, samples, form.depth)
            filled.append(row)
    for rows, what in ((filled, "keep their original audio"), (ready, "keep their existing “_gen.wav”")):
        if rows:
            shown = ", ".join(row.speech.name for row in rows[:_NAMED])
            more = f" and {len(rows) - _NAMED} more" if len(rows) > _NAMED else ""
            yield f"Sentences without generated speech {what}; missing: {shown}{more}."


def _join(rows: Sequence[SegmentFiles], result: Path, form: SegmentFormat) -> Job[int]:
    """Write all rows in sequence to one file and return its length in samples."""
    samples = sum(length(row.path) for row in rows)
    done = 0
    with wav_writer(result, form.rate_hz, form.channels, samples, form.depth) as write:
        for row in rows:
            for block in segment_blocks(row.path, form):
                write(block)
                done += len(block)
                yield Progress(done, samples, mark("Joining segments"))
    return samples
