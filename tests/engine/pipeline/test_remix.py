"""Remixing generated speech as the notebook does, padded and trimmed; the result is exactly as long as the clip."""

import os
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
import soundfile

from deepdub_engine.base.errors import FileMissing, FileUnreadable, FolderInvalid, NoVoices, OutputExists
from deepdub_engine.base.progress import finish
from deepdub_engine.pipeline.dub.options import PADDED
from deepdub_engine.pipeline.folder import SentenceFolder, write_sentence_folder
from deepdub_engine.pipeline.remix import Remix, remix
from deepdub_engine.sentences.sentences import sentences_from_cues
from deepdub_engine.subtitles import Cue
from tests.helpers.clips import half_stems, noise_clip, write_clip_file
from tests.helpers.wav_heads import ODD_HEADS

RATE_HZ = 8000
CUES = (Cue(500, 1200, "Why is it raining?"), Cue(1500, 2400, "I got my hair done."))


def write_sentence_folder_of(folder: Path, cues: tuple[Cue, ...], seconds: float = 3.0123) -> SentenceFolder:
    clip = noise_clip(folder, seconds, RATE_HZ)
    stems = half_stems(clip, folder)
    return finish(write_sentence_folder(clip, stems, sentences_from_cues(cues), cues, folder / "out"))


@pytest.fixture
def folder(tmp_path: Path) -> SentenceFolder:
    return write_sentence_folder_of(tmp_path, CUES)


def audio(folder: SentenceFolder, name: str) -> np.ndarray:
    return soundfile.read(folder.folder / "audio_segments" / name, dtype="float32", always_2d=True)[0]


def speak(folder: SentenceFolder, number: int, samples: int, rate_hz: int = RATE_HZ, channels: int = 1) -> np.ndarray:
    voice = np.full((samples, channels), 0.25, np.float32)
    name = f"{folder.sentences[number].hash}_gen_vocals.wav"
    soundfile.write(folder.folder / "audio_segments" / name, voice, rate_hz, subtype="FLOAT")
    return voice


def run(folder: SentenceFolder, *, force: bool = False) -> Remix:
    return finish(remix(folder.folder, PADDED, force=force))


def clip_length(folder: SentenceFolder) -> int:
    return folder.segments[-1].stop_sample


