"""The film separator: parts as in the whole clip, one level, constant memory, and what it does without its parts."""

from __future__ import annotations

import itertools
import tracemalloc
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
import soxr
from hypothesis import given, settings
from hypothesis import strategies as st

from deepdub_engine.audio.pcm import Depth, PcmClip, Samples
from deepdub_engine.base.errors import WeightsDamaged
from deepdub_engine.base.progress import finish
from deepdub_engine.base.spans import merge_spans
from deepdub_engine.separation.film import FilmNetwork, film_sources
from deepdub_engine.separation.film_context import (
    CHUNK_SAMPLES,
    CHUNKS_AT_ONCE,
    FADE_SAMPLES,
    RUN_IN_SAMPLES,
    RUN_OUT_SAMPLES,
    chunks_for,
    context_of,
)
from deepdub_engine.separation.level import clip_gain
from deepdub_engine.separation.local import network_stems, separate, separate_spans
from deepdub_engine.separation.models.parts import graphs_in
from deepdub_engine.separation.models.registry import (
    Model,
    default_model,
    known_models,
    load_network,
    missing_weights_notice,
)
from deepdub_engine.separation.network.film_spec import FilmSpec
from deepdub_engine.separation.network.runtime import Network
from deepdub_engine.separation.network.weights import Weights
from deepdub_engine.separation.segment_plan import segment_plans
from tests.helpers.clips import write_clip_file
from tests.helpers.model_files import leave_environment
from tests.helpers.spleeter_checkpoint import write_bundle
from tests.helpers.tiny_film import TINY_FILM, drifting_filter, tiny_film_network
from tests.helpers.tiny_models import all_frames, random_model, random_weights, write_model

RATE_HZ = TINY_FILM.rate_hz
Complex = npt.NDArray[np.complex128]


@pytest.fixture(scope="module")
def network() -> FilmNetwork:
    return tiny_film_network()


@pytest.fixture
def model(tmp_path: Path) -> Model:
    return write_model(tmp_path, random_weights(TINY_FILM), TINY_FILM)


def sound(seconds: float, rate_hz: int = RATE_HZ, seed: int = 5) -> Samples:
    rng = np.random.default_rng(seed)
    swell = 0.05 + 0.2 * rng.random((round(seconds) + 2, 1)).repeat(rate_hz, axis=0)
    count = round(seconds * rate_hz)
    return (rng.uniform(-1, 1, (count, 2)) * swell[:count]).astype(np.float32)


def vocals_of(clip: PcmClip, model: Model, network: Network, folder: Path) -> Samples:
    stems = finish(separate(clip, model, folder, load=lambda _: network))
    return stems.vocals.read(0, clip.samples)


@settings(max_examples=8, deadline=None)
@given(data=st.data(), rate_hz=st.sampled_from([44_100, 48_000]), seconds=st.sampled_from([0.4, 13.0, 47.0, 90.0]))
def test_a_part_of_a_film_is_what_it_would_be_in_the_whole(
    tmp_path_factory: pytest.TempPathFactory, network: FilmNetwork, data: st.DataObject, rate_hz: int, seconds: float
) -> None:
    folder = tmp_path_factory.mktemp("film")
    clip = write_clip_file(folder / "mixture.pcm", sound(seconds, rate_hz), rate_hz, Depth.FLOAT)
    model = write_model(folder, random_weights(TINY_FILM), TINY_FILM)
    place = st.integers(0, clip.samples)
    spans = merge_spans(data.draw(st.lists(st.tuples(place, place), min_size=1, max_size=3)), clip.samples)
    whole = vocals_of(clip, model, network, folder)
    part = finish(separate_spans(clip, model, folder, spans, load=lambda _: network))
    for start, stop in spans:
        np.testing.assert_array_equal(part.vocals.read(start, stop), whole[start:stop])


