"""Background jobs: four kinds of ending, delivered on the GUI thread, always with clean-up."""

import threading

import pytest
from PySide6.QtCore import QThread

from deepdub_engine.base.errors import NoCues
from deepdub_engine.base.progress import Job, Progress
from deepdub_gui.base.jobs import JobRunner, RunningJob


class Endings:
    """Records the signals of a job, and their threads."""

    def __init__(self) -> None:
        self.log: list[object] = []
        self.threads: set[QThread] = set()

    def note(self, what: object) -> None:
        self.log.append(what)
        self.threads.add(QThread.currentThread())


@pytest.fixture
def runner(qtbot):
    runner = JobRunner()
    yield runner
    runner.cancel_all()


@pytest.fixture
def endings() -> Endings:
    return Endings()


def start(runner: JobRunner, make, endings: Endings) -> RunningJob:
    job = runner.start(
        "Testing",
        make,
        succeeded=lambda result: endings.note(("succeeded", result)),
        failed=lambda error: endings.note(("failed", error)),
        progressed=endings.note,
        ended=lambda: endings.note("ended"),
    )
    job.cancelled.connect(lambda: endings.note("cancelled"))
    return job


def until_ended(qtbot, runner: JobRunner, endings: Endings) -> None:
    qtbot.waitUntil(lambda: not runner.running and "ended" in endings.log, timeout=10_000)


def test_a_job_that_succeeds_hands_over_its_result(qtbot, runner: JobRunner, endings: Endings) -> None:
    def work() -> Job[str]:
        yield Progress(1, 2)
        return "done"

    start(runner, work, endings)
    until_ended(qtbot, runner, endings)
    assert endings.log == [Progress(1, 2), ("succeeded", "done"), "ended"]
    assert endings.threads == {QThread.currentThread()}


def test_a_job_that_fails_hands_over_its_error(qtbot, runner: JobRunner, endings: Endings, tmp_path) -> None:
    error = NoCues(tmp_path)

    def work() -> Job[None]:
        yield Progress(0, 0)
        raise error

    start(runner, work, endings)
    until_ended(qtbot, runner, endings)
    assert endings.log[-2:] == [("failed", error), "ended"]


def test_an_internal_error_fails_the_job_and_not_the_window(qtbot, runner: JobRunner, endings: Endings) -> None:
    def work() -> Job[None]:
        yield Progress(0, 0)
        raise ZeroDivisionError

    start(runner, work, endings)
    until_ended(qtbot, runner, endings)
    assert isinstance(endings.log[-2][1], ZeroDivisionError)


def test_a_cancelled_job_cleans_up_and_says_nothing_more(qtbot, runner: JobRunner, endings: Endings) -> None:
    going, cleaned = threading.Event(), threading.Event()

    def work() -> Job[None]:
        try:
            while True:
                going.set()
                yield Progress(1, 2)
        finally:
            cleaned.set()

    job = start(runner, work, endings)
    assert going.wait(10)
    job.cancel()
    until_ended(qtbot, runner, endings)
    assert cleaned.is_set()
    assert endings.log[-2:] == ["cancelled", "ended"] or endings.log[-2:] == ["ended", "cancelled"]
    assert not [entry for entry in endings.log if isinstance(entry, tuple)]


def test_a_cancelled_job_that_raises_counts_as_cancelled(qtbot, runner: JobRunner, endings: Endings, tmp_path) -> None:
    going, gone = threading.Event(), threading.Event()

    def work() -> Job[None]:
        yield Progress(0, 0)
        going.set()
        assert gone.wait(10)
        raise NoCues(tmp_path)

    job = start(runner, work, endings)
    assert going.wait(10)
    job.cancel()
    gone.set()
    until_ended(qtbot, runner, endings)
    assert "cancelled" in endings.log
    assert not [entry for entry in endings.log if isinstance(entry, tuple)]


def test_progress_comes_no_faster_than_a_person_can_see(qtbot, runner: JobRunner, endings: Endings) -> None:
    def work() -> Job[None]:
        for done in range(20_000):
            yield Progress(done, 20_000)

    start(runner, work, endings)
    until_ended(qtbot, runner, endings)
    assert sum(isinstance(entry, Progress) for entry in endings.log) < 500


def test_closing_the_window_waits_for_jobs_and_silences_them(qtbot, runner: JobRunner, endings: Endings) -> None:
    going, cleaned = threading.Event(), threading.Event()

    def work() -> Job[str]:
        try:
            while not going.is_set():
                going.set()
                yield Progress(1, 2)
            yield Progress(2, 2)
            return "too late"
        finally:
            cleaned.set()

    start(runner, work, endings)
    assert going.wait(10)
    runner.cancel_all()
    assert cleaned.is_set()
    assert runner.running == ()
    qtbot.wait(50)
    assert endings.log == []


def test_queued_jobs_run_one_after_the_other_in_the_order_asked(qtbot, runner: JobRunner) -> None:
    log: list[str] = []
    go = threading.Event()

    def work(name: str) -> Job[None]:
        log.append(f"{name} begins")
        while name == "first" and not go.is_set():
            yield Progress(0, 1)
        yield Progress(1, 1)
        log.append(f"{name} ends")

    def ask(name: str) -> RunningJob:
        return runner.start(
            name, lambda: work(name), succeeded=lambda _: None, failed=lambda _: None, queued=name != "now"
        )

    jobs = [ask(name) for name in ("first", "second", "third", "now")]
    qtbot.waitUntil(lambda: "now ends" in log, timeout=10_000)  # a job that is not queued does not wait
    assert [job.is_waiting for job in jobs[:3]] == [False, True, True]
    jobs[1].cancel()
    qtbot.waitUntil(lambda: jobs[1] not in runner.running, timeout=10_000)
    assert jobs[2].is_waiting
    go.set()
    qtbot.waitUntil(lambda: not runner.running, timeout=10_000)
    kept = [line for line in log if not line.startswith("now")]
    assert kept == ["first begins", "first ends", "third begins", "third ends"]


def test_closing_the_window_forgets_what_waits(qtbot, runner: JobRunner, endings: Endings) -> None:
    going, begun = threading.Event(), []

    def work() -> Job[None]:
        while True:
            going.set()
            yield Progress(0, 1)

    def later() -> Job[None]:
        begun.append(True)
        yield Progress(0, 1)

    runner.start("first", work, succeeded=endings.note, failed=endings.note, queued=True)
    runner.start("second", later, succeeded=endings.note, failed=endings.note, queued=True)
    assert going.wait(10)
    runner.cancel_all()
    qtbot.wait(50)
    assert not runner.running
    assert not begun
    assert not endings.log
