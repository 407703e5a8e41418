"""What an export adds for the voice step, and how it treats the voices that are already there."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from deepdub_engine.base.messages import Message, mark, message
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.base.spans import covers
from deepdub_engine.pipeline.dub.identity import (
    Carried,
    Known,
    Moves,
    earlier_sentences,
    match_sentences,
    plan_moves,
)
from deepdub_engine.pipeline.dub.lines import DAMAGED, SENTENCES_CSV, SPEAKER_FACTS, read_sentences
from deepdub_engine.pipeline.dub.manifest import Manifest
from deepdub_engine.pipeline.dub.voice import measure_slot
from deepdub_engine.pipeline.rows import AUDIO_FOLDER
from deepdub_engine.sentences.details import CueDetails
from deepdub_engine.sentences.segments import Segment
from deepdub_engine.sentences.sentences import Sentence
from deepdub_engine.separation.stems import Stems
from deepdub_engine.speakers.cast import Cast

_MEASURED_S = 15
_DAY_ZERO = dt.datetime(1900, 1, 1)  # noqa: DTZ001 - as in the notebook's tables


@dataclass(frozen=True, slots=True)
class VoiceStep:
    """What an export writes for the voice step.

    Parameters
    ----------
    details
        What is known of the cues.
    reference_s
        Length of the reference of each speaker; None for no references.
    cast
        Who speaks each cue, and how sure that is.
    """

    details: CueDetails = field(default_factory=CueDetails)
    reference_s: float | None = None
    cast: Cast = field(default_factory=Cast)


def known_sentences(folder: Path) -> list[Known]:
    """Return the sentences of the last export into a folder; empty if there is none."""
    try:
        return [
            Known(number, int(facts["start_ms"]), int(facts["end_ms"]), str(facts.get("text", "")))
            for number, facts in read_sentences(folder).items()
        ]
    except DAMAGED:
        return _known_from_csv(folder)


def _known_from_csv(folder: Path) -> list[Known]:
    try:
        with (folder / SENTENCES_CSV).open(encoding="utf-8", newline="") as file:
            return [
                Known(int(row["hash"]), _ms(row["start"]), _ms(row["end"]), row["sentence"])
                for row in csv.DictReader(file)
            ]
    except (OSError, ValueError, KeyError, TypeError, csv.Error):
        return []


def _ms(text: str) -> int:
    return (dt.datetime.fromisoformat(text) - _DAY_ZERO) // dt.timedelta(milliseconds=1)


def named(sentences: Sequence[Sentence], segments: Sequence[Segment]) -> list[Known]:
    """Return the sentences of a new export with their hashes."""
    spoken = [segment for segment in segments if segment.spoken]
    return [
        Known(segment.hash, sentence.start_ms, sentence.end_ms, sentence.text)
        for sentence, segment in zip(sentences, spoken, strict=True)
    ]


def plan_carrying(folder: Path, old: Sequence[Known], new: Sequence[Known]) -> Moves:
    """Plan how the voices of the last export, or of an earlier one, come to a new one."""
    if not (folder / AUDIO_FOLDER).is_dir():
        return Moves()
    present = {each.hash for each in (*old, *new)}
    lost = [each for each in earlier_sentences(folder) if each.hash not in present]
    return plan_moves(folder, [*lost, *old], new)


def kept_lines(folder: Path, old: Sequence[Known], new: Sequence[Known]) -> Mapping[int, bool]:
    """Return which lines of a new export keep their original, as they did in the last one."""
    marked = {number for number, facts in read_sentences(folder).items() if facts.get("keep") is True}
    if not marked:
        return {}
    matched = match_sentences(old, new)
    return {matched[number].hash: True for number in marked if number in matched}


def kept_speakers(folder: Path, old: Sequence[Known], new: Sequence[Known]) -> Mapping[int, Mapping[str, object]]:
    """Return what the last export says about the speakers of the lines of a new one, beyond what the subtitles say."""
    noted = {
        number: {name: facts[name] for name in SPEAKER_FACTS if name in facts}
        for number, facts in read_sentences(folder).items()
        if facts.get("speaker") and "speaker_source" in facts
    }
    matched = match_sentences(old, new) if noted else {}
    return {matched[number].hash: facts for number, facts in noted.items() if number in matched}


def own_mixes(folder: Path, hashes: Sequence[int]) -> set[str]:
    """Return the mixes of former lines that we made, relative to the folder."""
    manifest = Manifest.load(folder)
    names = [f"{number}_gen.wav" for number in hashes]
    return {f"{AUDIO_FOLDER}/{name}" for name in names if manifest.wrote(folder / AUDIO_FOLDER / name)}


def measure_vocals(stems: Stems | None, segments: Sequence[Segment], rate_hz: int) -> Job[dict[int, float | None]]:
    """Return the loudness of the vocals of each sentence that has stems."""
    lufs: dict[int, float | None] = {}
    spoken = [row for row in segments if row.spoken]
    for number, row in enumerate(spoken):
        if stems is not None and covers(stems.spans, row.start_sample, row.stop_sample):
            yield Progress(number, len(spoken), mark("Measuring vocals"))
            stop = min(row.stop_sample, row.start_sample + _MEASURED_S * rate_hz)
            lufs[row.hash] = measure_slot(stems.vocals.read(row.start_sample, stop), rate_hz).lufs
    return lufs


def carried_message(carried: Carried) -> Message:
    """Return what became of the voices."""
    return message(
        "{kept:voice stays with its sentence|voices stay with their sentences}, {reworded:belongs|belong} to an older"
        " text, {aside:is|are} set aside;"
        " “deepdub lines --undo” moves them back.",
        kept=carried.kept,
        reworded=carried.reworded,
        aside=carried.set_aside,
    )
