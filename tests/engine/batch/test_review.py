"""Doubtful alignments become projects; what a person has checked or corrected stays."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from deepdub_engine.base.progress import finish
from deepdub_engine.batch.batch import EpisodeResult
from deepdub_engine.batch.checked import is_checked, mark_checked, set_aside
from deepdub_engine.batch.items import Item, StepKind
from deepdub_engine.batch.markers import write_marker
from deepdub_engine.batch.needs import measure
from deepdub_engine.batch.review import Doubt, find_doubts, write_review
from deepdub_engine.batch.running import Outcome
from deepdub_engine.batch.tasks import Task
from deepdub_engine.project import Document, load_project, save_project, subtitle_file
from deepdub_engine.subtitles import load_subtitles
from deepdub_engine.subtitles.retime import Break, Retiming
from tests.helpers.seasons import LATE, SAMPLE


def result(root: Path, name: str, confidence: float) -> EpisodeResult:
    """Return an aligned episode, as a batch leaves it."""
    folder = root / name
    folder.mkdir()
    output = folder / "subtitles.srt"
    output.write_bytes(LATE.read_bytes())
    task = Task(name, StepKind.ALIGN, (), (SAMPLE, LATE), output, folder)
    values = {
        "offset_ms": -3010,
        "ratio": float(Fraction(25 * 1001, 24_000)),
        "breaks": [{"at_ms": 20_000, "jump_ms": 500}],
        "confidence": confidence,
    }
    write_marker(task, "key", values)
    return EpisodeResult(Item(name, SAMPLE, LATE), (Outcome(task, values=values),))


@pytest.fixture
def doubt(tmp_path: Path) -> Doubt:
    (found,) = find_doubts([result(tmp_path, "e01", 0.1)])
    return found


def test_the_least_certain_comes_first_and_the_certain_never(tmp_path: Path) -> None:
    results = [result(tmp_path, name, sure) for name, sure in (("a", 0.4), ("b", 0.9), ("c", 0.02))]
    assert [found.item.name for found in find_doubts(results)] == ["c", "a"]


def test_the_suggestion_is_what_was_found(doubt: Doubt) -> None:
    assert doubt.suggestion.retiming == Retiming(-3010, Fraction(25 * 1001, 24_000), (Break(20_000, 500),))
    assert doubt.suggestion.confidence == 0.1


def test_the_project_has_the_times_of_the_source_and_saves_over_the_result(doubt: Doubt) -> None:
    project = load_project(write_review(doubt))
    assert project.document == Document()
    assert Path(project.media.file.path) == SAMPLE
    assert Path(project.subtitles.file.path) == doubt.task.output
    file = subtitle_file(project.subtitles, doubt.task.output)
    assert file.cues == load_subtitles(LATE).cues


def test_a_project_that_a_person_has_changed_is_kept(doubt: Doubt) -> None:
    path = write_review(doubt)
    before = path.stat().st_mtime_ns
    assert write_review(doubt) == path
    assert path.stat().st_mtime_ns == before
    worked_on = replace(load_project(path), document=Document(Retiming(500)))
    save_project(worked_on, path)
    assert write_review(doubt) == path
    assert load_project(path).document == worked_on.document
    other = doubt.task.folder / "other.srt"
    other.write_bytes(LATE.read_bytes().replace(b"wind", b"storm"))
    again = replace(doubt, task=replace(doubt.task, inputs=(SAMPLE, other)))
    assert write_review(again) == path.with_name("e01 2.deepdub")
    assert load_project(path).document == worked_on.document


def test_a_file_in_its_place_that_is_no_project_is_kept(doubt: Doubt) -> None:
    doubt.project.write_text("mine")
    assert write_review(doubt) == doubt.project.with_name("e01 2.deepdub")
    assert doubt.project.read_text() == "mine"


def test_checked_lasts_until_the_alignment_is_another(doubt: Doubt) -> None:
    task = doubt.task
    assert not is_checked(task)
    mark_checked(task)
    assert is_checked(task)
    write_marker(task, "another key", {})
    assert not is_checked(task)
    mark_checked(task)
    mark_checked(task, is_checked=False)
    assert not is_checked(task)
    (task.folder / ".checked.json").write_text("[[")
    assert not is_checked(task)


def test_corrected_subtitles_are_set_aside_before_they_are_made_again(doubt: Doubt) -> None:
    task = doubt.task
    assert set_aside(task) is None
    mark_checked(task)
    task.output.write_text("corrected")
    kept = set_aside(task)
    assert kept == task.folder / "subtitles.checked.srt"
    assert set_aside(task) == kept
    task.output.write_text("corrected again")
    assert set_aside(task) == task.folder / "subtitles.checked 2.srt"
    assert kept.read_text() == "corrected"


def test_what_a_season_needs(tmp_path: Path) -> None:
    (tmp_path / "no.mkv").write_text("no clip")
    items = [Item("a", SAMPLE), Item("b", tmp_path / "no.mkv")]
    needs = finish(measure(items, tmp_path / "not" / "there"))
    assert needs.lengths_ms == {"a": 41_000, "b": 0}
    assert needs.is_enough
    assert str(needs.to_message()).startswith("2 episodes, 00:00:41.000 in all")
    assert not replace(needs, free_bytes=0).is_enough


def test_the_results_and_the_time_are_estimated_for_what_is_not_there_yet(tmp_path: Path) -> None:
    items = [Item("a", SAMPLE), Item("b", SAMPLE)]
    one = finish(measure(items, tmp_path, [StepKind.RUN]))
    two = finish(measure(items, tmp_path, [StepKind.RUN], workers=2))
    both = finish(measure(items, tmp_path, [StepKind.ALIGN, StepKind.RUN, StepKind.SEPARATE]))
    assert one.kept_bytes == two.kept_bytes < both.kept_bytes
    assert two.seconds == pytest.approx(one.seconds / 2)
    assert both.seconds > 2 * one.seconds
    assert not replace(two, free_bytes=two.needed_bytes + two.kept_bytes).is_enough
    assert str(two.result_message()).endswith("with 2 workers")
    (tmp_path / "a" / "sentences").mkdir(parents=True)
    assert finish(measure(items, tmp_path, [StepKind.RUN])).kept_bytes == one.kept_bytes // 2


def test_what_cannot_be_read_is_told_before_the_start(tmp_path: Path) -> None:
    items = [Item("a", SAMPLE, tmp_path / "no.srt"), Item("b", tmp_path / "no.mkv"), Item("c", SAMPLE)]
    assert set(finish(measure(items, tmp_path)).problems) == {"a", "b"}
