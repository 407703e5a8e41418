"""Which commands run for an episode, and with which of its files and options."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from av.stream import Disposition

from deepdub_engine.base.errors import NoSubtitlesFor
from deepdub_engine.batch.items import Item, StepKind
from deepdub_engine.batch.markers import Digests, FileDigest, content_key, file_digest
from deepdub_engine.batch.tasks import Task, tasks_for
from tests.helpers.model_files import change, leave_environment, write_spleeter_folder
from tests.helpers.seasons import SAMPLE
from tests.helpers.subtitle_media import SubtitlesToMake, make_subtitled

BOTH = (StepKind.ALIGN, StepKind.RUN)


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    tracks = [
        SubtitlesToMake("subrip", language="eng", disposition=Disposition.default),
        SubtitlesToMake("ass", language="ger", disposition=Disposition.forced),
        SubtitlesToMake("ass", language="deu"),
    ]
    return make_subtitled(tmp_path / "clip.mkv", tracks, sound_s=1)


def taken(task: Task) -> tuple[str, str]:
    """Return the option of the track, and the suffix of the file that it becomes."""
    return task.arguments[1], task.output.suffix


@pytest.mark.parametrize(
    ("language", "expected"),
    [("", ("--track=0", ".srt")), ("de", ("--track=2", ".ass")), ("ko", ("--track=0", ".srt"))],
)
def test_the_language_chooses_the_subtitles_inside_a_clip(
    clip: Path, tmp_path: Path, language: str, expected: tuple[str, str]
) -> None:
    item = Item("clip", clip, None, {"language": language} if language else {})
    extracting, aligning, running = tasks_for(item, BOTH, tmp_path / "out", {})
    assert taken(extracting) == expected
    assert extracting.output == aligning.inputs[1]
    assert aligning.output == running.inputs[1]
    assert not any(word.startswith("--language") for task in (extracting, aligning, running) for word in task.arguments)


def test_a_language_is_read_from_sami_only(tmp_path: Path) -> None:
    given = {"language": "en"}
    for name, expected in (("a.smi", True), ("a.en.srt", False)):
        tasks = tasks_for(Item("clip", tmp_path / "clip.mkv", tmp_path / name), BOTH, tmp_path / "out", given)
        assert [("--language=en" in task.arguments) for task in tasks] == [expected, expected]


def test_an_encoding_is_for_files_not_for_what_was_inside_a_clip(clip: Path, tmp_path: Path) -> None:
    given = {"encoding": "cp949", "model": "speech"}
    inside = tasks_for(Item("clip", clip), BOTH, tmp_path / "out", given)
    beside = tasks_for(Item("clip", clip, tmp_path / "a.srt"), BOTH, tmp_path / "out", given)
    assert [("--encoding=cp949" in task.arguments) for task in inside] == [False, False, False]
    assert [("--encoding=cp949" in task.arguments) for task in beside] == [True, True]
    assert "--model=speech" in inside[-1].arguments


def test_a_clip_without_text_inside_needs_a_file(tmp_path: Path) -> None:
    clip = make_subtitled(tmp_path / "clip.mkv", [], sound_s=1)
    with pytest.raises(NoSubtitlesFor):
        tasks_for(Item("clip", clip), BOTH, tmp_path / "out", {})


def test_other_weights_of_a_model_make_another_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    leave_environment(monkeypatch, tmp_path)
    weights = write_spleeter_folder(tmp_path / "weights")
    monkeypatch.setenv("MODEL_PATH", str(weights))
    (task,) = tasks_for(Item("clip", SAMPLE), [StepKind.SEPARATE], tmp_path / "out", {"model": "spleeter-2stems"})
    before = content_key(task)
    assert content_key(task) == before
    change(weights / "2stems" / "model.data-00000-of-00001")
    assert content_key(task) != before


def test_a_file_is_hashed_once_for_all_tasks_until_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "clip.mkv"
    path.write_bytes(b"one")
    shared: dict[Path, FileDigest] = {}
    first, second = Digests(shared=shared), Digests(shared=shared)
    assert first(path) == file_digest(path)
    held = path.stat()
    path.write_bytes(b"two")
    os.utime(path, ns=(held.st_atime_ns, held.st_mtime_ns))
    assert second(path) == first.files[path].digest, "is not read again"
    path.write_bytes(b"three")
    assert first.is_changed(path)
    assert Digests(shared=shared)(path) == file_digest(path)
    assert second.is_changed(path), "although another task has seen the change"
