"""Where sentences end, from the command line: a pause, or a table that a person has edited."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from deepdub_engine.base.resources import resource
from deepdub_engine.cli import main

SAMPLE, TRUE_SUBS = resource("sample", "sample.mkv"), resource("sample", "sample.srt")


def deepdub(*arguments: object) -> int:
    return main([str(argument) for argument in arguments])


def sentences(capsys: pytest.CaptureFixture[str], *arguments: object) -> list[tuple[int, int, str]]:
    assert deepdub("sentences", *arguments, "--json", "--quiet") == 0
    rows = json.loads(capsys.readouterr().out)["sentences"]
    return [(row["start_ms"], row["end_ms"], row["sentence"]) for row in rows]


@pytest.fixture
def korean(tmp_path: Path) -> Path:
    cues = [(0, 1, "오늘은"), (1.7, 3, "날씨가 좋네요"), (4.2, 6, "산책 갈까요")]
    path = tmp_path / "ko.srt"
    blocks = (
        f"{number}\n00:00:0{start:.3f} --> 00:00:0{end:.3f}\n{text}\n" for number, (start, end, text) in enumerate(cues)
    )
    path.write_text("\n".join(blocks).replace(".", ","), encoding="utf-8")
    return path


@pytest.mark.parametrize(("pause", "count"), [([], 2), (["--pause", "0.5"], 3), (["--pause", "1,2s"], 1)])
def test_a_pause_ends_a_sentence(
    korean: Path, capsys: pytest.CaptureFixture[str], pause: list[str], count: int
) -> None:
    assert len(sentences(capsys, korean, *pause)) == count


@pytest.mark.parametrize("pause", ["-1", "soon", "nan", "2:00:00", ""])
def test_what_is_no_pause_is_refused(korean: Path, capsys: pytest.CaptureFixture[str], pause: str) -> None:
    assert deepdub("sentences", korean, f"--pause={pause}") == 2
    assert re.search("is not a time: write it as|is too long for a pause: write a time", capsys.readouterr().err)


def test_an_edited_table_gives_the_sentences_of_the_folder(
    korean: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, out = tmp_path / "mine.csv", tmp_path / "out"
    assert deepdub("sentences", TRUE_SUBS, "-o", table, "--quiet") == 0
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    first = {**rows[0], "end": rows[1]["end"], "sentence": f"{rows[0]['sentence']} {rows[1]['sentence']}"}
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows([first, *rows[2:]])
    assert deepdub("segments", SAMPLE, TRUE_SUBS, "--sentences", table, "-o", out, "--quiet") == 0
    stored = json.loads((out / "sentences.json").read_text(encoding="utf-8"))["sentences"]
    assert [row["text"] for row in stored] == [first["sentence"], *(row["sentence"] for row in rows[2:])]
    assert stored[0]["hash"] != rows[0]["hash"]
    assert [row["hash"] for row in stored[1:]] == [row["hash"] for row in rows[2:]]
    again = tmp_path / "again"
    table = out / "sentences.json"
    assert deepdub("segments", SAMPLE, TRUE_SUBS, "--sentences", table, "-o", again, "--quiet") == 0
    for name in ("sentences.csv", "segments.csv", "sentences.json"):
        assert (again / name).read_bytes() == (out / name).read_bytes()
    capsys.readouterr()
    assert deepdub("sentences", korean, "--sentences", table) == 0
    assert "Subtitles outside all sentences of “sentences.json”: 2." in capsys.readouterr().err


def test_a_table_that_cannot_be_used_is_refused_before_anything_is_written(
    korean: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.csv").write_text("start,end,sentence\n0:01,0:01,a\n", encoding="utf-8")
    inputs = [SAMPLE, korean, "--sentences", tmp_path / "mine.csv"]
    assert deepdub("run", *inputs, "-o", tmp_path / "out") == 1
    assert "Sentence 1 of “mine.csv” cannot be used (it does not end after its start)" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
    assert deepdub("run", *inputs, "--pause", "1", "-o", tmp_path / "out") == 2
