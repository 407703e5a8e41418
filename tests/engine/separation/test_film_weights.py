"""The film separator with the weights that people use, on the sample; skipped where they were not fetched."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from deepdub_engine.audio.media.decode import decode
from deepdub_engine.audio.pcm import Depth, PcmClip, Samples
from deepdub_engine.base.progress import finish
from deepdub_engine.base.resources import resource
from deepdub_engine.separation.deep_filter import DeepFilter
from deepdub_engine.separation.local import separate, separate_spans
from deepdub_engine.separation.models.parts import deepfilternet_graphs
from deepdub_engine.separation.models.registry import Model, default_model, find_model, load_network
from deepdub_engine.separation.network.runtime import Network, import_openvino
from tests.helpers.clips import write_clip_file
from tests.helpers.official_weights import official_weights

pytestmark = pytest.mark.usefixtures("no_environment")
RATE_HZ = 48_000


@pytest.fixture
def film(monkeypatch: pytest.MonkeyPatch) -> Model:
    official_weights("2stems")
    monkeypatch.setenv("MODEL_PATH", str(official_weights("deepfilternet3")))
    assert default_model().name == "film"
    return find_model("film")


@pytest.fixture
def sample(tmp_path: Path) -> PcmClip:
    return finish(decode(resource("sample") / "sample.mkv", tmp_path / "sample")).clip


def vocals_of(clip: PcmClip, film: Model, network: Network, folder: Path) -> Samples:
    return finish(separate(clip, film, folder, load=lambda _: network)).vocals.read(0, clip.samples)


def test_a_film_is_separated_alike_at_any_level_and_in_parts(film: Model, sample: PcmClip, tmp_path: Path) -> None:
    network = load_network(film)
    mixture = sample.read(0, min(sample.samples, 45 * sample.rate_hz))
    clip = write_clip_file(tmp_path / "1.pcm", mixture, sample.rate_hz, Depth.FLOAT)
    whole = vocals_of(clip, film, network, tmp_path / "whole")
    assert 0.05 < whole.std() / mixture.std() < 1.05
    for factor in (0.1, 10.0):
        other = write_clip_file(tmp_path / "2.pcm", mixture * np.float32(factor), sample.rate_hz, Depth.FLOAT)
        found = vocals_of(other, film, network, tmp_path / "other") / np.float32(factor)
        assert abs(20 * np.log10(found.std() / whole.std())) < 0.3
        assert np.mean((found - whole) ** 2) < 1e-4 * np.mean(whole**2)
    start, stop = clip.samples // 3, clip.samples // 3 + clip.rate_hz
    part = finish(separate_spans(clip, film, tmp_path / "part", ((start, stop),), load=lambda _: network))
    np.testing.assert_array_equal(part.vocals.read(start, stop), whole[start:stop])


def test_deepfilternet_takes_noise_away_and_keeps_to_the_time(film: Model) -> None:
    assert film.is_installed
    speech = DeepFilter(import_openvino(), deepfilternet_graphs())
    rng = np.random.default_rng(1)
    noise = (0.05 * rng.standard_normal(6 * RATE_HZ)).astype(np.float32)
    silence = np.zeros(3 * RATE_HZ + 77, np.float32)
    quiet, left = speech.speech([noise, silence], begins=True)
    assert (len(quiet), len(left)) == (len(noise), len(silence))
    assert quiet[RATE_HZ:].std() < 0.1 * noise.std()
    assert np.abs(left).max() < 1e-6


def test_a_chunk_hears_enough_before_it_to_know_the_level(film: Model, sample: PcmClip) -> None:
    assert film.is_installed
    import soxr

    sound = soxr.resample(sample.read(0, 22 * sample.rate_hz).mean(axis=1), sample.rate_hz, RATE_HZ)
    sound = (0.07 / sound.std() * sound).astype(np.float32)
    speech = DeepFilter(import_openvino(), deepfilternet_graphs())
    (whole,) = speech.speech([sound], begins=True)
    start = 10 * RATE_HZ
    _, part = speech.speech([sound[:RATE_HZ], sound[start - 3 * RATE_HZ :]], begins=True)
    error = part[3 * RATE_HZ :] - whole[start:]
    assert 10 * np.log10(np.mean(error**2) / np.mean(whole[start:] ** 2)) < -20
