"""Properties of separated stems that hold for every model."""

from __future__ import annotations

import dataclasses
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from deepdub_engine.audio.pcm import Depth, PcmClip, Samples
from deepdub_engine.audio.wav import quantise
from deepdub_engine.base.errors import DiskFull, FileUnreadable, OutputNotWritable, WeightsDamaged
from deepdub_engine.base.progress import finish
from deepdub_engine.separation.local import separate
from deepdub_engine.separation.models.registry import Model
from deepdub_engine.separation.network.unet_spec import SPLEETER_SPEC
from deepdub_engine.separation.stems import Stems, split
from deepdub_engine.separation.stft import Analysis, Synthesis
from tests.helpers.clips import noise_clip
from tests.helpers.tiny_models import TINY, random_model, transparent_model

SEGMENT = TINY.frames * TINY.hop


@pytest.fixture
def model(tmp_path: Path) -> Model:
    return random_model(tmp_path)


def read(clip: PcmClip) -> Samples:
    return clip.read(0, clip.samples)


def stems_of(samples: Samples, rate_hz: int, model: Model, folder: Path, depth: Depth = Depth.FLOAT) -> Stems:
    path = folder / "mixture.pcm"
    samples.tofile(path)
    clip = PcmClip(path, rate_hz, samples.shape[1], len(samples), depth)
    return finish(separate(clip, model, folder))


def noise(count: int, channels: int = 2, seed: int = 1) -> Samples:
    return np.random.default_rng(seed).uniform(-0.9, 0.9, (count, channels)).astype(np.float32)


@settings(max_examples=25)
@example(count=SEGMENT - 4096, cuts=[5000])
@example(count=SEGMENT - 4095, cuts=[5000])
@example(count=SEGMENT - 1024, cuts=[5000])
@example(count=SEGMENT - 1023, cuts=[5000])
@given(count=st.integers(0, 3 * SEGMENT), cuts=st.lists(st.integers(1, 70_000), min_size=1, max_size=5))
def test_the_frame_grid_gives_back_every_sample(count: int, cuts: list[int]) -> None:
    sound = noise(count)
    analysis, synthesis = Analysis(TINY), Synthesis(TINY)
    parts, at, number = [], 0, 0
    while at < count:
        block = sound[at : at + cuts[number % len(cuts)]]
        parts += [
            synthesis.push(lambda part, whole=spectrum: whole[:, part].copy()) for spectrum in analysis.push(block)
        ]
        at, number = at + len(block), number + 1
    parts += [synthesis.push(lambda part, whole=spectrum: whole[:, part].copy()) for spectrum in analysis.flush()]
    got = np.concatenate(parts)
    assert len(got) >= count
    np.testing.assert_allclose(got[:count], sound, atol=2e-6)


def test_the_grid_is_that_of_spleeter() -> None:
    # One frame of silence comes first, so frame 4 starts at the first sample.
    sound = noise(SPLEETER_SPEC.frames * SPLEETER_SPEC.hop)
    spectrum = next(Analysis(SPLEETER_SPEC).push(sound))
    window = np.hanning(4097)[:-1]
    assert spectrum.shape == (2, 512, 2049)
    assert np.abs(spectrum[:, 0]).max() == 0
    np.testing.assert_allclose(spectrum[1, 4], np.fft.rfft(sound[:4096, 1] * window), atol=1e-3)


@pytest.mark.parametrize("depth", list(Depth))
@pytest.mark.parametrize(("rate_hz", "channels"), [(44_100, 2), (48_000, 1), (22_050, 2)])
def test_stems_add_up_to_the_clip(tmp_path: Path, model: Model, depth: Depth, rate_hz: int, channels: int) -> None:
    mixture = quantise(noise(100_001, channels), depth)
    stems = stems_of(mixture, rate_hz, model, tmp_path, depth)
    vocals, accompaniment = read(stems.vocals), read(stems.accompaniment)
    for clip in (stems.vocals, stems.accompaniment):
        assert (clip.rate_hz, clip.channels, clip.samples, clip.depth) == (rate_hz, channels, 100_001, depth)
        assert clip.path.stat().st_size == 4 * channels * 100_001
    assert vocals.std() > 0.01
    assert accompaniment.std() > 0.01
    if depth is Depth.FLOAT:
        np.testing.assert_allclose(vocals + accompaniment, mixture, atol=1.2e-7)
    else:
        np.testing.assert_array_equal(vocals + accompaniment, mixture)
        np.testing.assert_array_equal(quantise(vocals, depth), vocals)
        np.testing.assert_array_equal(quantise(accompaniment, depth), accompaniment)


SAMPLES = arrays.arrays(np.float32, (50, 2), elements=st.floats(-1.5, 1.5, width=32))


