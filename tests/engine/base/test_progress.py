"""Jobs report progress, return their result, and clean up when cancelled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


Report = tuple[float, float]


def estimates(*reports: Report) -> list[float | None]:
    """Return the seconds left after each report, which has a time of the clock and a fraction."""
    pace, found = RemainingTime(began_s=0.0), []
    for now_s, fraction in reports:
        pace = pace.after(now_s, fraction)
        found.append(pace.left_s(now_s))
    return found


def beats(start_s: float, stop_s: float, fraction: float) -> list[Report]:
    """Return reports every 100 ms that say nothing new, as while a model loads."""
    return [(start_s + at / 10, fraction) for at in range(round(10 * (stop_s - start_s)))]


def steady(start_s: float, start: float, seconds: int) -> list[Report]:
    """Return reports every second, of one percent each."""
    return [(start_s + at, start + at / 100) for at in range(seconds)]


def test_time_left_follows_from_the_pace_and_is_silent_at_first() -> None:
    found = estimates(*steady(0, 0, 60))
    assert found[:2] == [None, None]
    assert found[2:] == pytest.approx([100 - at for at in range(2, 60)])


def test_while_a_model_loads_there_is_no_time_left_and_then_it_does_not_count() -> None:
    loading = beats(0, 30, 0.0)
    found = estimates(*loading, *steady(30, 0.01, 50))
    assert set(found[: len(loading) + 1]) == {None}
    assert found[len(loading) + 2 :] == pytest.approx([99 - at for at in range(2, 50)])


@pytest.mark.parametrize("before", [[(0.0, 0.0), (0.2, 0.05)], steady(0, 0, 20)], ids=["first stage", "under way"])
def test_time_left_never_climbs_while_the_work_stands_still(before: list[Report]) -> None:
    last_s, fraction = before[-1]
    halt = beats(last_s, last_s + 40, fraction)
    found = estimates(*before, *halt, *steady(last_s + 40, fraction + 0.01, 30))
    there = found[len(before) : len(before) + len(halt)]
    shown = [left for left in there if left is not None]
    assert shown == sorted(shown, reverse=True)
    assert len(shown) <= 42, "after four moves of the usual time, nothing is shown"
    assert there[-1] is None
    after = [left for left in found[len(before) + len(halt) :] if left is not None]
    assert after[-1] == pytest.approx(100 * (1 - fraction) - 30, abs=0.1), "the halt does not count"
    assert after == sorted(after, reverse=True)


def test_work_that_moves_rarely_has_a_time_left_too() -> None:
    found = estimates(*(report for at in range(10) for report in beats(20 * at, 20 * at + 20, at / 10)))
    last = [left for left in found[-200:] if left is not None]
    assert last[0] == pytest.approx(20, abs=0.2)
    assert last == sorted(last, reverse=True)


@given(st.lists(st.tuples(st.floats(0, 1000), st.floats(0, 1)), max_size=60))
def test_whatever_is_reported_the_time_left_is_a_number_or_unknown(reports: list[Report]) -> None:
    for left in estimates(*sorted(reports)):
        assert left is None or 0 <= left < float("inf")


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(None, ""), (0.2, "0 s left"), (59.6, "1 min 0 s left"), (72, "1 min 12 s left"), (3720, "1 h 2 min left")],
)
def test_time_left_is_written_as_a_person_says_it(seconds: float | None, text: str) -> None:
    assert left_text(seconds) == text
