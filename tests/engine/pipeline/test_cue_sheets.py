"""Cue sheets give each speaker their lines, with the time codes of the film."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from deepdub_engine.base.timecodes import parse_timecode
from deepdub_engine.pipeline.cue_sheets import SheetLine, write_cue_sheets

LINES = (
    SheetLine(1, 1000, 2520, "Hello!", "Anna"),
    SheetLine(2, 3000, 4000, "=cmd|' /C calc'!A0", "anna"),
    SheetLine(3, 5000, 6000, "<script>alert(1)</script>\nTwo lines", "a/b"),
    SheetLine(4, 7000, 8000, "Who?", ""),
)


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text("utf-8-sig").splitlines(keepends=True)))


def test_each_speaker_has_a_sheet_of_their_own_lines(tmp_path: Path) -> None:
    paths = write_cue_sheets(LINES, tmp_path, title="Episode 3", rate="25")
    assert {path.name for path in paths} == {
        f"{name}.{suffix}" for name in ("all", "Anna", "anna 2", "a_b", "unknown") for suffix in ("csv", "html")
    }
    assert [row["number"] for row in rows(tmp_path / "all.csv")] == ["1", "2", "3", "4"]
    (line,) = rows(tmp_path / "Anna.csv")
    assert line == {
        "number": "1",
        "in": "00:00:01:00",
        "out": "00:00:02:13",
        "duration": "1.520",
        "speaker": "Anna",
        "text": "Hello!",
    }


def test_time_codes_begin_where_the_film_does(tmp_path: Path) -> None:
    write_cue_sheets(LINES, tmp_path, title="Episode 3", rate="29.97", start_s=parse_timecode("10:00:00;00", "29.97"))
    assert rows(tmp_path / "all.csv")[0]["in"] == "10:00:01;00"


def test_neither_a_spreadsheet_nor_a_browser_runs_a_text(tmp_path: Path) -> None:
    write_cue_sheets(LINES, tmp_path, title="<b>Episode</b>", rate="25")
    assert rows(tmp_path / "all.csv")[1]["text"].startswith("'=")
    page = (tmp_path / "all.html").read_text("utf-8")
    assert "<script>" not in page
    assert "<b>Episode" not in page
    assert "alert(1)&lt;/script&gt;<br>Two lines" in page


@pytest.mark.parametrize("speaker", ["", "Anna"])
def test_a_film_of_one_voice_has_no_needless_sheets(tmp_path: Path, speaker: str) -> None:
    paths = write_cue_sheets([SheetLine(1, 0, 1000, "Hello", speaker)], tmp_path, title="Film", rate="24")
    assert len(paths) == (4 if speaker else 2)