@pytest.mark.parametrize("at_s", [19.99, 20.0, 20.049, 20.051, 39.999, 40.0, 40.02, 59.98])
def test_a_part_at_the_seam_of_two_chunks_is_that_of_the_whole(
    tmp_path: Path, model: Model, network: FilmNetwork, at_s: float
) -> None:
    clip = write_clip_file(tmp_path / "mixture.pcm", sound(63), RATE_HZ, Depth.FLOAT)
    whole = vocals_of(clip, model, network, tmp_path)
    start = round(at_s * RATE_HZ)
    part = finish(separate_spans(clip, model, tmp_path, ((start, start + 700),), load=lambda _: network))
    np.testing.assert_array_equal(part.vocals.read(start, start + 700), whole[start : start + 700])


def whole_sources(mixture: Samples, network: FilmNetwork, clip: PcmClip) -> tuple[Samples, Samples]:
    """Return vocals and speech of a whole clip at once."""
    assert network.vocals is not None
    (plan,) = segment_plans(clip, network.vocals.spec, ((0, len(mixture)),))
    vocals = np.concatenate(list(network_stems(iter([mixture]), network.vocals, plan)))
    middle = mixture.mean(axis=1, dtype=np.float32)
    speech = np.zeros(len(mixture), np.float32)
    for start in range(0, len(mixture), CHUNK_SAMPLES):
        first = max(0, start - RUN_IN_SAMPLES)
        heard = middle[first : start + CHUNK_SAMPLES + RUN_OUT_SAMPLES]
        (found,) = drifting_filter([soxr.resample(heard, 44_100, 48_000, quality="HQ")], begins=not start)
        back = soxr.resample(found, 48_000, 44_100, quality="HQ")
        back = np.pad(back, (0, max(0, len(heard) - len(back))))[start - first :][: CHUNK_SAMPLES + FADE_SAMPLES]
        back = back[: len(mixture) - start]
        fade = np.minimum(1, np.arange(len(back)) / (FADE_SAMPLES - 1)) if start else np.ones(len(back))
        place = speech[start : start + len(back)]
        place[:] = place * (1 - fade) + back * fade
    return vocals[: len(mixture)], speech


def test_what_the_film_network_sees_is_the_mixture_and_both_results(tmp_path: Path, network: FilmNetwork) -> None:
    mixture = sound(50)
    clip = write_clip_file(tmp_path / "mixture.pcm", mixture, RATE_HZ, Depth.FLOAT)
    (plan,) = segment_plans(clip, TINY_FILM, ((0, clip.samples),))
    blocks = np.array_split(mixture, 37)
    seen = np.concatenate(list(film_sources(iter(blocks), network, plan, network_stems)))
    vocals, speech = whole_sources(mixture, network, clip)
    np.testing.assert_array_equal(seen[:, :2], mixture)
    np.testing.assert_allclose(seen[:, 2:4], vocals, atol=1e-6)
    np.testing.assert_allclose(seen[:, 4], speech, atol=1e-6)


@pytest.mark.parametrize("factor", [0.1, 0.01, 8.0])
@pytest.mark.parametrize("film", [True, False])
def test_a_quieter_or_louder_clip_gives_the_same_stems_at_its_level(
    tmp_path: Path, network: FilmNetwork, factor: float, film: bool
) -> None:
    used = network if film else network.vocals
    assert used is not None
    model = write_model(tmp_path, random_weights(TINY_FILM), TINY_FILM)
    mixture = sound(14)
    one = vocals_of(write_clip_file(tmp_path / "1.pcm", mixture, RATE_HZ, Depth.FLOAT), model, used, tmp_path / "a")
    clip = write_clip_file(tmp_path / "2.pcm", mixture * np.float32(factor), RATE_HZ, Depth.FLOAT)
    other = vocals_of(clip, model, used, tmp_path / "b") / np.float32(factor)
    assert np.mean((one - other) ** 2) < 1e-6 * np.mean(one**2)


def test_the_level_is_that_of_the_whole_clip_and_quickly_found(tmp_path: Path) -> None:
    clip = write_clip_file(tmp_path / "1.pcm", sound(3), RATE_HZ, Depth.FLOAT)
    rms = float(np.sqrt(np.mean(np.square(clip.read(0, clip.samples)))))
    assert clip_gain(clip) == pytest.approx(0.07 / rms, rel=0.02)
    hours = tmp_path / "hours.pcm"
    with hours.open("wb") as file:
        file.truncate(8 * 7200 * RATE_HZ)
    assert clip_gain(PcmClip(hours, RATE_HZ, 2, 7200 * RATE_HZ, Depth.FLOAT)) == 1.0
    assert clip_gain(PcmClip(hours, RATE_HZ, 2, 0, Depth.FLOAT)) == 1.0


