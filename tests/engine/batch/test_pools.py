"""As many commands run at a time as the computer, or the container, has processors and memory for."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from deepdub_engine.base import memory
from deepdub_engine.base.errors import SchedulerMissing
from deepdub_engine.base.progress import finish
from deepdub_engine.batch import pools
from deepdub_engine.batch.batch import run_batch
from deepdub_engine.batch.pools import MEMORY_BYTES, Pool, default_workers

CPUS = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@pytest.fixture
def limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose files ``cpu.max`` and ``memory.max`` limit this container; none at first."""
    monkeypatch.setattr(pools, "_CPU_MAX", tmp_path / "cpu.max")
    monkeypatch.setattr(memory, "_CGROUP_LIMITS", (tmp_path / "memory.max",))
    return tmp_path


def test_this_computer_tells_its_memory(limits: Path) -> None:
    assert memory.memory_bytes() > 100_000_000
    assert 1 <= default_workers() <= CPUS


@pytest.mark.skipif(sys.platform == "win32", reason="no such containers")
@pytest.mark.parametrize(
    ("name", "text", "most"),
    [
        ("cpu.max", "100000 100000", 1),
        ("cpu.max", "50000 100000", 1),
        ("cpu.max", "max 100000", CPUS),
        ("cpu.max", "damaged", CPUS),
        ("memory.max", str(MEMORY_BYTES), 1),
        ("memory.max", "1000", 1),
        ("memory.max", "max", CPUS),
    ],
)
def test_a_container_may_have_less(limits: Path, name: str, text: str, most: int) -> None:
    free = default_workers()
    (limits / name).write_text(f"{text}\n")
    assert default_workers() == min(most, free)


def test_a_pool_that_cannot_be_made_leaves_the_folder_free(tmp_path: Path) -> None:
    def no_pool(_progressed: object) -> Pool:
        raise SchedulerMissing("tcp://a:1", "no scheduler answers there")

    for _ in range(2):  # the second is not told that the folder is busy
        with pytest.raises(SchedulerMissing):
            finish(run_batch((), tmp_path, no_pool))