def test_speech_of_the_right_length_lies_over_the_accompaniment(folder: SentenceFolder) -> None:
    for number, sentence in enumerate(folder.sentences):
        speak(folder, number, (sentence.end_ms - sentence.start_ms) * RATE_HZ // 1000)
    result = run(folder)
    assert (result.generated, result.kept, result.warnings) == (2, 0, ())
    assert result.samples == clip_length(folder) == len(audio(folder, "audio_gen.wav"))
    for sentence in folder.sentences:
        expected = audio(folder, f"{sentence.hash}_accompaniment.wav") + 0.25
        assert np.abs(audio(folder, f"{sentence.hash}_gen.wav") - expected).max() <= 0.5 / 32768


def test_the_joined_sound_is_the_listed_files_one_after_the_other(folder: SentenceFolder) -> None:
    speak(folder, 0, 5600)
    run(folder)
    listed = (folder.folder / "audio_segments/audio_segments_list.txt").read_text().splitlines()
    names = [line.removeprefix("file '").removesuffix("'") for line in listed]
    assert np.array_equal(np.concatenate([audio(folder, name) for name in names]), audio(folder, "audio_gen.wav"))


@pytest.mark.parametrize(("samples", "word"), [(4000, "shorter"), (7000, "longer"), (0, "shorter")])
def test_speech_of_another_length_is_fitted_with_a_warning(folder: SentenceFolder, samples: int, word: str) -> None:
    speak(folder, 0, samples)
    result = run(folder)
    assert any(word in warning and str(folder.sentences[0].hash) in warning for warning in result.warnings)
    assert len(audio(folder, f"{folder.sentences[0].hash}_gen.wav")) == 700 * RATE_HZ // 1000
    assert len(audio(folder, "audio_gen.wav")) == clip_length(folder)


def test_trimmed_speech_ends_in_silence_and_is_whole_before(folder: SentenceFolder) -> None:
    speak(folder, 0, 9000)
    run(folder)
    hash_ = folder.sentences[0].hash
    voice = audio(folder, f"{hash_}_gen.wav") - audio(folder, f"{hash_}_accompaniment.wav")
    assert np.abs(voice[: 5600 - 40] - 0.25).max() < 1e-4
    assert np.all(np.diff(voice[5600 - 40 :, 0]) < 1e-4)
    assert np.abs(voice[-1]).max() < 1e-4


@pytest.mark.parametrize("rate_hz", [RATE_HZ, 11_025])
def test_long_speech_is_not_held_in_memory(tmp_path: Path, rate_hz: int) -> None:
    folder = write_sentence_folder_of(tmp_path, (Cue(0, 200_000, "and so on without a full stop"),), seconds=200.0)
    speak(folder, 0, 200 * rate_hz, rate_hz)
    tracemalloc.start()
    result = run(folder)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (result.generated, result.warnings) == (1, ())
    assert peak < 8 * result.samples / 2  # half the sentence


def test_speech_at_another_rate_and_in_stereo_is_converted(folder: SentenceFolder) -> None:
    speak(folder, 0, 700 * 22_050 // 1000, 22_050, 2)
    assert run(folder).generated == 1
    voice = audio(folder, f"{folder.sentences[0].hash}_gen.wav") - audio(
        folder, f"{folder.sentences[0].hash}_accompaniment.wav"
    )
    assert np.abs(voice[500:-500] - 0.25).max() < 0.01


def test_sentences_without_generated_speech_keep_their_sound(folder: SentenceFolder) -> None:
    speak(folder, 0, 5600)
    result = run(folder)
    assert (result.generated, result.kept) == (1, 1)
    first = folder.sentences[0].hash
    segments = [audio(folder, row.path_name if row.hash == first else row.wav_name) for row in folder.segments]
    assert np.array_equal(audio(folder, "audio_gen.wav"), np.concatenate(segments))


def test_a_folder_without_any_voice_is_an_error(folder: SentenceFolder) -> None:
    with pytest.raises(NoVoices, match="no generated speech"):
        run(folder)
    assert not (folder.folder / "audio_segments/audio_gen.wav").exists()


def test_a_removed_voice_takes_its_mix_with_it(folder: SentenceFolder) -> None:
    speak(folder, 0, 5600)
    speak(folder, 1, 7200)
    run(folder)
    first = folder.sentences[0].hash
    (folder.folder / "audio_segments" / f"{first}_gen_vocals.wav").unlink()
    assert run(folder, force=True).kept == 1
    assert np.array_equal(audio(folder, f"{first}_gen.wav"), audio(folder, f"{first}.wav"))


def test_a_film_without_speech_is_one_warning_and_not_a_thousand(tmp_path: Path) -> None:
    cues = tuple(Cue(100 * number, 100 * number + 50, f"Sentence {number}.") for number in range(25))
    folder = write_sentence_folder_of(tmp_path, cues)
    speak(folder, 0, 400)
    result = run(folder)
    assert len(result.warnings) == 1
    assert "and 21 more" in result.warnings[0]
    assert len(run(folder, force=True).warnings) == 1


def test_the_sound_of_a_former_clip_does_not_come_back(folder: SentenceFolder, tmp_path: Path) -> None:
    speak(folder, 1, 7200)
    run(folder)
    speak(folder, 0, 5600)
    (folder.folder / "audio_segments" / f"{folder.sentences[1].hash}_gen_vocals.wav").unlink()
    silence = write_clip_file(tmp_path / "other.pcm", np.zeros((24_098, 2), np.float32), RATE_HZ)
    quiet = half_stems(silence, tmp_path)
    again = finish(write_sentence_folder(silence, quiet, sentences_from_cues(CUES), CUES, folder.folder, force=True))
    run(again, force=True)
    assert not audio(again, "audio_gen.wav")[1200 * RATE_HZ // 1000 :].any()


@pytest.mark.skipif(os.name != "posix", reason="named pipes are POSIX")
def test_a_pipe_in_place_of_speech_is_refused_and_does_not_hang(folder: SentenceFolder) -> None:
    os.mkfifo(folder.folder / "audio_segments" / f"{folder.sentences[0].hash}_gen_vocals.wav")
    with pytest.raises(FileUnreadable, match="not a file"):
        run(folder)


def test_speech_that_breaks_off_in_the_middle_is_a_sentence(folder: SentenceFolder) -> None:
    name = folder.folder / "audio_segments" / f"{folder.sentences[0].hash}_gen_vocals.wav"
    soundfile.write(name, np.random.default_rng(1).uniform(-0.5, 0.5, (5600, 1)), RATE_HZ, format="FLAC")
    name.write_bytes(name.read_bytes()[:4000])
    with pytest.raises(FileUnreadable, match="gen_vocals"):
        run(folder)


def test_joining_shows_progress_within_a_long_row(tmp_path: Path) -> None:
    folder = write_sentence_folder_of(tmp_path, CUES, seconds=60.0)
    speak(folder, 0, 5600)
    joining = [step.fraction for step in remix(tmp_path / "out", PADDED) if step.what == "Joining segments"]
    assert len(joining) > 4
    assert joining == sorted(joining)


def test_a_finished_mix_made_elsewhere_is_left_as_it_is(folder: SentenceFolder) -> None:
    row = next(row for row in folder.segments if row.spoken)
    mine = np.full((row.stop_sample - row.start_sample, 2), 0.125, np.float32)
    path = folder.folder / "audio_segments" / row.path_name
    soundfile.write(path, mine, RATE_HZ, subtype="PCM_16")
    before = path.read_bytes()
    run(folder)
    assert path.read_bytes() == before
    assert np.array_equal(audio(folder, "audio_gen.wav")[row.start_sample : row.stop_sample], mine)


def test_broken_samples_in_the_speech_do_not_spoil_the_clip(folder: SentenceFolder) -> None:
    voice = np.full((5600, 1), np.nan, np.float32)
    name = f"{folder.sentences[0].hash}_gen_vocals.wav"
    soundfile.write(folder.folder / "audio_segments" / name, voice, RATE_HZ, subtype="FLOAT")
    run(folder)
    hash_ = folder.sentences[0].hash
    assert np.array_equal(audio(folder, f"{hash_}_gen.wav"), audio(folder, f"{hash_}_accompaniment.wav"))


def test_speech_over_full_scale_is_named(folder: SentenceFolder) -> None:
    name = f"{folder.sentences[0].hash}_gen_vocals.wav"
    soundfile.write(
        folder.folder / "audio_segments" / name, np.full((5600, 1), 1.5, np.float32), RATE_HZ, subtype="FLOAT"
    )
    assert any("over full scale" in warning for warning in run(folder).warnings)


def test_an_earlier_result_is_kept_unless_asked(folder: SentenceFolder) -> None:
    speak(folder, 0, 5600)
    run(folder)
    with pytest.raises(OutputExists, match="audio_gen"):
        run(folder)
    assert run(folder, force=True).samples == clip_length(folder)


def test_a_folder_that_is_not_ours_is_refused_in_a_sentence(folder: SentenceFolder, tmp_path: Path) -> None:
    with pytest.raises(FileMissing, match=r"segments\.csv"):
        finish(remix(tmp_path / "nowhere"))
    segment = folder.folder / "audio_segments" / folder.segments[0].wav_name
    segment.write_bytes(b"not a sound")
    with pytest.raises(FileUnreadable):
        run(folder)
    segment.unlink()
    with pytest.raises(FileMissing):
        run(folder)
    (folder.folder / "segments.csv").write_text("start,end,hash,path\n0,1,../../etc/passwd,x\n")
    with pytest.raises(FolderInvalid):
        run(folder)
    assert not (folder.folder / "audio_segments/audio_gen.wav").exists()


@pytest.mark.parametrize("head", ["sizes 0", "sizes at the largest", "BW64", "RF64, sizes 0", "24 in 32 bits"])
def test_speech_with_an_odd_head_is_mixed_to_its_end(folder: SentenceFolder, head: str) -> None:
    voice = np.full((700 * 48, 1), 0.25, np.float32)
    name = f"{folder.sentences[0].hash}_gen_vocals.wav"
    ODD_HEADS[head](folder.folder / "audio_segments" / name, voice)
    result = run(folder)
    assert (result.generated, [warning for warning in result.warnings if "slot" in warning]) == (1, [])
    expected = audio(folder, f"{folder.sentences[0].hash}_accompaniment.wav") + 0.25
    mixed = audio(folder, f"{folder.sentences[0].hash}_gen.wav")
    assert np.abs(mixed - expected)[400:-400].max() <= 1e-3  # away from the edges of the resampler
