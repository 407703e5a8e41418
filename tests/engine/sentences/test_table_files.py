"""Tables of sentences that a person has edited are read, or refused with one sentence."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deepdub_engine.base.errors import DeepdubError, FileMissing, FileUnreadable, SentencesInvalid
from deepdub_engine.sentences.sentences import Sentence, sentence_table
from deepdub_engine.sentences.table_files import read_sentence_table
from deepdub_engine.sentences.tables import table_csv

TWO = (Sentence(17_373, 19_342, 'Why, "then"?'), Sentence(90_061_000, 90_062_000, "안녕"))


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return tmp_path / "sentences.csv"


def test_a_table_is_read_as_it_was_written(table: Path) -> None:
    table.write_text(table_csv(sentence_table(TWO)), encoding="utf-8")
    assert read_sentence_table(table) == TWO


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_table_of_a_spreadsheet_is_read(table: Path, sign: str) -> None:
    rows = [["start", "end", "sentence", "mine"], ["00:00:01.5", "2", "One  two", "x"], ["0:03", "1:04", "Drei", ""]]
    table.write_text("\n".join(sign.join(row) for row in rows), encoding="utf-8-sig")
    assert read_sentence_table(table) == (Sentence(1500, 2000, "One two"), Sentence(3000, 64_000, "Drei"))


def test_the_sentences_of_a_folder_are_read(table: Path) -> None:
    rows = [{"start_ms": one.start_ms, "end_ms": one.end_ms, "text": one.text, "keep": True} for one in TWO]
    table.write_text(json.dumps({"version": 1, "sentences": rows}), encoding="utf-8")
    assert read_sentence_table(table) == TWO


@pytest.mark.parametrize(
    ("text", "row", "reason"),
    [
        ("", None, "it needs the columns start, end and sentence"),
        ("start,end\n", None, "it needs the columns start, end and sentence"),
        ("start,end,sentence\n", None, "it is empty"),
        ("start,end,sentence\n0,1,\n", 1, "it has no text"),
        ("start,end,sentence\n0,1\n", 1, "it needs start, end and sentence"),
        ("start,end,sentence\n0,1,a\n2,2,b\n", 2, "it does not end after its start"),
        ("start,end,sentence\n0,3,a\n2,4,b\n", 2, "it starts before the one before it has ended"),
        ("start,end,sentence\n0,soon,a\n", 1, "“soon” is not a time"),
        ("start,end,sentence\n0,1900-13-01 00:00,a\n", 1, "“1900-13-01 00:00” is not a time"),
        ("start,end,sentence\n1800-01-01 00:00:00,1,a\n", 1, "it does not end after its start"),
        ('start,end,sentence\n0,1,"a"b\n', None, "its quotes do not match"),
        ("{}", None, "it has no list of sentences"),
        ("[1]", None, "it has no list of sentences"),
        ("{", None, "it has no list of sentences"),
        ('{"sentences": 3}', None, "it has no list of sentences"),
        ('{"sentences": [3]}', 1, "it needs start_ms, end_ms and text"),
        ('{"sentences": [{"start_ms": true, "end_ms": 1, "text": ""}]}', 1, "it needs start_ms, end_ms and text"),
    ],
)
def test_a_table_that_cannot_be_used_says_why(table: Path, text: str, row: int | None, reason: str) -> None:
    table.write_text(text, encoding="utf-8")
    with pytest.raises(SentencesInvalid) as raised:
        read_sentence_table(table)
    assert (raised.value.row, str(raised.value.reason)) == (row, reason)


def test_what_is_no_text_or_no_file_is_refused(table: Path) -> None:
    with pytest.raises(FileMissing):
        read_sentence_table(table)
    with pytest.raises(FileUnreadable):
        read_sentence_table(table.parent)
    table.write_bytes(b"\xff\xfe\x00start")
    with pytest.raises(SentencesInvalid, match="not UTF-8"):
        read_sentence_table(table)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.binary(max_size=60), st.text(st.sampled_from('start,end,sentence\n0123:.-"[]{}'), max_size=60)))
def test_any_bytes_are_read_or_refused(table: Path, content: bytes | str) -> None:
    head = "start,end,sentence\n"
    table.write_bytes(content if isinstance(content, bytes) else (head + content).encode())
    with contextlib.suppress(DeepdubError):
        sentences = read_sentence_table(table)
        assert all(0 <= one.start_ms < one.end_ms and one.text for one in sentences)
