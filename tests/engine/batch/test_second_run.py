"""A second run does what is missing or changed, and nothing that a person made is lost."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from deepdub_engine.batch.batch import plan_batch
from deepdub_engine.batch.items import Item, StepKind
from deepdub_engine.batch.running import run_task
from deepdub_engine.batch.tasks import Task
from deepdub_engine.cli import main
from tests.helpers.seasons import LATE, SAMPLE, add_episode

NAME = "Show.S01E01"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in ("CACHE", "DATA", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))


class Season:
    """One episode, the folder of its results, and the batch as it is run by hand."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys, self._source, self._out = capsys, folder / "season", folder / "out"
        self.clip = add_episode(self._source, 1)
        self.results = self._out / NAME
        self.audio = self.results / "sentences" / "audio_segments"

    def run(self, *words: str) -> dict[str, bool]:
        """Run the batch; return its commands, and whether each was done before."""
        self._capsys.readouterr()
        assert main(["batch", str(self._source), "-o", str(self._out), *words, "--json", "--quiet"]) == 0
        (episode,) = json.loads(self._capsys.readouterr().out)["episodes"]
        return {each["command"]: each["was_done"] for each in episode["commands"]}

    def add_voice(self, number: int) -> None:
        """Use the original speech of a sentence as its generated voice."""
        vocals = sorted(path for path in self.audio.glob("*_vocals.wav") if "_gen_" not in path.name)[number]
        shutil.copy(vocals, vocals.with_name(vocals.name.replace("_vocals", "_gen_vocals")))

    def set_aside(self) -> dict[str, bytes]:
        folder = self.results / "set_aside"
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def season(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Season:
    return Season(tmp_path, capsys)


def test_a_remix_is_made_again_for_another_voice_and_for_other_stems(season: Season) -> None:
    steps = ("--steps", "run", "remix")
    season.run("--steps", "run")
    season.add_voice(0)
    assert season.run(*steps) == {"run": True, "remix": False}
    assert season.run(*steps) == {"run": True, "remix": True}
    size = (season.audio / "audio_gen.wav").stat().st_size
    season.add_voice(1)
    assert season.run(*steps) == {"run": True, "remix": False}
    assert season.run(*steps, "--depth", "24") == {"run": False, "remix": False}
    assert (season.audio / "audio_gen.wav").stat().st_size == pytest.approx(1.5 * size, rel=0.01)


def test_a_file_that_is_gone_is_made_again(season: Season) -> None:
    steps = ("--steps", "run", "separate")
    assert season.run(*steps) == {"run": False, "separate": False}
    segment, stem = season.audio.glob("[0-9]*.wav"), (season.results / "stems").glob("*_vocals.wav")
    gone = (next(segment), next(stem))
    for path in gone:
        path.unlink()
    assert season.run(*steps) == {"run": False, "separate": False}
    assert all(path.is_file() for path in gone)
    assert not (season.results / "set_aside").exists()


def test_what_a_person_changed_is_kept_before_it_is_made_again(season: Season) -> None:
    steps = ("--steps", "align", "run", "separate")
    season.run(*steps)
    table, aligned = season.results / "sentences" / "sentences.csv", season.results / "subtitles.srt"
    segment = next(path for path in season.audio.glob("*_accompaniment.wav"))
    (stem,) = (season.results / "stems").glob("*_vocals.wav")
    mine = {path: path.read_bytes() + b"mine" for path in (table, segment, stem, aligned)}
    for path, data in mine.items():
        path.write_bytes(data)
    assert season.run(*steps) == {"align": True, "run": False, "separate": True}  # the subtitles are read by `run`
    season.clip.with_name("show 1x01.srt").write_bytes(
        LATE.read_bytes() + b"\n4000\n00:00:39,000 --> 00:00:40,000\nEnd.\n"
    )
    assert season.run(*steps, "--depth", "24") == {"align": False, "run": False, "separate": False}
    kept = season.set_aside()
    assert kept == {path.relative_to(season.results).as_posix(): data for path, data in mine.items()}
    assert all(path.read_bytes() != data for path, data in mine.items() if path.exists())
    report = (season.results.parent / "report.csv").read_text("utf-8-sig")
    assert "you had changed" in report


def test_what_nobody_changed_is_not_kept_though_the_folder_was_copied(season: Season) -> None:
    season.run("--steps", "run")
    for path in season.results.rglob("*"):
        os.utime(path, ns=(0, 0))
    assert season.run("--steps", "run") == {"run": True}
    assert season.run("--steps", "run", "--depth", "24") == {"run": False}
    assert not (season.results / "set_aside").exists()


def aligning(folder: Path) -> Task:
    clip, subtitles = folder / "a.mkv", folder / "a.srt"
    shutil.copy(SAMPLE, clip)
    shutil.copy(LATE, subtitles)
    (episode,) = plan_batch([Item("a", clip, subtitles)], [StepKind.ALIGN], folder / "out", {})
    return episode.tasks[0]


def test_subtitles_that_lie_where_a_result_belongs_are_kept(tmp_path: Path) -> None:
    task = aligning(tmp_path)
    task.folder.mkdir(parents=True)
    task.output.write_text("mine")
    assert not run_task(task).error
    assert (task.folder / "set_aside" / "subtitles.srt").read_text() == "mine"
    task.marker.unlink()  # as if the batch was killed behind its last file
    assert not run_task(task).error
    assert [path.name for path in (task.folder / "set_aside").iterdir()] == ["subtitles.srt"]


def test_a_clip_that_changes_meanwhile_fails_and_is_done_by_the_next_run(tmp_path: Path) -> None:
    task = aligning(tmp_path)
    clip = task.inputs[0]
    told = run_task(task, progressed=lambda _task, _share: os.utime(clip, ns=(1, 1)))
    assert told.error == "“a.mkv” was changed while it was processed: run the batch again."
    assert not run_task(task).was_done
    assert run_task(task).was_done


def test_a_failed_command_leaves_what_was_done_before(tmp_path: Path) -> None:
    task = aligning(tmp_path)
    assert not run_task(task).error
    sound = task.inputs[0].read_bytes()
    task.inputs[0].write_text("no clip")
    assert run_task(task).error
    task.inputs[0].write_bytes(sound)
    assert run_task(task).was_done


def test_a_marker_that_cannot_be_written_fails_its_episode_only(tmp_path: Path) -> None:
    task = aligning(tmp_path)
    (task.marker / "in the way").mkdir(parents=True)
    assert run_task(task).error