@pytest.mark.parametrize(("vocals", "speech"), [(True, False), (False, True)])
def test_with_one_of_its_parts_a_film_is_separated_in_whole_and_in_part(
    tmp_path: Path, model: Model, vocals: bool, speech: bool
) -> None:
    less = tiny_film_network(vocals=vocals, speech=speech)
    clip = write_clip_file(tmp_path / "mixture.pcm", sound(45), RATE_HZ, Depth.FLOAT)
    whole = vocals_of(clip, model, less, tmp_path)
    assert whole.std() > 0.01
    assert np.abs(whole - vocals_of(clip, model, tiny_film_network(), tmp_path)).max() > 0.01
    start = 30 * RATE_HZ
    part = finish(separate_spans(clip, model, tmp_path, ((start, start + 999),), load=lambda _: less))
    np.testing.assert_array_equal(part.vocals.read(start, start + 999), whole[start : start + 999])


def test_a_cancelled_separation_ends_its_thread_and_leaves_nothing(
    tmp_path: Path, model: Model, network: FilmNetwork
) -> None:
    clip = write_clip_file(tmp_path / "mixture.pcm", sound(130), RATE_HZ, Depth.FLOAT)
    job = separate(clip, model, tmp_path / "stems", load=lambda _: network)
    for _ in itertools.islice(job, 3):
        pass
    job.close()
    assert not list((tmp_path / "stems").iterdir())
    assert vocals_of(clip, model, network, tmp_path).std() > 0.01  # the networks are ready for the next one


@pytest.mark.measured
@pytest.mark.parametrize(("vocals", "speech"), [(True, True), (True, False), (False, True)])
def test_a_long_film_takes_no_more_memory_than_a_short_one(
    tmp_path: Path, model: Model, vocals: bool, speech: bool
) -> None:
    network = tiny_film_network(vocals=vocals, speech=speech)

    def peak(minutes: int) -> int:
        path = tmp_path / f"{minutes}.pcm"
        with path.open("wb") as file:
            file.truncate(8 * 60 * minutes * RATE_HZ)
        clip = PcmClip(path, RATE_HZ, 2, 60 * minutes * RATE_HZ, Depth.FLOAT)
        tracemalloc.start()
        finish(separate(clip, model, tmp_path / "stems", load=lambda _: network))
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    assert peak(8) < 1.3 * peak(3)  # keeping the mixture would add 105 MB to some 180 MB


