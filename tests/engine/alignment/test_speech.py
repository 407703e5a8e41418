"""Speech detection on the sample, at any sample rate and level; the result is stored in a small file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soxr

from deepdub_engine.alignment.per_cue import speech_intervals
from deepdub_engine.alignment.speech import HOP_MS, SpeechActivity, load_activity, save_activity
from deepdub_engine.alignment.speech.detector import Detector, detect_speech
from deepdub_engine.alignment.speech.features import MelFilterBank, log_mel
from deepdub_engine.audio.media.decode import decode
from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.base.errors import WeightsDamaged, WeightsMissing
from deepdub_engine.base.progress import finish
from deepdub_engine.base.resources import resource
from deepdub_engine.subtitles import load_subtitles
from tests.helpers.clips import noise_clip, write_clip_file


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> PcmClip:
    return finish(decode(resource("sample", "sample.mkv"), tmp_path_factory.mktemp("sample"))).clip


@pytest.fixture(scope="module")
def heard(sample: PcmClip) -> SpeechActivity:
    return finish(detect_speech(sample))


def under_cues(activity: SpeechActivity) -> np.ndarray:
    marks = np.zeros(len(activity.likelihood), bool)
    for cue in load_subtitles(resource("sample", "sample.srt")).cues:
        if not cue.text.startswith("("):
            marks[cue.start_ms // HOP_MS : cue.end_ms // HOP_MS] = True
    return marks


def test_speech_is_heard_where_the_sample_has_it(heard: SpeechActivity) -> None:
    marks = under_cues(heard)
    assert heard.duration_ms == pytest.approx(41_000, abs=20)
    assert heard.likelihood[marks].mean() > 2 * heard.likelihood[~marks].mean()
    assert 10_000 < heard.speech_ms < 35_000


@pytest.mark.parametrize(("rate_hz", "gain"), [(16_000, 1.0), (44_100, 0.1), (8_000, 1.0), (96_000, 0.5)])
def test_another_rate_or_level_is_heard_the_same(
    sample: PcmClip, heard: SpeechActivity, tmp_path: Path, rate_hz: int, gain: float
) -> None:
    samples = soxr.resample(sample.read(0, sample.samples).mean(axis=1), sample.rate_hz, rate_hz)
    clip = write_clip_file(tmp_path / "other.pcm", (gain * samples[:, None]).astype(np.float32), rate_hz)
    other = finish(detect_speech(clip))
    count = min(len(heard.likelihood), len(other.likelihood))
    assert abs(len(heard.likelihood) - len(other.likelihood)) <= 1
    agreed = (heard.likelihood[:count] >= 128) == (other.likelihood[:count] >= 128)
    assert agreed.mean() > 0.8


def test_silence_and_noise_hold_no_speech(tmp_path: Path) -> None:
    silence = write_clip_file(tmp_path / "silence.pcm", np.zeros((480_000, 1), np.float32), 48_000)
    assert finish(detect_speech(silence)).speech_ms == 0
    assert finish(detect_speech(noise_clip(tmp_path, 20))).speech_ms < 2000


@pytest.mark.parametrize("samples", [0, 1, 100, 481])
def test_a_clip_of_a_few_samples_is_no_trouble(tmp_path: Path, samples: int) -> None:
    clip = write_clip_file(tmp_path / "short.pcm", np.full((samples, 2), np.nan, np.float32), 48_000)
    assert finish(detect_speech(clip)).speech_ms == 0


def test_where_minutes_meet_nothing_changes(sample: PcmClip, tmp_path: Path) -> None:
    """Detection works minute by minute; starting 20 s later moves the boundaries."""
    whole = np.concatenate([sample.read(0, sample.samples)[:, :1]] * 3)
    later = finish(detect_speech(write_clip_file(tmp_path / "later.pcm", whole[20 * 48_000 :], 48_000)))
    first = finish(detect_speech(write_clip_file(tmp_path / "whole.pcm", whole, 48_000)))
    both = first.likelihood[2000 + 500 :].astype(int), later.likelihood[500:].astype(int)
    assert np.abs(both[0] - both[1]).max() <= 1


def test_detection_reports_progress_and_can_be_cancelled(sample: PcmClip) -> None:
    job = detect_speech(sample)
    steps = [next(job), next(job)]
    job.close()
    assert [step.total for step in steps] == [sample.samples, sample.samples]
    assert steps[0].done == 0
    assert steps[1].fraction > 0.5


def test_what_was_heard_is_kept_and_read_again(heard: SpeechActivity, tmp_path: Path) -> None:
    save_activity(heard, tmp_path / "speech.npz")
    again = load_activity(tmp_path / "speech.npz")
    assert again is not None
    assert np.array_equal(again.likelihood, heard.likelihood)
    assert np.array_equal(again.level, heard.level)
    assert (tmp_path / "speech.npz").stat().st_size < 20_000


def test_a_damaged_or_missing_file_is_simply_not_there(heard: SpeechActivity, tmp_path: Path) -> None:
    path = tmp_path / "speech.npz"
    assert load_activity(path) is None
    save_activity(heard, path)
    path.write_bytes(path.read_bytes()[:500])
    assert load_activity(path) is None
    np.savez(path, form=np.uint8(99), likelihood=heard.likelihood, level=heard.level)
    assert load_activity(path) is None


def test_a_tone_has_the_same_level_at_every_rate() -> None:
    levels = []
    for rate_hz in (16_000, 44_100, 48_000):
        tone = np.sin(2 * np.pi * 1000 * np.arange(rate_hz) / rate_hz).astype(np.float32)
        levels.append(log_mel(MelFilterBank(rate_hz).powers(tone, 20, 80, 0)).max())
    assert np.ptp(levels) < 0.02


def test_a_detector_that_is_not_whole_is_not_run(tmp_path: Path) -> None:
    with pytest.raises(WeightsMissing, match="reinstall Deepdub"):
        Detector(tmp_path / "none.npz")
    (tmp_path / "text.npz").write_text("not weights")
    with pytest.raises(WeightsDamaged):
        Detector(tmp_path / "text.npz")
    np.savez(tmp_path / "other.npz", **{"0.kernel": np.zeros((3, 3)), "0.bias": np.zeros(3)})
    with pytest.raises(WeightsDamaged, match="another network"):
        Detector(tmp_path / "other.npz")


def test_stretches_of_speech_are_phrases_and_not_syllables(heard: SpeechActivity) -> None:
    stretches = speech_intervals(heard)
    assert 4 <= len(stretches) <= 25
    assert all(stretch.end_ms - stretch.start_ms >= 150 for stretch in stretches)
