"""“deepdub align” on the sample: it finds the shift; with low confidence, the exit code says so and no file appears."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from deepdub_engine.base.resources import resource
from deepdub_engine.subtitles import load_subtitles, srt_text
from tests.engine.cli.test_cli import LATE_SUBS, SAMPLE, TRUE_SUBS, deepdub
from tests.helpers.synthetic_speech import programme


def align(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, dict, str]:
    code = deepdub("align", *arguments, "--json", "--quiet")
    captured = capsys.readouterr()
    return code, json.loads(captured.out), captured.err


def test_late_subtitles_of_the_sample_are_aligned(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, result, errors = align(capsys, SAMPLE, LATE_SUBS, "-o", tmp_path / "out.srt")
    assert (code, errors) == (0, "")
    assert result["confident"] is True
    assert abs(result["offset_ms"] + 3000) <= 60
    assert (result["ratio"], result["breaks"], result["path"]) == (1.0, [], str(tmp_path / "out.srt"))
    assert result["reason"].startswith("Moved by −3.0")
    found, late = load_subtitles(tmp_path / "out.srt").cues, load_subtitles(LATE_SUBS).cues
    assert {one.start_ms - other.start_ms for one, other in zip(found, late, strict=True)} == {result["offset_ms"]}
    assert [path.name for path in tmp_path.iterdir()] == ["out.srt"]


@pytest.fixture
def wrong_subs(tmp_path: Path) -> Path:
    (tmp_path / "wrong.srt").write_text(srt_text(programme(77, 1).cues), encoding="utf-8")
    return tmp_path / "wrong.srt"


def test_in_doubt_nothing_is_written_unless_forced(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, wrong_subs: Path
) -> None:
    output = tmp_path / "out.srt"
    code, result, errors = align(capsys, SAMPLE, wrong_subs, "-o", output)
    assert (code, result["confident"], result["path"]) == (1, False, None)
    assert not output.exists()
    assert "add --force" in errors
    code, result, _ = align(capsys, SAMPLE, wrong_subs, "-o", output, "--force")
    assert (code, result["confident"], result["path"]) == (0, False, str(output))
    assert output.exists()


def test_an_earlier_result_is_kept(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "out.srt").write_text("mine")
    code, result, _ = align(capsys, SAMPLE, LATE_SUBS, "-o", tmp_path / "out.srt")
    assert (code, "already exists" in result["error"]) == (1, True)
    assert (tmp_path / "out.srt").read_text() == "mine"


def test_right_subtitles_are_reference_enough(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, result, _ = align(capsys, LATE_SUBS, "--reference", TRUE_SUBS, "-o", tmp_path / "out.srt")
    assert code == 0
    assert abs(result["offset_ms"] + 3000) <= 5


def test_the_reference_may_have_an_encoding_of_its_own(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    late, right = tmp_path / "late.srt", tmp_path / "right.srt"
    late.write_bytes(LATE_SUBS.read_text("utf-8").encode("cp037"))
    right.write_bytes(TRUE_SUBS.read_text("utf-8").encode("utf-32-be")[1:])  # unreadable unless the encoding is given
    files, output = (late, "--encoding", "cp037", "--reference", right), tmp_path / "out.srt"
    code, result, _ = align(capsys, *files, "-o", output)
    assert (code, "--reference-encoding" in result["error"]) == (1, True)
    right.write_bytes(TRUE_SUBS.read_text("utf-8").encode("cp500"))
    code, result, _ = align(capsys, *files, "--reference-encoding", "cp500", "-o", output)
    assert (code, abs(result["offset_ms"] + 3000) <= 60) == (0, True)
    code, result, _ = align(capsys, *files, "--reference-encoding", "ascii", "-o", output, "--force")
    assert (code, "--reference-encoding" in result["error"]) == (1, True)


def test_something_to_fit_to_has_to_be_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, result, _ = align(capsys, LATE_SUBS, "-o", tmp_path / "out.srt")
    assert code == 2
    assert "--reference" in result["error"]


def test_a_shift_beyond_the_limit_is_doubted(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, result, _ = align(capsys, SAMPLE, LATE_SUBS, "-o", tmp_path / "out.srt", "--limit", "0:02")
    assert (code, result["confident"]) == (1, False)
    assert list(tmp_path.iterdir()) == []


def test_the_output_says_where_the_subtitles_fit(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert deepdub("align", SAMPLE, LATE_SUBS, "-o", tmp_path / "out.srt") == 0
    text = capsys.readouterr().out
    assert "17 subtitles moved by −3.0" in text
    assert "the next candidate" in text


def test_the_detector_is_small_and_says_what_it_is() -> None:
    assert resource("activity", "activity.npz").stat().st_size < 200_000
    assert "licence" in resource("activity", "README.md").read_text(encoding="utf-8").lower()
