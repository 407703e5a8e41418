"""Read tables of sentences: ``sentences.csv`` and ``sentences.json``, as they were written or edited by a person."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from deepdub_engine.base.errors import BadTime, SentencesInvalid, from_os_error
from deepdub_engine.base.messages import message
from deepdub_engine.base.regular import open_regular
from deepdub_engine.base.timing import parse_clock
from deepdub_engine.sentences.sentences import Sentence

_LARGEST_BYTES = 1 << 26
_LATEST_MS = 10**9
_FIELDS = ("start_ms", "end_ms", "text")
_DAY_ZERO = dt.datetime(1900, 1, 1)  # noqa: DTZ001 - times in the clip, not of a day


def read_sentence_table(path: Path) -> tuple[Sentence, ...]:
    """Read the sentences of a table; hashes are not read, because they follow from the times.

    A CSV file has the columns ``start``, ``end`` and ``sentence``, with times as ``1900-01-01 00:00:17.373`` or
    ``00:00:17.373``. A JSON file has a list ``sentences``, each with ``start_ms``, ``end_ms`` and ``text``. Other
    columns are ignored.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    tuple of Sentence
        In time order, not empty and not overlapping, timed from the start of the clip.

    Raises
    ------
    FileMissing, FileUnreadable
        If the file cannot be read.
    SentencesInvalid
        If it is no such table, or a sentence has no text, no duration, or begins before the one before it has ended.
    """
    try:
        with open_regular(path) as file:
            data = file.read(_LARGEST_BYTES + 1)
    except OSError as error:
        raise from_os_error(error, path, writing=False) from error
    if len(data) > _LARGEST_BYTES:
        raise SentencesInvalid(path, message("it is too large"))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SentencesInvalid(path, message("it is not UTF-8 text")) from error
    rows = _of_json(path, text) if text.lstrip().startswith(("{", "[")) else _of_csv(path, text)
    return _checked(path, rows)


def _of_json(path: Path, text: str) -> list[Sentence]:
    try:
        rows = json.loads(text)["sentences"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise SentencesInvalid(path, message("it has no list of sentences")) from error
    if not isinstance(rows, list):
        raise SentencesInvalid(path, message("it has no list of sentences"))
    return [_of_values(path, number, row) for number, row in enumerate(rows, 1)]


def _of_values(path: Path, number: int, row: Any) -> Sentence:
    start_ms, end_ms, text = (row.get(name) for name in _FIELDS) if isinstance(row, Mapping) else (None,) * 3
    if type(start_ms) is not int or type(end_ms) is not int or not isinstance(text, str):
        raise SentencesInvalid(path, message("it needs start_ms, end_ms and text"), number)
    return Sentence(start_ms, end_ms, text)


def _of_csv(path: Path, text: str) -> list[Sentence]:
    found: list[Sentence] = []
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), dialect=_dialect(text), strict=True)
        if not {"start", "end", "sentence"} <= set(reader.fieldnames or ()):
            raise SentencesInvalid(path, message("it needs the columns start, end and sentence"))
        for number, row in enumerate(reader, 1):
            if row["sentence"] is None:
                raise SentencesInvalid(path, message("it needs start, end and sentence"), number)
            start_ms, end_ms = (_time_ms(path, number, row[name]) for name in ("start", "end"))
            found.append(Sentence(start_ms, end_ms, row["sentence"]))
    except csv.Error as error:
        raise SentencesInvalid(path, message("its quotes do not match")) from error
    return found


def _dialect(text: str) -> type[csv.Dialect]:
    """Return the dialect of a table: spreadsheets of many countries write semicolons or tabs."""
    head = text.partition("\n")[0]

    class Dialect(csv.excel):
        delimiter = max(",;\t", key=head.count)

    return Dialect


def _time_ms(path: Path, number: int, text: str) -> int:
    try:
        if "-" not in text:
            return parse_clock(text)
        since = dt.datetime.fromisoformat(text.strip()) - _DAY_ZERO
        return round(since / dt.timedelta(milliseconds=1))
    except (BadTime, ValueError, TypeError, OverflowError) as error:
        raise SentencesInvalid(path, message("“{text}” is not a time", text=text), number) from error


def _checked(path: Path, sentences: Iterable[Sentence]) -> tuple[Sentence, ...]:
    found: list[Sentence] = []
    for number, each in enumerate(sentences, 1):
        text = " ".join(each.text.split())
        if not text:
            raise SentencesInvalid(path, message("it has no text"), number)
        if not 0 <= each.start_ms < each.end_ms <= _LATEST_MS:
            raise SentencesInvalid(path, message("it does not end after its start"), number)
        if found and each.start_ms < found[-1].end_ms:
            raise SentencesInvalid(path, message("it starts before the one before it has ended"), number)
        found.append(Sentence(each.start_ms, each.end_ms, text))
    if not found:
        raise SentencesInvalid(path, message("it is empty"))
    return tuple(found)
