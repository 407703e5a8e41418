"""A season is prepared from start to report; it can be watched, paused and stopped."""

from __future__ import annotations

import html
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from deepdub_engine.base.messages import Message, message_from_json
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.base.translation import load_catalogue
from deepdub_engine.batch.gathering import gather
from deepdub_engine.batch.items import StepKind
from deepdub_engine.batch.running import run_task
from deepdub_engine.batch.season import SeasonPlan, SeasonProgress, SeasonResult, prepare_season
from deepdub_engine.batch.tasks import Task
from tests.helpers.seasons import LATE, SAMPLE, add_broken, add_doubtful, add_episode


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "season"


def plan_of(folder: Path, workers: int = 2) -> SeasonPlan:
    return SeasonPlan(gather([folder]).items, (StepKind.ALIGN,), folder / "out", workers)


def run(job: Job[SeasonResult], seen: list[Progress]) -> SeasonResult:
    try:
        while True:
            seen.append(next(job))
    except StopIteration as stop:
        return stop.value


def test_a_season_says_how_its_episodes_stand_and_what_to_check(folder: Path) -> None:
    add_episode(folder, 1)
    add_broken(folder, 2)
    add_doubtful(folder, 3)
    seen: list[Progress] = []
    result = run(prepare_season(plan_of(folder)), seen)
    assert [bool(episode.error) for episode in result.episodes] == [False, True, False]
    assert isinstance(result.episodes[1].reason, Message)
    assert str(result.episodes[1].reason) == result.episodes[1].error
    assert [doubt.item.name for doubt in result.doubts] == ["Show.S01E03"]
    stands = [progress.batch for progress in seen if isinstance(progress, SeasonProgress)]
    assert any(0 < share < 1 for batch in stands for share in batch.shares.values())
    assert len(stands[-1].outcomes) == 3
    assert "Show.S01E02" in (folder / "out" / "report.html").read_text("utf-8")


def test_the_report_is_in_the_language_of_the_person(folder: Path) -> None:
    add_doubtful(folder, 1)
    add_broken(folder, 2)
    plan = replace(plan_of(folder), language="ko")
    result = run(prepare_season(plan), [])
    text = (folder / "out" / "report.html").read_text("utf-8")
    assert '<html lang="ko">' in text
    said = load_catalogue("ko").translate
    assert html.escape(said(result.episodes[1].reason)) in text
    assert said(result.episodes[1].reason) != result.episodes[1].error
    (doubt,) = result.episodes[0].outcomes
    assert html.escape(said(message_from_json(doubt.values["reason_message"]))) in text


def test_while_it_pauses_nothing_begins(folder: Path) -> None:
    add_episode(folder, 1)
    pausing = threading.Event()
    pausing.set()
    job = prepare_season(plan_of(folder), pausing)
    seen = [next(job) for _ in range(6)]
    assert not any(progress.batch.shares for progress in seen if isinstance(progress, SeasonProgress))
    pausing.clear()
    assert not run(job, seen).episodes[0].error


def test_a_season_that_is_stopped_while_it_pauses_ends_at_once(folder: Path) -> None:
    add_episode(folder, 1)
    pausing = threading.Event()
    pausing.set()
    job = prepare_season(plan_of(folder), pausing)
    assert len([next(job) for _ in range(3)]) == 3
    job.close()
    assert not (folder / "out" / "Show.S01E01").exists()


def test_reading_a_large_file_can_be_stopped(tmp_path: Path) -> None:
    stop = threading.Event()
    task = Task("e01", StepKind.ALIGN, (), (SAMPLE, LATE), tmp_path / "s.srt", tmp_path)
    stop.set()
    outcome = run_task(task, stop=stop)
    assert (outcome.error, outcome.tries) == ("stopped", 0)
