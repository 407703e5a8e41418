"""The training loop; needs torch, which neither the program nor its other tests install."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="needs torch, which only training the speech model uses")

from speech_training.loop import Run, TrainingSettings  # noqa: E402
from speech_training.network import NetworkShape, SpeechNetwork, sounds, spectra  # noqa: E402
from speech_training.recordings import Library, load_libraries  # noqa: E402

from tests.helpers.synthetic_recordings import made_recordings  # noqa: E402
from tests.helpers.tiny_models import all_frames  # noqa: E402

SHAPE = NetworkShape(bands=((4, 5), (4, 10)), features=8, hidden=8, passage=4, blocks=1)
SETTINGS = TrainingSettings(steps=6, batch=2, seconds=0.5)
CONVERT = Path(__file__).resolve().parents[2] / "packaging" / "model" / "convert_speech.py"


@pytest.fixture(scope="module")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> tuple[Library, Library]:
    torch.set_num_threads(1)
    return load_libraries(made_recordings(tmp_path_factory.mktemp("recordings")))


def run(folder: Path, libraries: tuple[Library, Library], steps: int = 6) -> Run:
    made = Run(folder, *libraries, SETTINGS, SHAPE)
    made.take_up()
    made.settings = dataclasses.replace(SETTINGS, steps=steps)
    return made


def weights(of: Run) -> list[np.ndarray]:
    return [value.detach().numpy().copy() for value in of.averaged.state_dict().values()]


def test_the_same_seed_gives_the_same_weights(tmp_path: Path, libraries: tuple[Library, Library]) -> None:
    runs = [run(tmp_path / name, libraries) for name in ("one", "two")]
    for each in runs:
        each.train(validate_every=100, report_every=3)
    for first, second in zip(weights(runs[0]), weights(runs[1]), strict=True):
        np.testing.assert_array_equal(first, second)
    lines = [json.loads(line) for line in (tmp_path / "one" / "log.jsonl").read_text().splitlines()]
    assert [line["step"] for line in lines] == [3, 6, 6]
    assert {"gain", "music", "fx", "music+fx"} <= lines[-1].keys()


def test_an_interrupted_run_resumes_with_the_same_result(tmp_path: Path, libraries: tuple[Library, Library]) -> None:
    whole = run(tmp_path / "whole", libraries)
    whole.settings = dataclasses.replace(SETTINGS, falling=0.0001)
    whole.train(validate_every=100, report_every=3)
    first = run(tmp_path / "parts", libraries)
    first.settings = dataclasses.replace(SETTINGS, steps=3, falling=0.0001)
    first.train(validate_every=100, report_every=3)
    second = run(tmp_path / "parts", libraries)
    assert second.step == 3
    second.settings = dataclasses.replace(SETTINGS, falling=0.0001)
    second.train(validate_every=100, report_every=3)
    for one, other in zip(weights(whole), weights(second), strict=True):
        np.testing.assert_array_equal(one, other)


def test_what_is_shipped_separates_as_what_was_trained(tmp_path: Path, libraries: tuple[Library, Library]) -> None:
    from deepdub_engine.separation.models.registry import find_model, load_network

    trained = run(tmp_path / "run", libraries, steps=2)
    trained.train(validate_every=100, report_every=1)
    arguments = [str(trained.checkpoint), "--frames", "32", "--out", str(tmp_path / "out")]
    subprocess.run([sys.executable, str(CONVERT), *arguments], check=True)
    network = load_network(find_model("speech", folder=tmp_path / "out"), threads=1)
    rng = np.random.default_rng(2)
    left_right = (rng.standard_normal((2, 32, 1025)) + 1j * rng.standard_normal((2, 32, 1025))).astype(np.complex64)
    got = all_frames(network.start(left_right).masked(), 32)[:, :, : SHAPE.bins]
    seen = torch.from_numpy(left_right[:, :, : SHAPE.bins])
    with torch.no_grad():
        middle, side = trained.averaged(torch.stack([(seen[0] + seen[1]) / 2, (seen[0] - seen[1]) / 2])[None])[0]
    np.testing.assert_allclose(got, torch.stack([middle + side, middle - side]).numpy(), atol=5e-3)  # float16 weights


def test_spectra_turn_back_into_the_sounds_they_came_from() -> None:
    shape = dataclasses.replace(NetworkShape(), bands=((1, 1025),))
    samples = torch.randn(1, 2, 44_100)
    middle, side = sounds(spectra(samples, shape), 44_100, shape)[0]
    torch.testing.assert_close(middle + side, samples[0, 0], atol=1e-4, rtol=0)
    torch.testing.assert_close(middle - side, samples[0, 1], atol=1e-4, rtol=0)


def test_an_untrained_network_passes_half_of_the_mixture() -> None:
    spectrum = torch.randn(1, 2, 20, NetworkShape().bins, dtype=torch.complex64)
    torch.manual_seed(1)
    got = SpeechNetwork(NetworkShape())(spectrum).detach()
    assert float((got - spectrum / 2).abs().mean() / spectrum.abs().mean()) < 0.2
