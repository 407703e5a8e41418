"""Exact mode with any weights: each stem from its own mask, as floats, in stereo.

Tests in ``tests/spleeter`` compare it with Spleeter itself.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from deepdub_engine.audio.pcm import Depth, PcmClip, Samples
from deepdub_engine.audio.wav import quantise
from deepdub_engine.base.errors import NoExactMode
from deepdub_engine.base.progress import finish
from deepdub_engine.cli import main
from deepdub_engine.pipeline.clip import export_stems
from deepdub_engine.separation.child import separate_in_child
from deepdub_engine.separation.local import separate
from deepdub_engine.separation.models.registry import Model
from deepdub_engine.separation.network import UNetSpec
from deepdub_engine.separation.stems import Stems
from tests.helpers.clips import write_clip_file
from tests.helpers.spleeter_checkpoint import write_checkpoint
from tests.helpers.tiny_models import random_model, random_weights, write_model

TWO_NETS = UNetSpec(64, 64, (2, 3, 4, 4, 3, 2), 2)
TOP_HZ = 64 * 44_100 / 4096


@pytest.fixture
def model(tmp_path: Path) -> Model:
    return write_model(tmp_path, random_weights(TWO_NETS), TWO_NETS)


def noise_clip(folder: Path, count: int, channels: int, rate_hz: int = 44_100) -> PcmClip:
    noise = np.random.default_rng(5).uniform(-0.9, 0.9, (count, channels)).astype(np.float32)
    return write_clip_file(folder / "mixture.pcm", quantise(noise, Depth.INT16), rate_hz, Depth.INT16)


def both(stems: Stems) -> tuple[Samples, Samples]:
    return stems.vocals.read(0, stems.vocals.samples), stems.accompaniment.read(0, stems.accompaniment.samples)


def loudness_db(sound: Samples, rate_hz: int, from_hz: float, to_hz: float) -> float:
    spectrum = np.abs(np.fft.rfft(sound[:, 0] * np.hanning(len(sound))))
    at_hz = np.fft.rfftfreq(len(sound), 1 / rate_hz)
    return float(20 * np.log10(spectrum[(at_hz >= from_hz) & (at_hz < to_hz)].mean()))


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("rate_hz", [44_100, 48_000])
def test_exact_stems_hold_the_band_that_the_network_sees(
    tmp_path: Path, model: Model, channels: int, rate_hz: int
) -> None:
    clip = noise_clip(tmp_path, 150_001, channels, rate_hz)
    stems = finish(separate(clip, model, tmp_path, exact=True))
    for stem in (stems.vocals, stems.accompaniment):
        assert (stem.rate_hz, stem.samples, stem.channels) == (rate_hz, clip.samples, 2)
    vocals, accompaniment = both(stems)
    whole = vocals + accompaniment
    difference = whole - clip.read(0, clip.samples)
    below, above = (20.0, TOP_HZ - 50), (TOP_HZ + 50, 20_000.0)
    assert loudness_db(difference, rate_hz, *below) < loudness_db(whole, rate_hz, *below) - 60
    assert loudness_db(whole, rate_hz, *above) < loudness_db(difference, rate_hz, *above) - 60
    assert np.abs(vocals - accompaniment).max() > 0.01


def test_exact_stems_are_not_rounded_until_a_file_is_written(tmp_path: Path, model: Model) -> None:
    clip = noise_clip(tmp_path, 60_001, 1)
    stems = finish(separate(clip, model, tmp_path, exact=True))
    for depth in Depth:
        paths = finish(export_stems(clip, stems, tmp_path / depth, "clip", depth=depth))
        for path, stem in zip(paths, both(stems), strict=True):
            written, rate_hz = soundfile.read(path, dtype="float32")
            assert (rate_hz, written.shape) == (44_100, (60_001, 2))
            np.testing.assert_array_equal(written, quantise(stem, depth))


def test_the_child_gives_the_same_exact_stems(tmp_path: Path, model: Model) -> None:
    clip = noise_clip(tmp_path, 90_000, 1)
    here = finish(separate(clip, model, tmp_path / "here", exact=True))
    there = finish(separate_in_child(clip, model, tmp_path / "there", exact=True))
    assert there == Stems.of(clip, tmp_path / "there", exact=True)
    for first, second in zip(both(here), both(there), strict=True):
        np.testing.assert_array_equal(first, second)


def test_other_models_than_those_of_spleeter_have_no_exact_mode(tmp_path: Path) -> None:
    clip = noise_clip(tmp_path, 1000, 2)
    with pytest.raises(NoExactMode, match="tiny"):
        finish(separate(clip, random_model(tmp_path), tmp_path / "out", exact=True))
    assert not (tmp_path / "out").exists()


def test_exact_with_the_speech_model_is_refused_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    soundfile.write(tmp_path / "clip.wav", np.zeros((100, 2)), 44_100)
    out = tmp_path / "out"
    assert main(["separate", str(tmp_path / "clip.wav"), "-o", str(out), "--exact", "--model", "speech"]) == 2
    assert "omit --exact" in capsys.readouterr().err
    assert not out.exists()


def test_exact_alone_means_spleeters_weights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    checkpoint = write_checkpoint(tmp_path / "2stems")
    monkeypatch.setenv("MODEL_PATH", str(tmp_path))
    noise = np.random.default_rng(1).uniform(-0.5, 0.5, 30_000)
    soundfile.write(tmp_path / "clip.wav", noise, 44_100, subtype="FLOAT")
    arguments = ["separate", str(tmp_path / "clip.wav"), "-o", str(tmp_path / "out"), "--exact", "--quiet"]
    assert main(arguments) == 0, capsys.readouterr().err
    (checkpoint / "model.data-00000-of-00001").unlink()
    vocals, accompaniment = (
        soundfile.read(tmp_path / "out" / f"clip_{stem}.wav", dtype="float32")[0]
        for stem in ("vocals", "accompaniment")
    )
    assert vocals.shape == accompaniment.shape == (30_000, 2)
    # Neither stem contains anything above 11 kHz, the highest frequency that Spleeter processes.
    assert (
        loudness_db(vocals + accompaniment, 44_100, 11_200, 20_000) < loudness_db(noise[:, None], 44_100, 20, 1e4) - 60
    )
