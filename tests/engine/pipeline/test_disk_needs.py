"""Jobs that would fill the disk are refused before the work starts, by what they really take."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from deepdub_engine.audio.pcm import Depth
from deepdub_engine.base.errors import DiskTooSmall
from deepdub_engine.base.progress import Job, finish
from deepdub_engine.base.resources import resource
from deepdub_engine.pipeline.align import AlignRequest, align
from deepdub_engine.pipeline.clip import prepare_cues, run, segment, separate_media
from deepdub_engine.pipeline.disk_needs import disk_needs, spoken_ms
from deepdub_engine.pipeline.requests import ClipRequest, CueRequest
from deepdub_engine.pipeline.sentence_source import sentences_of

SAMPLE, SUBS = resource("sample", "sample.mkv"), resource("sample", "sample.srt")
PART = (8_000, 20_000)
CUES = CueRequest(SUBS, PART)


def most_disk(job: Job[object], folder: Path) -> int:
    """Run a job; return the largest size of all files in a folder at any of its steps."""
    most = 0

    def look(_: object) -> None:
        nonlocal most
        most = max(most, sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()))

    finish(job, look)
    return most


@pytest.mark.parametrize("depth", [Depth.INT16, Depth.FLOAT])
def test_the_estimate_is_what_the_command_takes(tmp_path: Path, depth: Depth) -> None:
    clip = ClipRequest(SAMPLE, range_ms=PART, model="speech", depth=depth)
    needs = disk_needs(clip)
    assert needs is not None
    sentences, _ = sentences_of(CUES, prepare_cues(CUES))
    expected = {
        "run": (run(clip, CUES, tmp_path / "run"), needs.sentence_folder(spoken_ms(sentences))),
        "segment": (segment(clip, CUES, tmp_path / "segment"), needs.segments),
        "separate": (separate_media(clip, tmp_path / "separate"), needs.stem_files),
    }
    for name, (job, most) in expected.items():
        assert most_disk(job, tmp_path / name) == pytest.approx(most, rel=0.05), name


def test_a_disk_that_is_too_small_is_told_before_the_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(total=1 << 40, free=1_000_000))
    clip, out = ClipRequest(SAMPLE), tmp_path / "out"
    jobs = (
        run(clip, CUES, out),
        segment(clip, CUES, out),
        separate_media(clip, out),
        align(AlignRequest(SUBS, SAMPLE), tmp_path / "new.srt"),
    )
    for job in jobs:
        with pytest.raises(DiskTooSmall, match=r"MB of disk space.*only 1\.0 MB free"):
            next(job)
    assert not list(tmp_path.iterdir())


def test_a_length_that_the_file_cannot_have_is_not_believed(tmp_path: Path) -> None:
    """A damaged header must not make a clip of seconds need terabytes."""
    sound = SAMPLE.read_bytes()
    at = sound.index(b"\x44\x89\x88")  # the duration of a Matroska file, a double in milliseconds
    broken = tmp_path / "broken.mkv"
    broken.write_bytes(sound[: at + 3] + b"\x42\x6d\x1a\x94\xa2\x00\x00\x00" + sound[at + 11 :])  # 1e12 ms
    assert disk_needs(ClipRequest(broken)) is None


def test_a_part_takes_less(tmp_path: Path) -> None:
    whole, part = disk_needs(ClipRequest(SAMPLE)), disk_needs(ClipRequest(SAMPLE, range_ms=(10_000, 20_500)))
    assert whole is not None
    assert part is not None
    assert part.clip * 41_000 == pytest.approx(whole.clip * 10_500, rel=0.01)
