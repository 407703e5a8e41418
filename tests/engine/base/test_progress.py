"""Jobs report progress, return their result, and clean up when cancelled."""

import pytest

from deepdub_engine.base.progress import Job, Progress, RemainingTime, finish, left_text, staged


def counting(total: int, log: list[str]) -> Job[str]:
    try:
        for done in range(total):
            yield Progress(done, total, "Counting")
        return "counted"
    finally:
        log.append("cleaned up")


def test_a_job_reports_every_step_and_returns_its_result() -> None:
    seen: list[Progress] = []
    assert finish(counting(3, []), seen.append) == "counted"
    assert [progress.fraction for progress in seen] == [0, 1 / 3, 2 / 3]


def test_an_error_in_the_reporting_cancels_the_job_and_it_cleans_up() -> None:
    log: list[str] = []

    def interrupted(_progress: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        finish(counting(3, log), interrupted)
    assert log == ["cleaned up"]


def test_a_stage_fills_its_stretch_of_the_whole() -> None:
    seen: list[Progress] = []
    assert finish(staged(counting(4, []), 0.5, 1.0), seen.append) == "counted"
    assert [progress.fraction for progress in seen] == [0.5, 0.625, 0.75, 0.875]
    assert {progress.what for progress in seen} == {"Counting"}


def test_closing_a_stage_closes_the_job_inside() -> None:
    log: list[str] = []
    stage = staged(counting(4, log), 0.0, 1.0)
    next(stage)
    stage.close()
    assert log == ["cleaned up"]


def test_an_unknown_end_is_no_progress_rather_than_an_error() -> None:
    assert Progress(5, 0).fraction == 0.0


def test_time_left_follows_from_the_pace_and_is_silent_at_first() -> None:
    pace = RemainingTime(began_s=100.0)
    assert pace.left_s(100.2, 0.5) is None
    assert pace.left_s(110.0, 0.001) is None
    assert pace.left_s(110.0, 0.25) == pytest.approx(30.0)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(None, ""), (0.2, "0 s left"), (59.6, "1 min 0 s left"), (72, "1 min 12 s left"), (3720, "1 h 2 min left")],
)
def test_time_left_is_written_as_a_person_says_it(seconds: float | None, text: str) -> None:
    assert left_text(seconds) == text
