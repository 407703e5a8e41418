"""The command ``remix``: lay generated speech into the clip, fitted or, as in the notebook, padded and trimmed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from deepdub_engine.audio.pcm import Depth
from deepdub_engine.audio.wav import wav_writer, write_wav
from deepdub_engine.base.errors import FolderInvalid, NoVoices, OutputExists
from deepdub_engine.base.messages import Message, mark, message
from deepdub_engine.base.progress import Job, Progress, staged
from deepdub_engine.pipeline.dub.identity import recover_moves
from deepdub_engine.pipeline.dub.laying import lay_voices
from deepdub_engine.pipeline.dub.manifest import Manifest, stamp
from deepdub_engine.pipeline.dub.marks import with_chosen_takes
from deepdub_engine.pipeline.dub.options import Fit, RemixOptions
from deepdub_engine.pipeline.dub.rendering import remove_gap_mixes, remove_partial_files
from deepdub_engine.pipeline.dub.status import LineStatus
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
from deepdub_engine.pipeline.work_folder import SENTENCE_FOLDER, work_folder

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
        Warnings to show, harmful ones first.
    lines
        The status of every line; empty with `Fit.PAD`.
    limited_db
        By how much the sound was limited at most.
    me
        Path of ``audio_me.wav``, if it was asked for.
    """

    path: Path
    samples: int
    rate_hz: int
    generated: int
    kept: int
    warnings: tuple[Message | str, ...]
    lines: tuple[LineStatus, ...] = ()
    limited_db: float = 0.0
    me: Path | None = None


def remix(folder: Path, options: RemixOptions | None = None, *, force: bool = False) -> Job[Remix]:
    """Lay every ``<hash>_gen_vocals.wav`` of a sentence folder over its accompaniment and join all segments.

    Parameters
    ----------
    folder
        Sentence folder written by ``run``, with ``segments.csv`` and ``audio_segments/``.
    options
        How voices are laid. By default they are fitted: pauses shortened, free time used, stretched within limits, as
        loud as the original, with fades at the borders, and never cut. With `Fit.PAD`, speech that is too short is
        padded with silence, and speech that is too long is trimmed with a short fade, each with a warning. Other rates
        and channel counts are converted. Sentences without generated speech keep their original audio.
    force
        Replace an existing ``audio_gen.wav``. Only what changed since it was made is made anew.

    Raises
    ------
    NoVoices
        If there is no generated speech.
    FolderInvalid, FileMissing
        If the folder is incomplete or inconsistent.
    OutputExists
        If ``audio_gen.wav`` exists and `force` is off.
    OutputBusy
        If another job is writing to the folder.
    """
    options = options or RemixOptions()
    rows = read_rows(folder)
    result = folder / AUDIO_FOLDER / RESULT
    if result.exists() and not force:
        raise OutputExists(result)
    with work_folder(folder, SENTENCE_FOLDER) as work:
        recover_moves(folder)
        remove_partial_files(folder)
        form = segment_format(folder, rows)
        if options.fit is Fit.PAD:
            return (yield from _pad(folder, with_chosen_takes(folder, rows), form))
        laid = yield from lay_voices(folder, rows, form, work, options)
    return Remix(
        laid.path,
        laid.samples,
        form.rate_hz,
        laid.generated,
        laid.kept,
        laid.warnings,
        laid.lines,
        laid.limited_db,
        laid.me,
    )


def _pad(folder: Path, rows: list[SegmentFiles], form: SegmentFormat) -> Job[Remix]:
    manifest = Manifest.load(folder)
    spoken = [row for row in rows if row.spoken]
    if not any(row.speech.exists() or _made_elsewhere(row, manifest) for row in spoken):
        raise NoVoices(folder / AUDIO_FOLDER)
    manifest.pending = [row.gen_name for row in spoken if not _made_elsewhere(row, manifest)]
    manifest.save(folder)
    warnings: list[Message | str] = []
    voiceless: list[SegmentFiles] = []
    for number, row in enumerate(spoken):
        yield Progress(number, 2 * len(spoken), mark("Mixing speech with music and effects"))
        if row.speech.exists():
            _lay(row, form, warnings)
        else:
            voiceless.append(row)
    warnings += _fill(voiceless, form, manifest)
    remove_gap_mixes(rows, manifest)
    result = folder / AUDIO_FOLDER / RESULT
    samples = yield from staged(_join(rows, result, form), 0.5, 1.0)
    manifest.written |= {name: stamp(folder / AUDIO_FOLDER / name) for name in manifest.pending}
    manifest.pending = []
    manifest.blocks, manifest.result = [], stamp(result)
    manifest.save(folder)
    generated = len(spoken) - len(voiceless)
    return Remix(result, samples, form.rate_hz, generated, len(voiceless), tuple(warnings))


def _made_elsewhere(row: SegmentFiles, manifest: Manifest) -> bool:
    return row.path.exists() and not row.speech.exists() and not manifest.wrote(row.path)


def segment_format(folder: Path, rows: list[SegmentFiles]) -> SegmentFormat:
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


def _lay(row: SegmentFiles, form: SegmentFormat, warnings: list[Message | str]) -> None:
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


def _fill(voiceless: Sequence[SegmentFiles], form: SegmentFormat, manifest: Manifest) -> Iterator[str]:
    """Write the original audio for sentences without speech, unless they have a mix made elsewhere; yield warnings."""
    ready, filled = [], []
    for row in voiceless:
        samples = length(row.original)
        if _made_elsewhere(row, manifest) and length(row.path) == samples:
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
