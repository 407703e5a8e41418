"""``deepdub check`` lists the subtitles that break the limits of a guideline."""

import json
from pathlib import Path

import pytest

from deepdub_engine.cli import main
from deepdub_engine.subtitles import Cue, srt_text


@pytest.fixture
def subs(tmp_path: Path) -> Path:
    path = tmp_path / "film.srt"
    path.write_text(srt_text([Cue(0, 4000, "a" * 43), Cue(4020, 6000, "close"), Cue(8000, 10_000, "fine")]))
    return path


def test_without_problems_it_says_so_and_succeeds(subs: Path, capsys) -> None:
    assert main(["check", str(subs)]) == 0
    assert capsys.readouterr().out.strip() == "No problems found."


def test_the_limits_of_a_guideline_are_checked(subs: Path, capsys) -> None:
    assert main(["check", str(subs), "--limits", "netflix"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "1  00:00:00.000  A line has 43 characters; 42 is the limit.",
        "2  00:00:04.020  Only 20 ms after the subtitle before it; 83 ms is the limit.",
        "2 of 3 subtitles have problems.",
    ]


def test_scripts_get_the_numbers_and_the_limits(subs: Path, capsys) -> None:
    assert main(["check", str(subs), "--limits", "netflix,line=45", "--json"]) == 0
    values = json.loads(capsys.readouterr().out)
    assert [problem["number"] for problem in values["problems"]] == [2]
    assert values["limits"].startswith("cps=20,line=45,lines=2,shortest=833")


def test_an_unknown_guideline_is_refused_with_those_that_there_are(subs: Path, capsys) -> None:
    assert main(["check", str(subs), "--limits", "netlfix"]) == 2
    assert "write one of deepdub, netflix, netflix-other, netflix-ko, bbc, ebu" in capsys.readouterr().err


def test_a_file_is_converted_and_what_is_lost_is_said(tmp_path: Path, capsys) -> None:
    path, out = tmp_path / "film.srt", tmp_path / "film.ass"
    path.write_text(srt_text([Cue(1004, 2000, "<i>a</i>"), Cue(3000, 4000, "b")]))
    assert main(["convert", str(path), str(out)]) == 0
    told = capsys.readouterr()
    assert told.out.strip() == f"2 subtitles as ASS in {out}"
    assert "Warning: ASS cannot keep: exact times, which are rounded to 10 ms (1)." in told.err
    assert "Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{\\i1}a" in out.read_text()
    assert main(["convert", str(path), str(out)]) == 1, "nothing is overwritten"
    assert main(["convert", str(path), str(tmp_path / "film.xyz")]) == 2
    assert main(["convert", str(path), str(tmp_path / "film.sub"), "--json"]) == 1, "MicroDVD needs a frame rate"
    assert main(["convert", str(path), str(tmp_path / "film.txt"), "--to", "microdvd", "--fps", "25", "--json"]) == 0
    assert (tmp_path / "film.txt").read_text().startswith("{1}{1}25\n{25}{50}{y:i}a\n")