def test_chunks_that_run_together_are_always_complete() -> None:
    for start in range(0, 5 * CHUNK_SAMPLES, CHUNK_SAMPLES // 7):
        chunks = chunks_for((start, start + 1000))
        assert chunks.start % CHUNKS_AT_ONCE == chunks.stop % CHUNKS_AT_ONCE == 0
        assert (
            chunks.start * CHUNK_SAMPLES <= max(0, start - FADE_SAMPLES) < start + 1000 <= chunks.stop * CHUNK_SAMPLES
        )
        first, last = context_of((start, start + 1000))
        assert first <= max(0, chunks.start * CHUNK_SAMPLES - RUN_IN_SAMPLES)
        assert last >= chunks.stop * CHUNK_SAMPLES + FADE_SAMPLES


def plain_film(sources: Complex, spec: FilmSpec, net: Weights) -> Complex:
    """Return left and right of the speech in the spectra ``[5, frames, bins]``."""
    from tests.engine.separation.test_band_network import mixed_bands

    w = {name: array.astype(np.float64) for name, array in net.items()}
    turned = [(sources[0] + sources[1]) / 2, (sources[0] - sources[1]) / 2]
    turned += [(sources[2] + sources[3]) / 2, (sources[2] - sources[3]) / 2, sources[4]]
    level = np.sqrt(np.mean(np.abs(np.stack(turned[:2])) ** 2)) + 1e-5 * spec.frame / 2

    def pressed(one: Complex) -> Complex:
        return one / level * (np.abs(one / level) ** 2 + 1e-8) ** -0.35

    middle, _, vocals, _, speech = turned
    planes = [part for one in turned for part in (pressed(one).real, pressed(one).imag)]
    compared = (middle, turned[1], vocals, middle - vocals, speech, middle - speech)
    features = np.stack([*planes, *(np.abs(pressed(one)) for one in compared)], -1)
    x = mixed_bands(features, spec, w)
    filters, band = [], 0
    for group, (count, width) in enumerate(spec.bands):
        for k in range(count):
            deep = np.tanh(x[band] @ w[f"head{group}.kernel"][k] + w[f"head{group}.bias"][k])
            filters.append((deep @ w[f"last{group}.kernel"][k] + w[f"last{group}.bias"][k]).reshape(-1, width, 8, 2))
            band += 1
    f = np.moveaxis(np.concatenate(filters, 1) @ np.array([1, 1j]), -1, 0)
    mid = f[0] * turned[0] + f[1] * turned[1] + f[3] * turned[2] + f[4] * turned[3] + f[6] * turned[4]
    side = f[2] * turned[1] + f[5] * turned[3] + f[7] * turned[4]
    return np.stack([mid + side, mid - side])


def test_the_graph_is_the_network_that_the_card_describes(network: FilmNetwork) -> None:
    rng = np.random.default_rng(3)
    shape = (2, 5, TINY_FILM.frames, TINY_FILM.frame // 2 + 1)
    parts = rng.standard_normal(shape) * rng.gamma(0.7, 9, (TINY_FILM.frames, 1))
    sources = (parts[0] + 1j * parts[1]).astype(np.complex64)
    wanted = plain_film(sources[:, :, : TINY_FILM.bins].astype(np.complex128), TINY_FILM, random_weights(TINY_FILM))
    got = all_frames(network.start(sources).masked(), TINY_FILM.frames)[:, :, : TINY_FILM.bins]
    scale = np.abs(wanted).max()
    np.testing.assert_allclose(got, wanted, atol=2e-5 * scale)


def test_a_film_model_keeps_its_kind_on_the_way_to_the_separation_process(tmp_path: Path) -> None:
    film = write_model(tmp_path, random_weights(TINY_FILM), TINY_FILM)
    assert Model.from_dict(film.to_dict()) == film
    assert isinstance(Model.from_dict(film.to_dict()).spec, FilmSpec)
    speech = random_model(tmp_path)
    assert Model.from_dict(speech.to_dict()) == speech


@pytest.mark.parametrize(
    ("there", "name", "missing"),
    [
        ((), "speech", ("spleeter-2stems", "deepfilternet3")),
        (("2stems",), "film", ("deepfilternet3",)),
        (("deepfilternet3",), "film", ("spleeter-2stems",)),
        (("2stems", "deepfilternet3"), "film", ()),
    ],
)
def test_the_default_is_the_best_model_that_is_there_and_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: tuple[str, ...], name: str, missing: tuple[str, ...]
) -> None:
    leave_environment(monkeypatch, tmp_path)
    monkeypatch.setenv("MODEL_PATH", str(tmp_path))
    if "2stems" in there:
        write_bundle(tmp_path / "2stems" / "model", {"x": np.zeros(3, np.float32)})
    for path in graphs_in(tmp_path / "deepfilternet3") if "deepfilternet3" in there else ():
        path.parent.mkdir(exist_ok=True)
        path.touch()
    assert default_model().name == name
    film = next(model for model in known_models() if model.name == "film")
    assert film.missing_parts() == missing
    notice = missing_weights_notice(default_model(), chosen=False)
    assert (notice is None) is (not missing)
    if notice is not None:
        assert "deepdub models fetch film" in str(notice)


def test_a_damaged_part_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    leave_environment(monkeypatch, tmp_path)
    monkeypatch.setenv("MODEL_PATH", str(tmp_path))
    for path in graphs_in(tmp_path / "deepfilternet3"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"not a graph")
    with pytest.raises(WeightsDamaged, match=r"enc\.onnx"):
        load_network(default_model())
