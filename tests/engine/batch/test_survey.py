"""What of a season is done is found without doing it, and without reading the clips again."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from deepdub_engine.base.progress import finish
from deepdub_engine.batch import survey
from deepdub_engine.batch.gathering import gather
from deepdub_engine.batch.items import StepKind
from deepdub_engine.batch.markers import digesting, file_digest
from deepdub_engine.batch.season import SeasonPlan, prepare_season
from deepdub_engine.batch.survey import survey_season
from tests.helpers.seasons import add_episode


def plan_of(folder: Path, *kinds: StepKind) -> SeasonPlan:
    return SeasonPlan(gather([folder]).items, kinds or (StepKind.ALIGN,), folder / "out", 1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a season of three episodes, the first two of which are done."""
    for number in (1, 2):
        add_episode(tmp_path / "season", number)
    finish(prepare_season(plan_of(tmp_path / "season")))
    add_episode(tmp_path / "season", 3)
    return tmp_path / "season"


def done(plan: SeasonPlan) -> list[bool]:
    return [each.is_done for each in finish(survey_season(plan))]


def test_what_is_done_is_found_and_nothing_is_written(folder: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    assert done(plan_of(folder)) == [True, True, False]
    first = finish(survey_season(plan_of(folder, StepKind.ALIGN, StepKind.RUN)))[0]
    assert (first.is_done, first.steps, len(first.result.outcomes)) == (False, 2, 1)
    assert "confidence" in first.result.outcomes[0].values
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def test_files_are_read_only_if_they_have_changed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def noting(path: Path):
        read.append(path.name)
        return digesting(path)

    monkeypatch.setattr(survey, "digesting", noting)
    assert done(plan_of(folder)) == [True, True, False]
    assert read == []
    clip = folder / "Show.S01E01.mkv"
    os.utime(clip, ns=(1, 1))  # copied elsewhere and back
    subtitles = folder / "show 1x02.srt"
    subtitles.write_text(subtitles.read_text("utf-8").replace("wind", "storm"), encoding="utf-8")
    assert done(plan_of(folder)) == [True, False, False]
    assert read == ["Show.S01E01.mkv", "show 1x02.srt"]


def test_a_missing_file_has_its_sentence_and_a_damaged_marker_only_is_not_done(folder: Path) -> None:
    plan = plan_of(folder)
    (folder / "Show.S01E01.mkv").unlink()
    (folder / "out" / "Show.S01E02" / ".done-align.json").write_bytes(b'{"key": "x", "files": 3}')
    found = finish(survey_season(plan))
    assert "Show.S01E01.mkv" in found[0].result.error
    assert str(found[0].result.reason) == found[0].result.error
    assert [each.is_done for each in found] == [False, False, False]


def test_a_survey_can_be_closed_while_it_reads(folder: Path) -> None:
    clip = folder / "Show.S01E01.mkv"
    os.utime(clip, ns=(1, 1))
    job = survey_season(plan_of(folder))
    next(job)
    next(job)
    job.close()
    assert finish(digesting(clip)) == file_digest(clip)
