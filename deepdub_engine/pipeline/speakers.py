"""The command ``speakers``: who speaks each line of a sentence folder, by its voice and by the names that are known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from deepdub_engine.audio.pcm import PcmClip, PcmWriter
from deepdub_engine.base.errors import DeepdubError, FolderInvalid
from deepdub_engine.base.messages import mark, message
from deepdub_engine.base.progress import Job, Progress, staged
from deepdub_engine.base.spans import Span
from deepdub_engine.pipeline.dub.lines import SENTENCES_JSON
from deepdub_engine.pipeline.dub.voice_tables import read_table, replace_table
from deepdub_engine.pipeline.generated_speech import open_sound
from deepdub_engine.pipeline.rows import AUDIO_FOLDER, SegmentFiles, read_rows
from deepdub_engine.pipeline.work_folder import SENTENCE_FOLDER, work_folder
from deepdub_engine.speakers.cast import Cast, Line, Source
from deepdub_engine.speakers.child import hear_in_child
from deepdub_engine.speakers.editing import add, suggest
from deepdub_engine.speakers.filterbank import RATE_HZ
from deepdub_engine.speakers.reference import CAST_JSON, Reference, mean_direction, read_cast_file, write_cast_file
from deepdub_engine.speakers.suggesting import Utterance, cast_of
from deepdub_engine.speakers.voice import Voice

_LONGEST_S = 15
_OVERLAP_MS = 300
_CLIPS = 3
_CLIP_MS = 1500

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """Who speaks a line.

    Parameters
    ----------
    number, text
        Its number and text.
    speaker
        The name; empty if unknown.
    source
        Who says so.
    is_unsure, is_overlapped
        As in `deepdub_engine.speakers.cast.Line`.
    """

    number: int
    text: str
    speaker: str
    source: Source | None
    is_unsure: bool
    is_overlapped: bool


@dataclass(frozen=True, slots=True)
class FolderSpeakers:
    """The speakers of a folder.

    Parameters
    ----------
    path
        The file with the speakers.
    speakers
        The speakers, those with the most lines first.
    lines
        Who speaks each line.
    """

    path: Path
    speakers: tuple[Reference, ...]
    lines: tuple[SpokenLine, ...]


def tell_speakers(folder: Path, *, count: int | None = None, cast_file: Path | None = None) -> Job[FolderSpeakers]:
    """Say who speaks each line of a folder in its tables, and write ``cast.json``.

    Names from the subtitles, and those that a person has written into ``sentences.json``, hold. All others are
    suggestions, which another run makes again.

    Parameters
    ----------
    folder
        The sentence folder, with vocals.
    count
        Number of speakers; None to find it.
    cast_file
        The ``cast.json`` of another episode, whose speakers are recognised.

    Raises
    ------
    FolderInvalid, FileMissing, FileUnreadable
        If the folder is incomplete or inconsistent, or has no vocals.
    CastInvalid
        If the cast file is damaged.
    WeightsMissing, WeightsDamaged
        If the weights of the voice network are not installed, or not the published ones.
    VoicesCrashed
        If the child process that hears the voices fails.
    OutputBusy, DiskFull, OutputNotWritable
        If another job is writing to the folder, or it cannot be written.
    """
    references = () if cast_file is None else read_cast_file(cast_file)
    rows = read_rows(folder)
    with work_folder(folder, SENTENCE_FOLDER) as work:
        table = _table(folder)
        files = {row.hash: row for row in rows if row.spoken}
        heard = [at for at, row in enumerate(table) if _has_vocals(files.get(int(row["hash"])))]
        if not heard:
            raise FolderInvalid(folder, message("it has no vocals: write it with “deepdub run”"))
        gathering = _gathered([files[int(table[at]["hash"])] for at in heard], work / "vocals.pcm")
        vocals, spans = yield from staged(gathering, 0.0, 0.2)
        voices = yield from staged(hear_in_child(vocals, spans), 0.2, 1.0)
        known = _known(table)
        utterances = [_utterance(table, at) for at in heard]
        cast = suggest(known, cast_of(voices, utterances, known, count=count, references=references))
        _note(table, cast)
        speakers = _references(cast, table, dict(zip(heard, voices, strict=True)))
        write_cast_file(folder / CAST_JSON, speakers)
        replace_table(folder, table)
    return FolderSpeakers(folder / CAST_JSON, speakers, tuple(_line(row) for row in table))


def _table(folder: Path) -> list[Row]:
    try:
        return [
            row | {key: int(row[key]) for key in ("number", "start_ms", "end_ms")} | {"hash": str(int(row["hash"]))}
            for row in read_table(folder)
        ]
    except DeepdubError:
        raise
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise FolderInvalid(folder, message("{name} is damaged", name=SENTENCES_JSON)) from error


def _has_vocals(row: SegmentFiles | None) -> bool:
    return row is not None and row.vocals.is_file()


def _gathered(rows: Sequence[SegmentFiles], path: Path) -> Job[tuple[PcmClip, list[Span]]]:
    """Write the vocals of sentences into one file, in mono at the rate of the network; return their places in it."""
    import soxr

    spans: list[Span] = []
    with PcmWriter(path, 1) as writer:
        for number, row in enumerate(rows):
            yield Progress(number, len(rows), mark("Reading vocals"))
            with open_sound(row.vocals) as file:
                rate_hz = file.samplerate
                mono = file.read(_LONGEST_S * rate_hz, dtype="float32", always_2d=True).mean(axis=1, dtype=np.float32)
            if rate_hz != RATE_HZ:
                mono = soxr.resample(mono, rate_hz, RATE_HZ, quality="MQ")
            start = writer.samples
            writer.write(mono[:, None])
            spans.append((start, writer.samples))
        return writer.clip(RATE_HZ), spans


def _source(row: Mapping[str, Any]) -> Source | None:
    """Return who says who speaks a line; a name that is no longer the suggested one was written by a person."""
    if not row.get("speaker"):
        return None
    source = row.get("speaker_source", Source.SUBTITLE)
    if source == Source.SUGGESTED and row["speaker"] != row.get("suggested_speaker"):
        return Source.PERSON
    return Source(source) if source in tuple(Source) else Source.SUBTITLE


def _known(table: Sequence[Row]) -> Cast:
    """Return what the table says for sure; the index of a line is that of its row."""
    cast = Cast()
    lines: dict[int, Line | None] = {}
    for at, row in enumerate(table):
        source = _source(row)
        if source is None or source is Source.SUGGESTED:
            continue
        speaker = cast.named(str(row["speaker"]))
        if speaker is None:
            cast, number = add(cast, str(row["speaker"]))
        else:
            number = speaker.number
        lines[at] = Line(number, source)
    return cast.with_lines(lines)


def _utterance(table: Sequence[Row], at: int) -> Utterance:
    row = table[at]
    near = [other for other in table[max(0, at - 2) : at + 3] if other is not row]
    shared = (min(row["end_ms"], other["end_ms"]) - max(row["start_ms"], other["start_ms"]) for other in near)
    several = isinstance(row.get("voices"), int) and row["voices"] > 1
    return Utterance((at,), row["start_ms"], row["end_ms"], several or max(shared, default=0) >= _OVERLAP_MS)


def _note(table: Sequence[Row], cast: Cast) -> None:
    """Write who speaks into the rows of the table."""
    for at, row in enumerate(table):
        line = cast.line_of(at)
        speaker = None if line is None else cast.speaker(line.speaker)
        name = "" if speaker is None else speaker.label
        is_suggested = line is not None and line.source is Source.SUGGESTED
        row["speaker"] = name or None
        row["speaker_source"] = None if line is None else str(line.source)
        row["speaker_unsure"] = line is not None and line.is_unsure
        row["overlapped"] = line is not None and line.is_overlapped
        row["suggested_speaker"] = name if is_suggested else None


def _references(cast: Cast, table: Sequence[Row], voices: Mapping[int, Voice]) -> tuple[Reference, ...]:
    """Return what the speakers of a folder sound like, those with the most lines first."""
    found: list[Reference] = []
    for speaker in cast.speakers:
        lines = cast.cues_of(speaker.number)
        clear = [at for at in lines if at in voices and not (cast.lines[at] or Line(0)).is_unsure] or [
            at for at in lines if at in voices
        ]
        direction = mean_direction([voices[at] for at in clear])
        clips = tuple(f"{AUDIO_FOLDER}/{table[at]['hash']}_vocals.wav" for at in _best(clear, voices, direction))
        found.append(Reference(speaker.number, speaker.label, len(lines), clips, direction))
    return tuple(sorted(found, key=lambda one: (-one.lines, one.number)))


def _best(lines: Iterable[int], voices: Mapping[int, Voice], direction: Sequence[float]) -> list[int]:
    """Return the lines that show a voice best: those near to its mean, the longer ones before the short ones."""
    heard = [at for at in lines if voices[at].direction]

    def worth(at: int) -> tuple[bool, float]:
        nearness = float(np.dot(voices[at].direction, direction))
        return voices[at].heard_ms >= _CLIP_MS, nearness

    return sorted(heard, key=worth, reverse=True)[:_CLIPS]


def _line(row: Mapping[str, Any]) -> SpokenLine:
    source = _source(row)
    return SpokenLine(
        row["number"],
        str(row.get("text", "")),
        str(row["speaker"] or ""),
        source,
        row["speaker_unsure"],
        row["overlapped"],
    )
