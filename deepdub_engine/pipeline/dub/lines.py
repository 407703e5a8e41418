"""The lines of a sentence folder: each sentence with its slot, its text and what is known of it."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deepdub_engine.base.timing import sample_to_ms
from deepdub_engine.pipeline.rows import SegmentFiles

SENTENCES_CSV = "sentences.csv"
SENTENCES_JSON = "sentences.json"
# What the values of a damaged table raise.
DAMAGED = (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError)
SPEAKER_FACTS = ("speaker", "speaker_source", "speaker_unsure", "overlapped", "suggested_speaker")


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence in its slot.

    Parameters
    ----------
    number
        Running number, from 1.
    row
        The files of its segment.
    start_sample, stop_sample
        The slot.
    rate_hz
        Sample rate of the clip.
    text, speaker
        What is said, and by whom; empty if unknown.
    keep
        Whether the original is kept, as for laughs.
    """

    number: int
    row: SegmentFiles
    start_sample: int
    stop_sample: int
    rate_hz: int
    text: str = ""
    speaker: str = ""
    keep: bool = False

    @property
    def samples(self) -> int:
        """Length of the slot in samples."""
        return self.stop_sample - self.start_sample

    @property
    def start_ms(self) -> int:
        """Start of the slot."""
        return sample_to_ms(self.start_sample, self.rate_hz)


def read_lines(folder: Path, rows: Sequence[SegmentFiles], bounds: Sequence[int], rate_hz: int) -> tuple[Line, ...]:
    """Return the lines of a folder.

    Parameters
    ----------
    folder
        The sentence folder.
    rows
        All its segments.
    bounds
        Where they begin and, at last, where the clip ends, in samples.
    rate_hz
        Sample rate.
    """
    known = read_sentences(folder)
    lines: list[Line] = []
    for row, start, stop in zip(rows, bounds[:-1], bounds[1:], strict=True):
        if row.spoken:
            facts = known.get(row.hash, {})
            text, speaker = str(facts.get("text", "")), str(facts.get("speaker") or "")
            keep = bool(facts.get("keep", False))
            lines.append(Line(len(lines) + 1, row, start, stop, rate_hz, text, speaker, keep))
    return tuple(lines)


def read_sentences(folder: Path) -> Mapping[int, Mapping[str, Any]]:
    """Return what the tables of a folder say about each sentence, by hash; what cannot be read is left out."""
    try:
        stored = json.loads((folder / SENTENCES_JSON).read_text(encoding="utf-8"))
        return {int(each["hash"]): each for each in stored["sentences"]}
    except (OSError, *DAMAGED):
        return _from_csv(folder)


def _from_csv(folder: Path) -> Mapping[int, Mapping[str, Any]]:
    try:
        with (folder / SENTENCES_CSV).open(encoding="utf-8", newline="") as file:
            return {int(row["hash"]): {"text": row["sentence"]} for row in csv.DictReader(file)}
    except (OSError, ValueError, KeyError, TypeError, csv.Error):
        return {}
