"""The persistent child process: the next job starts at once, and nothing is left when it is no longer needed."""

from __future__ import annotations

import dataclasses
import os
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from deepdub_engine.base.errors import FileMissing, SeparationCrashed, WeightsDamaged
from deepdub_engine.base.progress import finish
from deepdub_engine.separation.local import separate
from deepdub_engine.separation.models.registry import Model
from deepdub_engine.separation.persistent import PersistentSeparator
from tests.helpers.clips import noise_clip
from tests.helpers.tiny_models import random_model


@pytest.fixture
def model(tmp_path: Path) -> Model:
    return random_model(tmp_path)


@pytest.fixture
def separator() -> Iterator[PersistentSeparator]:
    separator = PersistentSeparator()
    yield separator
    separator.close()


def waiting(separator: PersistentSeparator) -> int | None:
    child = separator._waiting
    return None if child is None else child._process.pid


def ends(separator: PersistentSeparator) -> bool:
    """Wait until the idle child process has exited."""
    until = time.monotonic() + 20
    while separator._waiting.is_alive and time.monotonic() < until:
        os.sched_yield()
    return not separator._waiting.is_alive


def test_jobs_after_each_other_share_a_process_and_a_network(
    tmp_path: Path, model: Model, separator: PersistentSeparator
) -> None:
    clip = noise_clip(tmp_path, 3, 44_100)
    whole = finish(separate(clip, model, tmp_path / "here"))
    finish(separator.warm_up(model))
    process = waiting(separator)
    for spans in (None, ((1000, 50_000),), None):
        stems = finish(separator.separate(clip, model, tmp_path / "there", spans=spans))
        start, stop = spans[0] if spans else (0, clip.samples)
        np.testing.assert_array_equal(stems.vocals.read(start, stop), whole.vocals.read(start, stop))
        assert waiting(separator) == process


def test_another_model_is_not_taken_for_the_one_that_is_loaded(
    tmp_path: Path, model: Model, separator: PersistentSeparator
) -> None:
    clip = noise_clip(tmp_path, 2)
    (tmp_path / "other").mkdir()
    other = random_model(tmp_path / "other", seed=2)
    first, second, again = (
        finish(separator.separate(clip, used, tmp_path / name)).vocals.read(0, clip.samples)
        for used, name in ((model, "1"), (other, "2"), (model, "3"))
    )
    assert np.abs(first - second).max() > 0.01
    np.testing.assert_array_equal(first, again)


def test_weights_that_change_are_verified_again(tmp_path: Path, model: Model, separator: PersistentSeparator) -> None:
    clip = noise_clip(tmp_path, 1)
    finish(separator.separate(clip, model, tmp_path))
    model.path.write_bytes(b"something else")
    with pytest.raises(WeightsDamaged):
        finish(separator.separate(clip, model, tmp_path))


def test_an_error_leaves_the_child_running(tmp_path: Path, model: Model, separator: PersistentSeparator) -> None:
    clip = noise_clip(tmp_path, 1)
    finish(separator.warm_up(model))
    process = waiting(separator)
    with pytest.raises(FileMissing):
        finish(separator.separate(dataclasses.replace(clip, path=tmp_path / "gone"), model, tmp_path))
    assert waiting(separator) == process
    assert finish(separator.separate(clip, model, tmp_path)).complete


def test_a_cancelled_job_ends_its_child_and_the_next_one_gets_another(
    tmp_path: Path, model: Model, separator: PersistentSeparator
) -> None:
    clip, out = noise_clip(tmp_path, 30, 44_100), tmp_path / "out"
    job = separator.separate(clip, model, out)
    while not next(job).done:
        pass
    job.close()
    assert waiting(separator) is None
    assert list(out.iterdir()) == []
    assert finish(separator.separate(clip, model, out, spans=((0, 100),))).covers(0, 100)


def test_two_jobs_at_a_time_have_a_child_each_and_one_stays(
    tmp_path: Path, model: Model, separator: PersistentSeparator
) -> None:
    clip = noise_clip(tmp_path, 5)
    long = separator.separate(clip, model, tmp_path / "long")
    next(long)
    short = finish(separator.separate(clip, model, tmp_path / "short", spans=((0, 100),)))
    finish(long)
    assert short.covers(0, 100)
    assert waiting(separator) is not None


def test_a_child_that_died_while_it_waited_is_replaced(
    tmp_path: Path, model: Model, separator: PersistentSeparator
) -> None:
    clip = noise_clip(tmp_path, 1)
    finish(separator.warm_up(model))
    separator._waiting._process.kill()
    separator._waiting._process.wait()
    assert finish(separator.separate(clip, model, tmp_path)).complete


def test_an_idle_child_exits(tmp_path: Path, model: Model) -> None:
    separator = PersistentSeparator(idle_s=0.05)
    clip = noise_clip(tmp_path, 1)
    finish(separator.warm_up(model))
    assert ends(separator)
    assert finish(separator.separate(clip, model, tmp_path)).complete
    separator.close()


def test_a_request_that_meets_a_child_just_going_is_not_lost(
    tmp_path: Path, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    separator = PersistentSeparator(idle_s=0.05)
    clip = noise_clip(tmp_path, 1)
    finish(separator.warm_up(model))
    assert ends(separator)
    # Simulate an exit between the check and the request.
    monkeypatch.setattr(type(separator._waiting), "is_alive", True)
    assert finish(separator.separate(clip, model, tmp_path)).complete
    separator.close()


def test_a_child_that_dies_at_work_is_reported(tmp_path: Path, model: Model, separator: PersistentSeparator) -> None:
    clip = noise_clip(tmp_path, 60, 44_100)
    finish(separator.warm_up(model))
    child = separator._waiting
    job = separator.separate(clip, model, tmp_path / "out")
    while not next(job).done:
        pass
    child._process.kill()
    with pytest.raises(SeparationCrashed):
        finish(job)
    assert list((tmp_path / "out").iterdir()) == []


def test_after_closing_no_child_stays(tmp_path: Path, model: Model) -> None:
    separator = PersistentSeparator()
    job = separator.separate(noise_clip(tmp_path, 1), model, tmp_path)
    next(job)
    separator.close()
    finish(job)
    assert waiting(separator) is None