@given(mixture=SAMPLES, vocals=SAMPLES, depth=st.sampled_from([Depth.INT16, Depth.INT24]))
def test_stems_add_up_even_where_one_would_leave_full_scale(mixture: Samples, vocals: Samples, depth: Depth) -> None:
    stored = quantise(mixture, depth)
    first, second = split(stored, vocals, depth)
    np.testing.assert_array_equal(first + second, stored)
    for stem in (first, second):
        np.testing.assert_array_equal(quantise(stem, depth), stem)


@pytest.mark.parametrize("rate_hz", [8000, 22_050, 44_100, 44_101, 48_000, 96_000])
@pytest.mark.parametrize("channels", [1, 2])
def test_a_click_stays_where_it_is_at_any_rate(tmp_path: Path, rate_hz: int, channels: int) -> None:
    count, at = 2 * rate_hz + 123, rate_hz + 57
    mixture = np.zeros((count, channels), np.float32)
    mixture[at] = 0.5
    vocals = read(stems_of(mixture, rate_hz, transparent_model(tmp_path), tmp_path).vocals)
    assert len(vocals) == count
    assert np.abs(vocals).argmax() == at * channels
    # Symmetric around the click: no delay, not even of a fraction of a sample.
    np.testing.assert_allclose(vocals[at - 40 : at], vocals[at + 40 : at : -1], atol=2e-4)
    assert np.abs(vocals[: at - 3000]).max() < 1e-4


@pytest.mark.parametrize("rate_hz", [22_050, 32_000, 44_100, 48_000, 96_000])
def test_a_sweep_has_no_delay_at_any_rate(tmp_path: Path, rate_hz: int) -> None:
    count = 3 * rate_hz + 11
    time_s = np.arange(count) / rate_hz
    slope = (0.4 * rate_hz - 50) / time_s[-1]
    sweep = 0.5 * np.sin(2 * np.pi * (50 * time_s + slope * time_s**2 / 2))
    mixture = np.stack([sweep, -sweep], 1).astype(np.float32)
    vocals = read(stems_of(mixture, rate_hz, transparent_model(tmp_path), tmp_path).vocals)
    assert vocals.shape == mixture.shape
    size = 1 << (2 * count - 1).bit_length()
    for channel in range(2):
        spectra = [np.fft.rfft(sound[:, channel], size) for sound in (mixture, vocals)]
        correlation = np.fft.irfft(spectra[0].conj() * spectra[1], size)
        assert correlation.argmax() == 0
        assert correlation[1] == pytest.approx(correlation[-1], rel=1e-3)  # not even a fraction of a sample


def test_float_stems_add_up_to_the_last_place(tmp_path: Path, model: Model) -> None:
    mixture = noise(90_000)
    stems = stems_of(mixture, 44_100, model, tmp_path)
    vocals, accompaniment = read(stems.vocals), read(stems.accompaniment)
    unit = np.spacing(np.maximum(np.abs(mixture), np.maximum(np.abs(vocals), np.abs(accompaniment))))
    assert (np.abs(vocals + accompaniment - mixture) <= unit).all()


@pytest.mark.parametrize("rate_hz", [44_100, 48_000])
def test_nothing_drifts_over_many_segments(tmp_path: Path, rate_hz: int) -> None:
    time_s = np.arange(20 * rate_hz) / rate_hz
    mixture = np.stack([np.sin(2 * np.pi * 440 * time_s), np.sin(2 * np.pi * 3001 * time_s)], 1).astype(np.float32) / 2
    vocals = read(stems_of(mixture, rate_hz, transparent_model(tmp_path), tmp_path).vocals)
    np.testing.assert_allclose(vocals[2000:-2000], mixture[2000:-2000], atol=1e-5)


@pytest.mark.parametrize("count", [0, 1, 2, 1023, 4096, SEGMENT - 4096, SEGMENT - 4095, SEGMENT + 3072, 2 * SEGMENT])
@pytest.mark.parametrize("rate_hz", [44_100, 11_025])
def test_any_length_comes_back_as_it_was(tmp_path: Path, count: int, rate_hz: int) -> None:
    mixture = quantise(noise(count), Depth.INT16)
    stems = stems_of(mixture, rate_hz, transparent_model(tmp_path), tmp_path, Depth.INT16)
    assert stems.vocals.samples == stems.accompaniment.samples == count
    np.testing.assert_array_equal(read(stems.vocals) + read(stems.accompaniment), mixture)


@pytest.mark.parametrize("rate_hz", [1, 100, 384_000])
def test_extreme_sample_rates_do_no_harm(tmp_path: Path, model: Model, rate_hz: int) -> None:
    stems = stems_of(noise(5), rate_hz, model, tmp_path)
    assert stems.vocals.samples == 5


def test_mono_is_separated_as_its_stereo_copy(tmp_path: Path, model: Model) -> None:
    mixture = noise(90_000, 1)
    mono = read(stems_of(mixture, 44_100, model, tmp_path).vocals)
    stereo = read(stems_of(np.repeat(mixture, 2, 1), 44_100, model, tmp_path).vocals)
    np.testing.assert_allclose(mono[:, 0], stereo.mean(1), atol=1e-6)


