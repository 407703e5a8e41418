"""Separation in a child process: same stems, immediate cancellation, and crashes reported as errors."""

from __future__ import annotations

import dataclasses
import io
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from deepdub_engine.audio.pcm import Depth, PcmClip
from deepdub_engine.base.errors import (
    DeepdubError,
    DiskFull,
    FileMissing,
    ModelUnknown,
    NoSuchTrack,
    SeparationCrashed,
    WeightsDamaged,
    WeightsMissing,
)
from deepdub_engine.base.frames import write_frame
from deepdub_engine.base.processes import command
from deepdub_engine.base.progress import Job, Progress, finish
from deepdub_engine.separation import child
from deepdub_engine.separation.child import separate_in_child
from deepdub_engine.separation.local import separate
from deepdub_engine.separation.models.registry import Model
from deepdub_engine.separation.protocol import Done, WorkerRequest, decode, decode_request, encode, encode_request
from deepdub_engine.separation.stems import Stems
from tests.helpers.clips import noise_clip
from tests.helpers.tiny_models import random_model

ROOT = Path(__file__).parents[3]
needs_posix = pytest.mark.skipif(os.name != "posix", reason="signals and /proc are those of POSIX systems")


@pytest.fixture
def model(tmp_path: Path) -> Model:
    return random_model(tmp_path)


@pytest.fixture
def hours(tmp_path: Path) -> PcmClip:
    """Return ten hours of silence as a sparse file: longer than any test runs."""
    path = tmp_path / "hours.pcm"
    samples = 36_000 * 8000
    with path.open("wb") as file:
        file.truncate(4 * samples)
    return PcmClip(path, 8000, 1, samples, Depth.INT16)


@pytest.fixture
def out(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "out"
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def under_way(job: Job[Stems]) -> int:
    """Advance a job until its child process separates; return the process ID."""
    while not next(job).done:
        pass
    process: int = job.gi_frame.f_locals["child"]._process.pid
    return process


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{process}/stat")
    return not state.exists() or state.read_text().rsplit(")", 1)[1].split()[0] != "Z"


def test_the_child_gives_the_same_stems_in_any_folder(tmp_path: Path, model: Model) -> None:
    here = finish(separate(noise_clip(tmp_path, 3), model, tmp_path / "here"))
    folder = tmp_path / 'Ünïcode – 字幕 \'n "more"'
    folder.mkdir()
    clip = noise_clip(folder, 3)
    seen: list[Progress] = []
    there = finish(
        separate_in_child(clip, dataclasses.replace(model, path=model.path.rename(folder / "é.npz")), folder),
        seen.append,
    )
    assert sorted(path.name for path in folder.iterdir()) == ["accompaniment.pcm", "mixture.pcm", "vocals.pcm", "é.npz"]
    assert there == Stems.of(clip, folder)
    assert (seen[0].done, seen[-1].done, seen[-1].what) == (0, clip.samples, "Separating")
    for name in ("vocals", "accompaniment"):
        first, second = getattr(here, name).path, getattr(there, name).path
        assert first.read_bytes() == second.read_bytes()


def test_closing_ends_the_child_at_once_and_leaves_nothing(hours: PcmClip, model: Model, out: Path) -> None:
    job = separate_in_child(hours, model, out)
    process = under_way(job)
    began = time.monotonic()
    job.close()
    assert time.monotonic() - began < 2
    assert list(out.iterdir()) == []
    if os.name == "posix":
        assert not is_running(process)


def test_a_job_can_be_cancelled_before_the_child_is_ready(hours: PcmClip, model: Model, out: Path) -> None:
    job = separate_in_child(hours, model, out)
    next(job)
    job.close()
    assert not out.exists() or list(out.iterdir()) == []


@needs_posix
def test_progress_comes_even_while_the_child_is_busy(hours: PcmClip, model: Model, out: Path) -> None:
    job = separate_in_child(hours, model, out)
    process = under_way(job)
    os.kill(process, signal.SIGSTOP)
    last = next(job)
    for _ in range(200):
        progress = next(job)
        if progress == last:
            break
        last = progress
    began = time.monotonic()
    assert [next(job) for _ in range(3)] == [last] * 3
    assert 0.2 < time.monotonic() - began < 5
    job.close()
    assert not is_running(process)
    assert list(out.iterdir()) == []


@needs_posix
def test_a_killed_child_is_reported(hours: PcmClip, model: Model, out: Path) -> None:
    job = separate_in_child(hours, model, out)
    os.kill(under_way(job), signal.SIGKILL)
    with pytest.raises(SeparationCrashed, match="status -9") as crash:
        finish(job)
    assert crash.value.status == -signal.SIGKILL
    assert list(out.iterdir()) == []


@needs_posix
def test_the_child_exits_when_its_parent_dies(hours: PcmClip, model: Model, out: Path, tmp_path: Path) -> None:
    request = tmp_path / "request"
    request.write_bytes(encode_request(WorkerRequest(hours, model, out)))
    code = (
        "import sys; from pathlib import Path\n"
        "from deepdub_engine.separation.child import separate_in_child\n"
        "from deepdub_engine.separation.protocol import decode_request\n"
        "r = decode_request(Path(sys.argv[1]).read_bytes())\n"
        "job = separate_in_child(r.clip, r.model, r.folder)\n"
        "while not next(job).done: pass\n"
        "print(job.gi_frame.f_locals['child']._process.pid, flush=True)\n"
        "while True: next(job)"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, "-c", code, request], stdout=subprocess.PIPE, env=environment) as parent:
        assert parent.stdout is not None
        process = int(parent.stdout.readline())
        parent.kill()
    until = time.monotonic() + 20
    while is_running(process) and time.monotonic() < until:
        os.sched_yield()
    assert not is_running(process)
    assert list(out.iterdir()) == []


