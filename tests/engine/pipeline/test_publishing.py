"""A killed run leaves one result in a folder, the former one or none, and nothing that stays for good."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from deepdub_engine.audio.pcm import Depth, PcmClip
from deepdub_engine.base.atomic import replacing
from deepdub_engine.base.errors import FolderInvalid, OutputBusy
from deepdub_engine.base.progress import finish
from deepdub_engine.pipeline.clip import export_stems
from deepdub_engine.pipeline.dub.options import Level, LevelMode, RemixOptions
from deepdub_engine.pipeline.folder import write_sentence_folder
from deepdub_engine.pipeline.publishing import (
    MANIFEST,
    is_half_published,
    publish,
    publish_files,
    settle,
    undo_unfinished,
)
from deepdub_engine.pipeline.remix import remix
from deepdub_engine.pipeline.rows import read_rows
from deepdub_engine.pipeline.work_folder import work_folder
from deepdub_engine.sentences.sentences import sentences_from_cues
from deepdub_engine.separation.stems import Stems
from deepdub_engine.subtitles import Cue
from tests.helpers.clips import half_stems, noise_clip
from tests.helpers.dub_clip import made_voice, make_dub_clip

OLD = (Cue(500, 1200, "Why is it raining?"), Cue(1250, 2400, "I got my hair done today."))
NEW = (Cue(300, 900, "Other."), Cue(1000, 1200, "Words."), Cue(1250, 2400, "I got my hair done today."))


class Killed(BaseException):
    """The process ends here: no handler of ours runs."""


def tree(folder: Path) -> dict[str, bytes]:
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in files.items()}


def written(clip: PcmClip, folder: Path, cues: tuple[Cue, ...]) -> tuple[str, ...]:
    stems = half_stems(clip, folder.parent)
    return finish(write_sentence_folder(clip, stems, sentences_from_cues(cues), cues, folder)).files


@pytest.fixture
def clip(tmp_path: Path) -> PcmClip:
    return noise_clip(tmp_path, 3.0)


@pytest.fixture
def killed_at(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], list[int]]:
    """Return a function that lets the process end at the n-th change of a folder."""

    def set_up(number: int) -> list[int]:
        count = [0]

        def counting(real):
            def change(*arguments, **options):
                count[0] += 1
                if count[0] == number:
                    raise Killed
                return real(*arguments, **options)

            return change

        for place, name in ((Path, "replace"), (Path, "unlink"), (os, "replace"), (shutil, "rmtree")):
            monkeypatch.setattr(place, name, counting(getattr(place, name)))
        return count

    return set_up


def test_a_kill_at_any_step_of_a_replacement_leaves_one_result(
    clip: PcmClip, tmp_path: Path, killed_at: Callable[[int], list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    written(clip, tmp_path / "old", OLD)
    files = written(clip, tmp_path / "new", NEW)
    old, new = tree(tmp_path / "old"), tree(tmp_path / "new")
    stale = [name for name in old if name not in files]
    results = []
    for number in range(1, 200):
        output, staging = tmp_path / f"out{number}", tmp_path / f"staging{number}"
        shutil.copytree(tmp_path / "old", output)
        shutil.copytree(tmp_path / "new", staging)
        (output / "audio_segments/1_gen_vocals.wav").write_bytes(b"a night's work")
        (output / "old.wav").write_bytes(b"of an earlier version")
        killed_at(number)
        try:
            publish(staging, output, files, [*stale, "old.wav"])
        except Killed:
            monkeypatch.undo()
            read_rows(output)
            found = tree(output)
            assert found.pop("audio_segments/1_gen_vocals.wav") == b"a night's work"
            is_new = found["segments.csv"] == new["segments.csv"]
            assert found.pop("old.wav", b"") == (b"" if is_new else b"of an earlier version")
            assert {name: data for name, data in found.items() if name != MANIFEST} in [
                {name: data for name, data in result.items() if name != MANIFEST} for result in (old, new)
            ]
            results.append(is_new)
        else:
            monkeypatch.undo()
            break
    assert len(results) > 2 * len(files)
    assert results == sorted(results)  # the former result up to one step, the new one from there on
    assert True in results


def test_a_new_run_after_a_kill_finds_the_former_result(
    clip: PcmClip, tmp_path: Path, killed_at: Callable[[int], list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    written(clip, tmp_path / "out", OLD)
    before = tree(tmp_path / "out")
    files = written(clip, tmp_path / "new", NEW)
    killed_at(9)
    with pytest.raises(Killed):
        publish(tmp_path / "new", tmp_path / "out", files, ())
    monkeypatch.undo()
    assert is_half_published(tmp_path / "out")
    with work_folder(tmp_path / "out", ".deepdub-folder-partial"), pytest.raises(OutputBusy):
        read_rows(tmp_path / "out")  # another job is at work there
    settle(tmp_path / "out")
    assert tree(tmp_path / "out") == before


def test_stems_of_two_results_are_never_side_by_side(
    clip: PcmClip, tmp_path: Path, killed_at: Callable[[int], list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    stems = half_stems(clip, tmp_path)
    finish(export_stems(clip, stems, tmp_path / "old", "film"))
    finish(export_stems(clip, Stems(stems.accompaniment, stems.vocals), tmp_path / "new", "film", depth=Depth.INT24))
    old, new = tree(tmp_path / "old"), tree(tmp_path / "new")
    results = []
    for number in range(1, 60):
        output, staging = tmp_path / f"out{number}", tmp_path / f"out{number}" / "staging"
        shutil.copytree(tmp_path / "old", output)
        shutil.copytree(tmp_path / "new", staging)
        (output / "other_vocals.wav").write_bytes(b"of another film")
        killed_at(number)
        try:
            publish_files(staging, output, list(new))
        except Killed:
            monkeypatch.undo()
            seen = {name: data for name, data in tree(output).items() if name in old}
            assert seen.items() <= old.items() or seen.items() <= new.items()
            undo_unfinished(output)
            found = {name: (output / name).read_bytes() for name in old}
            assert found in (old, new)
            assert (output / "other_vocals.wav").read_bytes() == b"of another film"
            results.append(found == new)
        else:
            monkeypatch.undo()
            break
    assert len(results) > 2 * len(old)
    assert results == sorted(results)
    assert True in results


def test_a_remix_that_was_killed_is_the_former_one_or_the_new_one(
    tmp_path: Path, killed_at: Callable[[int], list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make_dub_clip(tmp_path / "made", 2, 7, 8000)
    for number in range(2):
        made.speak(number, made_voice(number, made.slot_s(number), 8000))
    finish(remix(made.folder))
    names = [path for path in tree(made.folder) if re.fullmatch(r"audio_segments/(?:audio|\d+)_gen\.wav", path)]
    old = tree(made.folder)
    shutil.copytree(made.folder, tmp_path / "new")
    louder = RemixOptions(level=Level(LevelMode.FIXED, -30.0), me=True)
    finish(remix(tmp_path / "new", louder, force=True))
    new = tree(tmp_path / "new")
    results = []
    for number in range(1, 200, 4):
        output = tmp_path / f"out{number}"
        shutil.copytree(made.folder, output)
        killed_at(number)
        try:
            finish(remix(output, louder, force=True))
        except Killed:
            monkeypatch.undo()
            seen = {name: data for name, data in tree(output).items() if name in names}
            assert any(seen.items() <= {name: each[name] for name in names}.items() for each in (old, new))
            read_rows(output)
            found = {name: (output / name).read_bytes() for name in names}
            assert found in [{name: each[name] for name in names} for each in (old, new)]
            results.append(found["audio_segments/audio_gen.wav"] == new["audio_segments/audio_gen.wav"])
        else:
            monkeypatch.undo()
            break
    assert True in results
    assert False in results


def test_a_file_of_another_result_is_named_and_an_edited_one_is_taken(clip: PcmClip, tmp_path: Path) -> None:
    written(clip, tmp_path / "out", OLD)
    name = "audio_segments/audio_segments_list.txt"
    time.sleep(0.01)  # the clock of some file systems is coarse
    (tmp_path / "out" / name).write_text("# mine\n")
    read_rows(tmp_path / "out")
    os.utime(tmp_path / "out" / name, (1, 1))
    with pytest.raises(FolderInvalid, match="another result"):
        read_rows(tmp_path / "out")
    (tmp_path / "out" / MANIFEST).write_text("{")
    read_rows(tmp_path / "out")


KILLED = """
import os, pathlib, sys
from deepdub_engine.base.atomic import replacing
from deepdub_engine.pipeline.work_folder import work_folder
folder = pathlib.Path(sys.argv[1])
with work_folder(folder, ".one.srt.deepdub-partial") as work, replacing(folder / "a.srt") as temporary:
    (work / "big.pcm").write_bytes(b"x")
    temporary.write_bytes(b"half")
    os._exit(9)
"""


def test_what_killed_runs_left_beside_a_result_is_gone_after_the_next_run(tmp_path: Path) -> None:
    def hidden() -> list[str]:
        return sorted(path.name for path in tmp_path.iterdir() if path.name.startswith("."))

    subprocess.run([sys.executable, "-c", KILLED, tmp_path], check=False)
    assert len(hidden()) == 2
    with replacing(tmp_path / "b.srt") as temporary:
        temporary.write_bytes(b"whole")
        with replacing(tmp_path / "c.srt"):
            assert temporary.exists()  # it belongs to a process that runs
    assert hidden() == [".one.srt.deepdub-partial"]
    with work_folder(tmp_path, ".deepdub-partial"):
        pass
    assert hidden() == []
    (tmp_path / ".partial-mine").write_text("not ours")
    with work_folder(tmp_path, ".deepdub-partial"), replacing(tmp_path / "d.srt"):
        pass
    assert hidden() == [".partial-mine"]