def test_silence_stays_silent_and_full_scale_stays_finite(tmp_path: Path, model: Model) -> None:
    assert not read(stems_of(np.zeros((50_000, 2), np.float32), 44_100, model, tmp_path).vocals).any()
    square = np.sign(noise(50_000))
    assert np.isfinite(read(stems_of(square, 44_100, model, tmp_path).vocals)).all()


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf, 3e38])
@pytest.mark.parametrize("rate_hz", [44_100, 48_000])
def test_an_invalid_sample_does_not_spread(tmp_path: Path, model: Model, bad: float, rate_hz: int) -> None:
    mixture = noise(60_000)
    clean = mixture.copy()
    clean[30_000, 0] = 0
    mixture[30_000, 0] = bad
    got = stems_of(mixture, rate_hz, model, tmp_path)
    vocals, accompaniment = read(got.vocals), read(got.accompaniment)
    assert np.isfinite(vocals).all()
    assert np.isfinite(accompaniment).all()
    if not np.isfinite(bad):
        np.testing.assert_array_equal(vocals, read(stems_of(clean, rate_hz, model, tmp_path).vocals))


def test_the_next_clip_has_stems_of_its_own(tmp_path: Path, model: Model) -> None:
    first = read(stems_of(noise(70_000, seed=1), 44_100, model, tmp_path).vocals)
    second = read(stems_of(noise(70_000, seed=2), 44_100, model, tmp_path).vocals)
    again = read(stems_of(noise(70_000, seed=1), 44_100, model, tmp_path).vocals)
    assert np.abs(first - second).max() > 0.1
    np.testing.assert_array_equal(first, again)


def test_progress_reaches_the_end_and_never_goes_back(tmp_path: Path, model: Model) -> None:
    clip = noise_clip(tmp_path, 5)
    seen: list[int] = []
    finish(separate(clip, model, tmp_path), lambda progress: seen.append(progress.done))
    assert seen == sorted(seen)
    assert seen[0] == 0
    assert seen[-1] == clip.samples
    assert len(seen) > 4


def test_cancelling_leaves_nothing_behind(tmp_path: Path, model: Model) -> None:
    clip, out = noise_clip(tmp_path, 5), tmp_path / "out"
    job = separate(clip, model, out)
    for _ in range(3):
        next(job)
    assert len(list(out.iterdir())) == 2
    job.close()
    assert list(out.iterdir()) == []


def test_cancelling_keeps_the_stems_that_were_there(tmp_path: Path, model: Model) -> None:
    before = read(finish(separate(noise_clip(tmp_path, 1), model, tmp_path)).vocals)
    job = separate(noise_clip(tmp_path, 5), model, tmp_path)
    next(job)
    next(job)
    job.close()
    np.testing.assert_array_equal(np.fromfile(tmp_path / "vocals.pcm", "<f4").reshape(-1, 2), before)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, model: Model) -> None:
    clip, file = noise_clip(tmp_path, 1), tmp_path / "file"
    file.write_text("in the way")
    with pytest.raises(OutputNotWritable, match="file"):
        finish(separate(clip, model, file))
    assert file.read_text() == "in the way"


def test_a_full_disk_is_reported_and_leaves_nothing(tmp_path: Path, model: Model) -> None:
    resource = pytest.importorskip("resource", reason="needs POSIX file size limits")
    clip, out = noise_clip(tmp_path, 5), tmp_path / "out"
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, hard))
    try:
        with pytest.raises(DiskFull) as full:
            finish(separate(clip, model, out))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert full.value.path == out
    assert list(out.iterdir()) == []


def test_damaged_weights_are_never_run(tmp_path: Path, model: Model) -> None:
    clip, out = noise_clip(tmp_path, 1), tmp_path / "out"
    with pytest.raises(WeightsDamaged):
        finish(separate(clip, dataclasses.replace(model, sha256="0" * 64), out))
    assert list(out.iterdir()) == []


def test_a_clip_that_was_cut_short_is_noticed(tmp_path: Path, model: Model) -> None:
    clip, out = noise_clip(tmp_path, 5), tmp_path / "out"
    with clip.path.open("rb+") as file:
        file.truncate(40_000)
    with pytest.raises(FileUnreadable, match="shorter"):
        finish(separate(clip, model, out))
    assert list(out.iterdir()) == []


def test_memory_does_not_grow_with_the_clip(tmp_path: Path, model: Model) -> None:
    def peak(seconds: int) -> int:
        path = tmp_path / "long.pcm"
        with path.open("wb") as file:
            file.truncate(4 * 2 * 16_000 * seconds)
        tracemalloc.start()
        finish(separate(PcmClip(path, 16_000, 2, 16_000 * seconds), model, tmp_path))
        return tracemalloc.get_traced_memory()[1]

    try:
        finish(separate(noise_clip(tmp_path, 1), model, tmp_path))
        short = peak(10)
        tracemalloc.stop()
        assert peak(80) < 1.5 * short  # how many segments are in progress at once is random
    finally:
        tracemalloc.stop()
