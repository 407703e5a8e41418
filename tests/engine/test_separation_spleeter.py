"""Separation with a checkpoint in Spleeter's format gives what Spleeter gives."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from deepdub_engine.models import find_model
from deepdub_engine.network.tensor_bundle import TensorBundle
from deepdub_engine.pcm import Depth, Samples
from deepdub_engine.progress import finish
from deepdub_engine.separation import separate
from tests.engine.clips import write_clip_file
from tests.engine.spleeter_checkpoint import random_tensors, write_checkpoint

RATE_HZ = 44_100

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(importlib.util.find_spec("spleeter") is None, reason="Spleeter is not installed"),
    pytest.mark.skipif(importlib.util.find_spec("tensorflow") is None, reason="TensorFlow is not installed"),
]


@dataclass(frozen=True)
class Reference:
    mixture: Samples
    folder: Path
    results: dict[str, npt.NDArray[np.float32]]


def noise_and_tones(seconds: float) -> Samples:
    rng = np.random.default_rng(3)
    count = round(seconds * RATE_HZ)
    time_s = np.arange(count) / RATE_HZ
    sound = 0.05 * rng.standard_normal((count, 2))
    for _ in range(40):
        start = rng.integers(0, count // 2)
        tone = 0.08 * np.sin(2 * np.pi * rng.uniform(60, 9000) * time_s[start : start + RATE_HZ])
        sound[start : start + RATE_HZ] += tone[:, None] * rng.uniform(0.2, 1, 2)
    return sound.astype(np.float32)


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reference]:
    root = tmp_path_factory.mktemp("spleeter")
    folder = write_checkpoint(root / "2stems")
    mixture = noise_and_tones(13)
    np.save(root / "mixture.npy", mixture)
    script = Path(__file__).with_name("spleeter_reference.py")
    environment = os.environ | {"MODEL_PATH": str(root), "TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": ""}
    done = subprocess.run(
        [sys.executable, script, root / "mixture.npy", root / "result.npz", folder],
        env=environment,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    with np.load(root / "result.npz") as file:
        yield Reference(mixture, folder, {name: file[name] for name in file.files})
    # Eighty megabytes; pytest keeps the folders of three runs.
    (folder / "model.data-00000-of-00001").unlink()


def test_vocals_are_those_of_spleeter(reference: Reference, tmp_path: Path) -> None:
    clip = write_clip_file(tmp_path / "mixture.pcm", reference.mixture, RATE_HZ, Depth.FLOAT)
    stems = finish(separate(clip, find_model(str(reference.folder)), tmp_path))
    vocals = stems.vocals.read(0, clip.samples)
    wanted = reference.results["vocals"]
    assert wanted.std() > 0.2 * reference.mixture.std()
    assert (reference.mixture - wanted).std() > 0.2 * reference.mixture.std()
    assert np.abs(vocals - wanted).max() < 1e-4
    # Spleeter's own accompaniment ends at 11 kHz; ours is all that the vocals leave.
    assert np.abs(stems.accompaniment.read(0, clip.samples) + vocals - reference.mixture).max() < 1e-6


def test_checkpoints_are_read_as_tensorflow_reads_them(reference: Reference) -> None:
    bundle = TensorBundle.open(reference.folder, "test")
    names = set(random_tensors(1)) - {"global_step"}
    assert names <= {name.replace("|", "/") for name in reference.results}
    for name in names:
        wanted = reference.results[name.replace("/", "|")]
        np.testing.assert_array_equal(bundle.floats(name, wanted.shape), wanted)
