"""Worker processes: messages arrive whole and in order, and anything else ends the exchange."""

from __future__ import annotations

import io
import queue
import sys
from pathlib import Path

import pytest

from deepdub_engine.base.frames import read_frame, write_frame
from deepdub_engine.base.worker_process import Priority, WorkerProcess

ECHO = """
import os, sys
from deepdub_engine.base.frames import read_frame, take_standard_streams, write_frame
incoming, outgoing = take_standard_streams()
print("a library talks")
while (payload := read_frame(incoming)) is not None:
    if payload == b"stray":
        outgoing.write(b"stray output" * 1000)
        outgoing.flush()
    elif payload == b"crash":
        raise MemoryError("no room")
    elif payload == b"multiply":
        import numpy as np
        np.ones((512, 512)) @ np.ones((512, 512))
        write_frame(outgoing, str(len(os.listdir("/proc/self/task"))).encode())
    else:
        write_frame(outgoing, payload)
"""


def start(
    monkeypatch: pytest.MonkeyPatch, folder: Path, blas_threads: int | None = None
) -> tuple[WorkerProcess[str, str], queue.SimpleQueue]:
    (folder / "echo_worker.py").write_text(ECHO)
    monkeypatch.syspath_prepend(folder)
    received: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    arguments = ("echo_worker", "", str.encode, bytes.decode, received.put)
    worker = WorkerProcess(*arguments, priority=Priority.LOW, logs=True, blas_threads=blas_threads)
    return worker, received


def test_messages_come_back_in_order_and_the_child_ends_with_its_input(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    worker, received = start(monkeypatch, tmp_path)
    sent = ["one\ntwo\n", "", "é" * 500_000]
    for message in sent:
        worker.send(message)
    assert [received.get(timeout=20) for _ in sent] == sent
    assert worker.is_alive
    worker.close_input()
    assert worker.wait() == 0
    assert received.get(timeout=20) is None
    assert worker.log == ["a library talks"]


def test_what_is_no_message_ends_the_exchange(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    worker, received = start(monkeypatch, tmp_path)
    worker.send("stray")
    assert received.get(timeout=20) is None
    worker.kill()
    worker.wait()
    worker.send("too late")


def test_a_crash_leaves_its_reason_and_status(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    worker, received = start(monkeypatch, tmp_path)
    worker.send("crash")
    assert received.get(timeout=20) is None
    assert worker.wait() == 1
    assert worker.log[-1] == "MemoryError: no room"


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="threads are counted on Linux")
def test_a_child_multiplies_matrices_with_as_many_threads_as_it_is_given(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    worker, received = start(monkeypatch, tmp_path, blas_threads=1)
    worker.send("multiply")
    assert received.get(timeout=20) == "1"
    worker.close_input()
    assert worker.wait() == 0


def test_a_program_that_is_missing_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no-python"))
    with pytest.raises(FileNotFoundError):
        start(monkeypatch, tmp_path)


@pytest.mark.parametrize("sent", [b"", b"\0\0", b"\0\0\0\5four", b"Traceback (most recent call last):\n", b"\xff" * 9])
def test_part_of_a_frame_and_stray_text_are_no_message(sent: bytes) -> None:
    assert read_frame(io.BytesIO(sent)) is None


def test_frames_follow_each_other() -> None:
    stream = io.BytesIO()
    for payload in (b"one", b"", b"\n" * 70_000):
        write_frame(stream, payload)
    stream.seek(0)
    assert [read_frame(stream) for _ in range(4)] == [b"one", b"", b"\n" * 70_000, None]
