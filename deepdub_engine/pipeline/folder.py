"""The sentence folder: segments, stems per sentence, tables and lists, in the layout of the original notebook."""

from __future__ import annotations

import contextlib
import csv
import filecmp
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from deepdub_engine.audio.pcm import BLOCK_SAMPLES, Depth, PcmClip, Samples
from deepdub_engine.audio.wav import wav_writer
from deepdub_engine.base.errors import OutputExists, from_os_error
from deepdub_engine.base.messages import Message, mark, message
from deepdub_engine.base.progress import Job, Progress, staged
from deepdub_engine.base.spans import Spans, covers
from deepdub_engine.base.timing import format_clock
from deepdub_engine.pipeline.disk_needs import check_disk, folder_bytes
from deepdub_engine.pipeline.dub.exporting import (
    VoiceStep,
    carried_message,
    kept_lines,
    kept_speakers,
    known_sentences,
    measure_vocals,
    named,
    own_mixes,
    plan_carrying,
)
from deepdub_engine.pipeline.dub.identity import Carried, Known, begin_moves, recover_moves, remember
from deepdub_engine.pipeline.dub.marks import Marks
from deepdub_engine.pipeline.dub.references import write_references
from deepdub_engine.pipeline.dub.voice_tables import write_tables
from deepdub_engine.pipeline.publishing import is_half_published, publish, withdraw
from deepdub_engine.pipeline.rows import AUDIO_FOLDER, SEGMENTS_CSV, SegmentFiles
from deepdub_engine.pipeline.work_folder import SENTENCE_FOLDER, work_folder
from deepdub_engine.sentences.details import sentence_details
from deepdub_engine.sentences.segments import Segment, concat_list, cut_segments, segment_table
from deepdub_engine.sentences.sentences import Sentence, fit_sentences, sentence_table
from deepdub_engine.sentences.tables import table_csv
from deepdub_engine.separation.stems import Stems
from deepdub_engine.subtitles import Cue, srt_text

CONCAT_LIST = "audio_segments_list.txt"
SENTENCES_CSV = "sentences.csv"
SUBTITLES = "subs_gen.srt"
STEMS = ("vocals", "accompaniment")
_WHAT = mark("Writing sentences")
_HASH = re.compile(r"0|[1-9][0-9]{0,19}")  # a 64-bit number in canonical form


@dataclass(frozen=True, slots=True)
class SentenceFolder:
    """A written sentence folder.

    Parameters
    ----------
    folder
        Path of the folder.
    sentences, segments
        The rows of the two tables.
    files
        Paths of all files, relative to `folder`.
    warnings
        Warnings to show.
    carried
        What became of the voices that were in the folder.
    """

    folder: Path
    sentences: tuple[Sentence, ...]
    segments: tuple[Segment, ...]
    files: tuple[str, ...]
    warnings: tuple[Message, ...] = ()
    carried: Carried = field(default_factory=Carried)


def check_sentence_folder(output: Path, *, force: bool) -> None:
    """Raise `OutputExists` if a sentence folder already exists and `force` is off."""
    if force or is_half_published(output):
        return
    for name in (AUDIO_FOLDER, SEGMENTS_CSV, SENTENCES_CSV, SUBTITLES):
        if (output / name).exists():
            raise OutputExists(output / name)


