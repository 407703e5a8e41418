"""The tables for the voice step and for people: ``sentences.json`` and ``sentences.xlsx``."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from deepdub_engine.base.atomic import replacing
from deepdub_engine.base.timing import format_clock
from deepdub_engine.pipeline.dub.lines import SENTENCES_JSON
from deepdub_engine.pipeline.dub.spoken_by import speaker_values
from deepdub_engine.pipeline.rows import AUDIO_FOLDER
from deepdub_engine.sentences.details import SentenceDetails
from deepdub_engine.sentences.segments import Segment
from deepdub_engine.sentences.sentences import Sentence
from deepdub_engine.speakers.cast import Cast

SENTENCES_XLSX = "sentences.xlsx"
_LONGEST_CELL = 32_767  # of Excel
_FORMULA = tuple("=+-@")
_MADE = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - equal tables are equal files
_WIDTHS = (8, 14, 14, 10, 16, 60, 60, 8, 24, 36)
_HEADINGS = ("number", "start", "end", "seconds", "speaker", "text", "translation", "keep", "hash", "voice")


def write_tables(  # noqa: PLR0913 - all that is known of the sentences
    folder: Path,
    sentences: Sequence[Sentence],
    segments: Sequence[Segment],
    details: Sequence[SentenceDetails],
    lufs: Mapping[int, float | None],
    keep: Mapping[int, bool],
    *,
    cast: Cast | None = None,
    noted: Mapping[int, Mapping[str, object]] | None = None,
) -> tuple[str, ...]:
    """Write the tables of a sentence folder, and return their names.

    Parameters
    ----------
    folder
        Where to write.
    sentences, segments, details
        The sentences, all segments, and the details of each sentence.
    lufs
        Loudness of the vocals of sentences that have them, by hash.
    keep
        Which lines keep their original, by hash.
    cast
        Who speaks each cue; None if only `details` know.
    noted
        What an earlier export says about speakers, by hash; it counts where nothing else does.
    """
    spoken = [segment for segment in segments if segment.spoken]
    rows = [
        _values(number, sentence, segment, detail, lufs, keep) | speaker_values(cast or Cast(), detail)
        for number, (sentence, segment, detail) in enumerate(zip(sentences, spoken, details, strict=True), 1)
    ]
    for row, segment in zip(rows, spoken, strict=True):
        row.update({} if row["speaker"] else (noted or {}).get(segment.hash, {}))
    text = json.dumps({"version": 1, "sentences": rows}, ensure_ascii=False, indent=1)
    (folder / SENTENCES_JSON).write_text(text + "\n", encoding="utf-8", newline="")
    _write_sheet(folder / SENTENCES_XLSX, rows)
    return SENTENCES_JSON, SENTENCES_XLSX


def _values(
    number: int,
    sentence: Sentence,
    segment: Segment,
    detail: SentenceDetails,
    lufs: Mapping[int, float | None],
    keep: Mapping[int, bool],
) -> dict[str, Any]:
    loudness = lufs.get(segment.hash)
    return {
        "number": number,
        "hash": str(segment.hash),  # as text: JavaScript and spreadsheets round numbers of this size
        "start_ms": sentence.start_ms,
        "end_ms": sentence.end_ms,
        "start": format_clock(sentence.start_ms),
        "end": format_clock(sentence.end_ms),
        "text": sentence.text,
        "translation": detail.translation or None,
        "free_before_ms": detail.before_ms,
        "free_behind_ms": detail.behind_ms,
        "speaker": detail.speaker or None,
        "voices": detail.voices,
        "reference": f"{AUDIO_FOLDER}/{segment.vocals_name}" if segment.hash in lufs else None,
        "loudness_lufs": None if loudness is None else round(loudness, 2),
        "effort": detail.effort,
        "keep": keep.get(segment.hash, False),
        "voice": f"{AUDIO_FOLDER}/{segment.gen_vocals_name}",
    }


def _write_sheet(path: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"strings_to_numbers": False}) as book:
        book.set_properties({"created": _MADE})
        sheet = book.add_worksheet("sentences")
        bold, as_text = book.add_format({"bold": True}), book.add_format({"quote_prefix": True})
        sheet.freeze_panes(1, 0)
        for column, (heading, width) in enumerate(zip(_HEADINGS, _WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, heading, bold)
        for line, row in enumerate(rows, 1):
            values = {**row, "seconds": round((row["end_ms"] - row["start_ms"]) / 1000, 3)}
            for column, heading in enumerate(_HEADINGS):
                value = values[heading]
                if heading in ("number", "seconds"):
                    sheet.write_number(line, column, value)
                else:
                    text = ("yes" if value else "") if isinstance(value, bool) else str(value or "")[:_LONGEST_CELL]
                    sheet.write_string(line, column, text, as_text if text.startswith(_FORMULA) else None)


def set_keep(folder: Path, numbers: Mapping[int, bool]) -> int:
    """Set which lines keep their original, by their number, and return how many lines there are with these numbers.

    Raises
    ------
    DiskFull, OutputNotWritable
        If the table cannot be written.
    OSError, ValueError, KeyError
        If there is no table, or a damaged one.
    """
    stored = read_table(folder)
    changed = [row for row in stored if row["number"] in numbers]
    for row in changed:
        row["keep"] = numbers[row["number"]]
    replace_table(folder, stored)
    return len(changed)


def read_table(folder: Path) -> list[dict[str, Any]]:
    """Return the rows of ``sentences.json``.

    Raises
    ------
    OSError, ValueError, KeyError, TypeError
        If there is no table, or a damaged one.
    """
    stored = json.loads((folder / SENTENCES_JSON).read_text(encoding="utf-8"))
    return [dict(row) for row in stored["sentences"]]


def replace_table(folder: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    """Replace the rows of ``sentences.json``, and the sheet for people.

    Raises
    ------
    DiskFull, OutputNotWritable
        If the tables cannot be written.
    """
    text = json.dumps({"version": 1, "sentences": list(rows)}, ensure_ascii=False, indent=1)
    with replacing(folder / SENTENCES_JSON) as temporary:
        temporary.write_text(text + "\n", encoding="utf-8", newline="")
    with replacing(folder / SENTENCES_XLSX) as temporary:
        _write_sheet(temporary, rows)
