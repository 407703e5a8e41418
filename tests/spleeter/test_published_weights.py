"""Exact mode on the weights that Deezer published gives what the ``spleeter`` package gives on them."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from deepdub_engine.audio.pcm import Depth, Samples
from deepdub_engine.base.progress import finish
from deepdub_engine.separation.local import separate
from deepdub_engine.separation.models.registry import find_model
from tests.helpers.clips import write_clip_file
from tests.helpers.published_weights import WHY_NOT, copy_for_spleeter, published_weights
from tests.helpers.sample_stems import RATE_HZ, sample_stems

WEIGHTS = published_weights()
SEGMENT = 512 * 1024
CASES = (
    "speech",
    "music",
    "effects",
    "both",
    "both-16kHz",
    "quiet",
    "mono",
    "clipping",
    "silence",
    "sound-after-silence",
    "one-sample",
    "shorter-than-a-frame",
    "one-hop",
    "a-hop-and-a-sample",
    "one-segment-and-a-sample",
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(WEIGHTS is None, reason=WHY_NOT),
    pytest.mark.skipif(importlib.util.find_spec("spleeter") is None, reason="Spleeter is not installed"),
    pytest.mark.skipif(importlib.util.find_spec("tensorflow") is None, reason="TensorFlow is not installed"),
]


def cases() -> dict[str, Samples]:
    """Return the clips by their configuration of Spleeter."""
    true = sample_stems()
    part = slice(12 * RATE_HZ, 24 * RATE_HZ + 777)  # two segments, not a multiple of the hop
    speech, music, effects = true.speech[part], true.music[part], true.effects[part]
    both = speech + music + effects
    silence = np.zeros((50_001, 2), np.float32)
    found = {
        "speech": speech,
        "music": music,
        "effects": effects,
        "both": both,
        "both-16kHz": both[: 5 * RATE_HZ],
        "quiet": both[: 5 * RATE_HZ] / 100,
        "mono": both[: 5 * RATE_HZ + 3, :1],
        "clipping": np.clip(8 * both[: 5 * RATE_HZ], -1, 1),
        "silence": silence,
        "sound-after-silence": np.concatenate([silence, both[:RATE_HZ]]),
        "one-sample": both[30_000:30_001],
        "shorter-than-a-frame": both[30_000:33_001],
        "one-hop": both[30_000:31_024],
        "a-hop-and-a-sample": both[30_000:31_025],
        "one-segment-and-a-sample": both[: SEGMENT - 4096 + 1],
    }
    assert tuple(found) == CASES
    return {name: np.ascontiguousarray(sound, np.float32) for name, sound in found.items()}


def configuration(case: str) -> str:
    return "2stems-16kHz" if case.endswith("-16kHz") else "2stems"


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Yield a folder with the mixture of each case, and its stems from the package, which loads its graph once."""
    assert WEIGHTS is not None
    root = tmp_path_factory.mktemp("official")
    checkpoint = copy_for_spleeter(WEIGHTS, root)
    for case, mixture in cases().items():
        np.save(root / f"{case}.{configuration(case)}.npy", mixture)
    script = Path(__file__).parents[1] / "helpers" / "spleeter_reference.py"
    environment = os.environ | {"MODEL_PATH": str(root), "TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": ""}
    done = subprocess.run([sys.executable, script, root], env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    yield root
    shutil.rmtree(checkpoint)  # pytest keeps the folders of three runs


def stems_of_spleeter(root: Path, case: str) -> dict[str, npt.NDArray[np.float32]]:
    with np.load(root / f"{case}.{configuration(case)}.npz") as file:
        return {name: file[name] for name in file.files}


@pytest.mark.parametrize("case", CASES)
def test_exact_stems_are_those_of_the_package(reference: Path, tmp_path: Path, case: str) -> None:
    mixture = np.load(reference / f"{case}.{configuration(case)}.npy")
    clip = write_clip_file(tmp_path / "mixture.pcm", mixture, RATE_HZ, Depth.FLOAT)
    model = find_model(f"spleeter:{configuration(case)}", environ={"MODEL_PATH": str(reference)})
    stems = finish(separate(clip, model, tmp_path, exact=True))
    wanted = stems_of_spleeter(reference, case)
    assert set(wanted) == {"vocals", "accompaniment"}
    for name, sound in wanted.items():
        stem = getattr(stems, name)
        assert (stem.samples, stem.channels) == (len(mixture), 2)
        assert sound.shape == (len(mixture), 2)
        assert np.abs(stem.read(0, stem.samples) - sound).max() < 1e-4


def test_the_weights_tell_speech_from_music(reference: Path) -> None:
    """The comparison proves something: the package itself separates with these weights."""
    for case, most in (("speech", "vocals"), ("music", "accompaniment")):
        stems = stems_of_spleeter(reference, case)
        levels = {name: float(sound.std()) for name, sound in stems.items()}
        assert max(levels, key=levels.__getitem__) == most
        assert levels[most] > 4 * min(levels.values())
