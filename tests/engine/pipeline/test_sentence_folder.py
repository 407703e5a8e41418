"""The sentence folder is complete, sums up to the clip, and never destroys the user's files."""

import os
import subprocess
import sys
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
import soundfile

from deepdub_engine.audio.pcm import Depth, PcmClip
from deepdub_engine.base.errors import FileUnreadable, OutputBusy, OutputExists, OutputNotWritable
from deepdub_engine.base.progress import finish
from deepdub_engine.pipeline.clip import export_stems
from deepdub_engine.pipeline.folder import SentenceFolder, write_sentence_folder
from deepdub_engine.pipeline.publishing import MANIFEST
from deepdub_engine.sentences.sentences import sentences_from_cues
from deepdub_engine.separation.stems import Stems
from deepdub_engine.subtitles import Cue, load_subtitles
from tests.helpers.clips import half_stems, noise_clip

CUES = (Cue(500, 1200, "Why is it raining?"), Cue(1200, 1900, "I got my\nhair done"), Cue(1950, 2400, "today."))


@pytest.fixture
def clip(tmp_path: Path) -> PcmClip:
    return noise_clip(tmp_path, 3.0)


@pytest.fixture
def stems(clip: PcmClip, tmp_path: Path) -> Stems:
    return half_stems(clip, tmp_path)


def write(clip: PcmClip, stems: Stems | None, output: Path, cues: tuple[Cue, ...] = CUES, **options) -> SentenceFolder:
    return finish(write_sentence_folder(clip, stems, sentences_from_cues(cues), cues, output, **options))


def joined(folder: SentenceFolder, suffix: str = "") -> np.ndarray:
    audio = folder.folder / "audio_segments"
    return np.concatenate(
        [soundfile.read(audio / f"{row.hash}{suffix}.wav", dtype="int16", always_2d=True)[0] for row in folder.segments]
    )


def test_the_segments_joined_are_the_clip_bit_for_bit(clip: PcmClip, stems: Stems, tmp_path: Path) -> None:
    folder = write(clip, stems, tmp_path / "out")
    assert np.array_equal(joined(folder), np.rint(clip.read(0, clip.samples) * 32768).astype(np.int16))


@pytest.mark.parametrize("depth", [None, Depth.INT16, Depth.INT24, Depth.FLOAT])
def test_the_stems_of_each_sentence_add_up_to_it(
    clip: PcmClip, stems: Stems, tmp_path: Path, depth: Depth | None
) -> None:
    folder = write(clip, stems, tmp_path / "out", depth=depth)
    audio = folder.folder / "audio_segments"
    spoken = [row for row in folder.segments if row.spoken]
    assert len(spoken) == 2
    for row in spoken:
        whole, vocals, accompaniment = (
            soundfile.read(audio / f"{row.hash}{stem}.wav", dtype="int32")[0].astype(np.int64)
            if depth is not Depth.FLOAT
            else soundfile.read(audio / f"{row.hash}{stem}.wav", dtype="float32")[0]
            for stem in ("", "_vocals", "_accompaniment")
        )
        assert len(vocals) == len(accompaniment) == len(whole) == row.stop_sample - row.start_sample
        assert np.array_equal(vocals + accompaniment, whole)


def test_everything_of_the_contract_is_there_and_the_list_names_files_in_order(
    clip: PcmClip, stems: Stems, tmp_path: Path
) -> None:
    folder = write(clip, stems, tmp_path / "out")
    names = {path.relative_to(folder.folder).as_posix() for path in folder.folder.rglob("*") if path.is_file()}
    assert names - {MANIFEST} == set(folder.files)
    assert {"sentences.csv", "segments.csv", "subs_gen.srt", "audio_segments/audio_segments_list.txt"} <= names
    listed = (folder.folder / "audio_segments/audio_segments_list.txt").read_text().splitlines()
    assert listed == [f"file '{row.path_name}'" for row in folder.segments]
    assert [cue.text for cue in load_subtitles(folder.folder / "subs_gen.srt").cues] == [cue.text for cue in CUES]