def test_errors_in_the_child_are_the_same_errors_here(tmp_path: Path, model: Model, out: Path) -> None:
    clip = noise_clip(tmp_path, 1)
    with pytest.raises(WeightsDamaged, match="checksum"):
        finish(separate_in_child(clip, dataclasses.replace(model, sha256="0" * 64), out))
    with pytest.raises(WeightsMissing) as missing:
        finish(separate_in_child(clip, dataclasses.replace(model, path=tmp_path / "nowhere"), out))
    assert missing.value.path == tmp_path / "nowhere"
    with pytest.raises(FileMissing):
        finish(separate_in_child(dataclasses.replace(clip, path=tmp_path / "gone"), model, out))
    assert list(out.iterdir()) == []


def test_a_child_that_cannot_start_is_reported(
    tmp_path: Path, model: Model, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no-python"))
    with pytest.raises(SeparationCrashed):
        finish(separate_in_child(noise_clip(tmp_path, 1), model, out))


def test_a_child_that_crashes_is_reported_with_the_reason(
    tmp_path: Path, model: Model, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A library that exists but does not load.
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "openvino.py").write_text("print('stray output')\nraise MemoryError('no room')")
    monkeypatch.syspath_prepend(broken)
    with pytest.raises(SeparationCrashed, match="MemoryError: no room"):
        finish(separate_in_child(noise_clip(tmp_path, 1), model, out))
    assert list(out.iterdir()) == []


def test_the_working_folder_does_not_lend_modules_to_the_child(
    tmp_path: Path, model: Model, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "path", [entry for entry in sys.path if entry])
    (tmp_path / "json.py").write_text("raise SystemExit('the wrong json')")
    monkeypatch.chdir(tmp_path)
    clip = noise_clip(tmp_path, 1)
    assert finish(separate_in_child(clip, model, out)).vocals.samples == clip.samples


def test_every_message_survives_the_pipe(tmp_path: Path) -> None:
    errors: list[DeepdubError] = [
        WeightsMissing("speech", Path("/path:/é")),
        DiskFull(tmp_path),
        ModelUnknown("path:x", ("a", "b")),
        NoSuchTrack(tmp_path, 3, 2),
    ]
    for error in errors:
        again = decode(encode(error))
        assert type(again) is type(error)
        assert vars(again) == vars(error)
    assert decode(encode(Progress(3, 4, "Sepa…"))) == Progress(3, 4, "Sepa…")
    assert decode(encode(Done())) == Done()


def test_undecodable_file_names_survive_the_pipe(tmp_path: Path, model: Model) -> None:
    clip = PcmClip(Path(os.fsdecode(b"/tmp/\xff\n.pcm")), 8000, 1, 10, Depth.INT24)
    request = WorkerRequest(clip, model, tmp_path)
    assert decode_request(encode_request(request)) == request


def test_a_frozen_program_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert command(child._MODULE, child.WORKER_FLAG) == [sys.executable, child.WORKER_FLAG]


def framed(payload: bytes) -> bytes:
    stream = io.BytesIO()
    write_frame(stream, payload)
    return stream.getvalue()


def test_the_child_ignores_what_is_not_a_request(tmp_path: Path) -> None:
    worker = [sys.executable, "-m", "deepdub_engine.separation.worker"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    for sent in (b"", b"{}\n", b"\xff\n", framed(b"{}"), framed(b"\xff"), framed(b"{}")[:5]):
        done = subprocess.run(worker, input=sent, env=environment, capture_output=True, check=False)
        assert done.returncode != 0
        assert done.stdout == b""
    assert np.array_equal(list(tmp_path.iterdir()), [])