def write_sentence_folder(  # noqa: PLR0913 - what is written, where, and how
    clip: PcmClip,
    stems: Stems | None,
    sentences: Sequence[Sentence],
    cues: Sequence[Cue],
    output: Path,
    *,
    depth: Depth | None = None,
    force: bool = False,
    voice_step: VoiceStep | None = None,
) -> Job[SentenceFolder]:
    """Cut a clip into segments and write everything that voice generation needs.

    All files are written to a hidden folder first and moved into place at the end, lists last, so that an interrupted
    export leaves no partial result. Generated speech that is already in the folder stays with its sentences: it gets
    their new names. Where the text has changed it is marked, and where the sentence is gone it is set aside.

    Parameters
    ----------
    clip
        The decoded clip; its segments, concatenated, equal its samples bit for bit.
    stems
        The stems to write for each sentence, and the accompaniment between the sentences; None for no stems. Segments
        that are not fully separated get none.
    sentences, cues
        Sentences and cues, timed from the start of the clip.
    output
        The folder.
    depth
        Bit depth of the files; None for that of the clip.
    force
        Replace an existing result.
    voice_step
        What is known of the cues, and what to write for the voice step.

    Raises
    ------
    OutputExists
        If an earlier result exists and `force` is off.
    OutputBusy
        If another job is writing to the folder.
    DiskTooSmall
        If the disk has no room for the sound; raised before anything is written.
    DiskFull, OutputNotWritable
        If the folder cannot be written; no partial result is left.
    """
    segments = cut_segments(sentences, clip.samples, clip.rate_hz)
    kept = fit_sentences(sentences, clip.samples, clip.rate_hz)
    separated = () if stems is None else stems.spans
    done = 0
    with work_folder(output, SENTENCE_FOLDER) as staging:
        try:
            withdraw(output)
            recover_moves(output)
            check_sentence_folder(output, force=force)
            check_disk(output, folder_bytes(segments, separated, clip.channels, depth or clip.depth))
            (staging / AUDIO_FOLDER).mkdir()
            for row in segments:
                parts = stems if covers(separated, row.start_sample, row.stop_sample) else None
                for samples in _write_segment(clip, parts, row, staging / AUDIO_FOLDER, depth or clip.depth):
                    yield Progress(done, clip.samples + clip.samples // 4, _WHAT)
                    done += samples
            known = _Known(known_sentences(output), named(kept, segments))
            lists = _write_lists(staging, kept, segments, cues, clip.duration_ms)
            tables = _write_tables(staging, output, clip, stems, known, (kept, segments, cues), voice_step)
            files = (*_staged_audio(staging), *(yield from staged(tables, 0.8, 1.0)), *lists)
            carried = _publish(staging, output, files, known)
        except OSError as error:
            raise from_os_error(error, output, writing=True) from error
    yield Progress(clip.samples, clip.samples, _WHAT)
    warnings = [*_warnings(sentences, kept, clip.duration_ms), *_gaps(separated, segments)]
    if carried != Carried(carried.kept):
        warnings.append(carried_message(carried))
    return SentenceFolder(output, kept, segments, files, tuple(warnings), carried)


def stem_blocks(
    clip: PcmClip, stems: Stems, start_sample: int, stop_sample: int, depth: Depth
) -> Iterator[tuple[Samples, Samples]]:
    """Yield vocals and accompaniment of a range of samples, block by block, rounded to `depth`."""
    for start in range(start_sample, stop_sample, BLOCK_SAMPLES):
        stop = min(start + BLOCK_SAMPLES, stop_sample)
        yield stems.read(clip, start, stop, depth)


def _write_segment(clip: PcmClip, parts: Stems | None, row: Segment, folder: Path, depth: Depth) -> Iterator[int]:
    """Write the files of a segment; yield the number of samples after every block."""
    with contextlib.ExitStack() as files:

        def begin(name: str, channels: int) -> Callable[[Samples], None]:
            writer = wav_writer(folder / name, clip.rate_hz, channels, row.samples, depth)
            return files.enter_context(writer)

        sound = begin(row.wav_name, clip.channels)
        names = (row.vocals_name if row.spoken else None, row.accompaniment_name)
        appends = [begin(name, parts.vocals.channels) if name else _drop for name in names] if parts else []
        for start in range(row.start_sample, row.stop_sample, BLOCK_SAMPLES):
            stop = min(start + BLOCK_SAMPLES, row.stop_sample)
            sound(clip.read(start, stop))
            for append, block in zip(appends, parts.read(clip, start, stop, depth) if parts else (), strict=True):
                append(block)
            yield stop - start


def _drop(_: Samples) -> None:
    """Leave out the vocals between the sentences, which are what the accompaniment lacks."""


def _write_lists(
    staging: Path, sentences: Sequence[Sentence], segments: Sequence[Segment], cues: Sequence[Cue], clip_ms: int
) -> tuple[str, ...]:
    """Write the lists of the notebook and return their names; those that refer to others come last."""
    inside = [cue for cue in cues if cue.start_ms < clip_ms and cue.end_ms > 0]
    texts = {
        f"{AUDIO_FOLDER}/{CONCAT_LIST}": concat_list(segments),
        SUBTITLES: srt_text(inside),
        SENTENCES_CSV: table_csv(sentence_table(sentences)),
        SEGMENTS_CSV: table_csv(segment_table(segments)),
    }
    for name, text in texts.items():
        (staging / name).write_text(text, encoding="utf-8", newline="")
    return tuple(texts)


def _write_tables(
    staging: Path,
    output: Path,
    clip: PcmClip,
    stems: Stems | None,
    known: _Known,
    rows: tuple[Sequence[Sentence], Sequence[Segment], Sequence[Cue]],
    voice_step: VoiceStep | None,
) -> Job[tuple[str, ...]]:
    """Write the tables and references for the voice step, and return their names."""
    sentences, segments, cues = rows
    step = voice_step or VoiceStep()
    lufs = yield from staged(measure_vocals(stems, segments, clip.rate_hz), 0.0, 0.7)
    details = sentence_details(sentences, cues, step.details, clip.duration_ms)
    kept = kept_lines(output, known.old, known.new)
    noted = {} if step.cast else kept_speakers(output, known.old, known.new)
    tables = write_tables(staging, sentences, segments, details, lufs, kept, cast=step.cast, noted=noted)
    if step.reference_s is None or stems is None:
        return tables
    spoken = [segment for segment in segments if segment.spoken]
    lines = [
        ((row.start_sample, row.stop_sample), detail.speaker)
        for row, detail in zip(spoken, details, strict=True)
        if row.hash in lufs and detail.voices == 1
    ]
    paths = yield from staged(write_references(staging, clip, stems, lines, step.reference_s), 0.7, 1.0)
    return (*paths.values(), *tables)


def _publish(staging: Path, output: Path, files: Sequence[str], known: _Known) -> Carried:
    """Move everything into place, and let the voices follow their sentences."""
    plan = plan_carrying(output, known.old, known.new)
    gone = {each.hash for each in known.old} - {each.hash for each in known.new}
    stale = _former_files(output) | own_mixes(output, tuple(gone))
    if known.old:
        remember(output, known.old)
    if plan.changes(Marks.load(output)):
        begin_moves(output, plan, (staging / SEGMENTS_CSV).read_text(encoding="utf-8"))
    publish(staging, output, files, stale - set(files))
    recover_moves(output)
    return plan.carried


@dataclass(frozen=True, slots=True)
class _Known:
    """The sentences of the last export into the folder, and those of this one."""

    old: Sequence[Known]
    new: Sequence[Known]


def _staged_audio(staging: Path) -> tuple[str, ...]:
    return tuple(sorted(f"{AUDIO_FOLDER}/{path.name}" for path in (staging / AUDIO_FOLDER).glob("*.wav")))


def _former_files(output: Path) -> set[str]:
    """Return the names of the segments and stems of an earlier result, and no files from elsewhere.

    This includes the copies of the original audio that `remix` makes for sentences without generated speech.
    """
    try:
        with (output / SEGMENTS_CSV).open(encoding="utf-8", newline="") as file:
            hashes = [row["hash"] for row in csv.DictReader(file)]
    except (OSError, KeyError, UnicodeDecodeError, csv.Error):
        return set()
    numbers = [int(number) for number in hashes if number and _HASH.fullmatch(number)]
    rows = [SegmentFiles(output / AUDIO_FOLDER, number, spoken=True) for number in numbers]
    paths = [path for row in rows for path in (row.original, row.vocals, row.accompaniment)]
    paths += [row.path for row in rows if _same(row.path, row.original)]
    return {f"{AUDIO_FOLDER}/{path.name}" for path in paths}


def _same(path: Path, other: Path) -> bool:
    with contextlib.suppress(OSError):
        return path.is_file() and filecmp.cmp(path, other, shallow=False)
    return False


def _gaps(separated: Spans, segments: Sequence[Segment]) -> Iterator[Message]:
    spoken = [row for row in segments if row.spoken]
    missing = sum(not covers(separated, row.start_sample, row.stop_sample) for row in spoken)
    if missing and separated:
        yield message(
            "Not separated, so without stems: {missing} of {count:sentence|sentences}.",
            missing=missing,
            count=len(spoken),
        )


def _warnings(sentences: Sequence[Sentence], kept: Sequence[Sentence], clip_ms: int) -> Iterator[Message]:
    lost = len(sentences) - len(kept)
    if lost:
        yield message(
            "Outside the clip, which ends at {time}: {lost} of {count:sentence|sentences}.",
            lost=lost,
            count=len(sentences),
            time=format_clock(clip_ms),
        )