def test_without_stems_the_segments_are_still_cut(clip: PcmClip, tmp_path: Path) -> None:
    folder = write(clip, None, tmp_path / "out")
    assert joined(folder).shape == (clip.samples, 2)
    assert not list((tmp_path / "out/audio_segments").glob("*_vocals.wav"))


def test_an_earlier_result_is_not_overwritten_unless_asked(clip: PcmClip, stems: Stems, tmp_path: Path) -> None:
    write(clip, stems, tmp_path / "out")
    before = {path: path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    with pytest.raises(OutputExists):
        write(clip, stems, tmp_path / "out", (Cue(0, 900, "Other."),))
    assert {path: path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()} == before


def test_replacing_keeps_generated_speech_and_removes_segments_that_are_gone(
    clip: PcmClip, stems: Stems, tmp_path: Path
) -> None:
    first = write(clip, stems, tmp_path / "out")
    audio = tmp_path / "out/audio_segments"
    mine = audio / f"{first.sentences[0].hash}_gen_vocals.wav"
    mine.write_bytes(b"a night's work")
    second = write(clip, stems, tmp_path / "out", (Cue(700, 900, "Other."),), force=True)
    (mine,) = (tmp_path / "out").rglob("*_gen_vocals.wav")  # it has the name of its sentence now
    assert mine.read_bytes() == b"a night's work"
    assert {path.name for path in audio.glob("*.wav")} - {mine.name} == {
        Path(name).name for name in second.files if name.endswith(".wav")
    }


def test_a_cancelled_export_leaves_nothing_that_looks_finished(clip: PcmClip, stems: Stems, tmp_path: Path) -> None:
    job = write_sentence_folder(clip, stems, sentences_from_cues(CUES), CUES, tmp_path / "out")
    for _ in range(3):
        next(job)
    job.close()
    assert not list(tmp_path.rglob("*.wav"))
    assert not list(tmp_path.rglob("*.csv"))


def test_a_sentence_as_long_as_the_clip_is_not_held_in_memory(tmp_path: Path) -> None:
    long = noise_clip(tmp_path, 200.0)
    parts = half_stems(long, tmp_path)
    tracemalloc.start()
    folder = write(long, parts, tmp_path / "out", (Cue(0, 200_000, "and so on and on without a full stop"),))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(folder.segments) == 1
    assert peak < 8 * long.samples / 2  # half the clip
    row = folder.segments[0]
    sound, vocals, accompaniment = (
        soundfile.read(tmp_path / "out/audio_segments" / name, dtype="int16")[0]
        for name in (row.wav_name, row.vocals_name, row.accompaniment_name)
    )
    assert np.array_equal(vocals + accompaniment, sound)


def test_a_long_row_shows_progress_and_can_be_cancelled_in_between(tmp_path: Path) -> None:
    long = noise_clip(tmp_path, 60.0)
    job = write_sentence_folder(long, None, (), (), tmp_path / "out")
    fractions = [next(job).fraction for _ in range(4)]
    job.close()
    assert fractions == sorted(set(fractions))
    assert not (tmp_path / "out").exists()


def test_a_clip_that_breaks_off_is_an_error_and_no_shorter_segment(clip: PcmClip, tmp_path: Path) -> None:
    with clip.path.open("rb+") as file:
        file.truncate(clip.path.stat().st_size - 7)
    with pytest.raises(FileUnreadable, match="shorter"):
        write(clip, None, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_two_exports_into_one_folder_do_not_mix(clip: PcmClip, stems: Stems, tmp_path: Path) -> None:
    first = write_sentence_folder(clip, stems, sentences_from_cues(CUES), CUES, tmp_path / "out")
    next(first)
    with pytest.raises(OutputBusy, match="out"):
        write(clip, None, tmp_path / "out", (Cue(0, 100, "Me, too."),))
    folder = finish(first)
    assert [sentence.text for sentence in folder.sentences] == ["Why is it raining?", "I got my hair done today."]
    assert sorted(path.name for path in (tmp_path / "out").iterdir() if path.name != MANIFEST) == [
        "audio_segments", "segments.csv", "sentences.csv", "sentences.json", "sentences.xlsx", "subs_gen.srt"
    ]  # fmt: skip


def test_what_a_killed_export_left_is_no_result_and_is_removed(clip: PcmClip, stems: Stems, tmp_path: Path) -> None:
    script = (
        "import os, pathlib, sys; from deepdub_engine.pipeline.publishing import publish\n"
        "moved = []\nreplace = pathlib.Path.replace\n"
        "def until_killed(self, target):\n"
        "    moved.append(target)\n"
        "    os.kill(os.getpid(), 9) if len(moved) == 5 else replace(self, target)\n"
        "pathlib.Path.replace = until_killed\n"
        "publish(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3:], ())\n"
    )
    folder = write(clip, stems, tmp_path / "staged")
    (tmp_path / "out").mkdir()
    subprocess.run([sys.executable, "-c", script, tmp_path / "staged", tmp_path / "out", *folder.files], check=False)
    assert len(list((tmp_path / "out/audio_segments").iterdir())) == 4
    again = write(clip, None, tmp_path / "out", (Cue(100, 200, "Other."),))
    left = {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.*")}
    assert left - {MANIFEST} == set(again.files)


def test_a_journal_that_somebody_changed_removes_nothing_else(clip: PcmClip, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "mine.wav").write_text("mine")
    (tmp_path / "out/1_gen_vocals.wav").write_text("mine")
    (tmp_path / "out/.deepdub-publishing").write_text("../mine.wav\n1_gen_vocals.wav\n..\n\n/etc\n")
    write(clip, None, tmp_path / "out")
    assert (tmp_path / "mine.wav").exists()
    assert (tmp_path / "out/1_gen_vocals.wav").exists()


def test_stems_of_a_former_result_do_not_stay_beside_new_segments(clip: PcmClip, stems: Stems, tmp_path: Path) -> None:
    write(clip, stems, tmp_path / "out")
    write(clip, None, tmp_path / "out", force=True)
    assert not list((tmp_path / "out").rglob("*_accompaniment.wav"))


@pytest.mark.skipif(os.name != "posix", reason="links need privileges on Windows")
def test_a_link_in_place_of_the_work_folder_is_not_followed(clip: PcmClip, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/a.txt").write_text("mine")
    (tmp_path / "out").mkdir()
    (tmp_path / "out/.deepdub-folder-partial").symlink_to(tmp_path / "mine")
    with pytest.raises(OutputNotWritable, match="link"):
        write(clip, None, tmp_path / "out")
    assert (tmp_path / "mine/a.txt").read_text() == "mine"


def test_sentences_outside_the_clip_are_counted_in_a_warning(clip: PcmClip, tmp_path: Path) -> None:
    folder = write(clip, None, tmp_path / "out", (*CUES, Cue(60_000, 61_000, "Far away.")))
    assert tuple(map(str, folder.warnings)) == ("Outside the clip, which ends at 00:00:03.000: 1 of 3 sentences.",)
    assert len(folder.sentences) == 2


def test_a_file_where_the_folder_should_be_is_refused(clip: PcmClip, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(OutputNotWritable, match="out"):
        write(clip, None, tmp_path / "out")
    assert (tmp_path / "out").read_text() == "mine"


def test_whole_stems_add_up_to_the_clip_and_are_not_overwritten(clip: PcmClip, stems: Stems, tmp_path: Path) -> None:
    vocals, accompaniment = finish(export_stems(clip, stems, tmp_path / "out", "épisode 1"))
    assert vocals.name == "épisode 1_vocals.wav"
    total = sum(soundfile.read(path, dtype="int16")[0].astype(np.int32) for path in (vocals, accompaniment))
    assert np.array_equal(total, np.rint(clip.read(0, clip.samples) * 32768).astype(np.int32))
    with pytest.raises(OutputExists):
        finish(export_stems(clip, stems, tmp_path / "out", "épisode 1"))
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [accompaniment.name, vocals.name]
