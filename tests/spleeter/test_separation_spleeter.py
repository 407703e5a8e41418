"""A checkpoint in Spleeter's format gives the same stems as Spleeter."""

from __future__ import annotations

import dataclasses
import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
import soundfile

from deepdub_engine.audio.pcm import Depth, PcmClip, Samples
from deepdub_engine.base.progress import finish
from deepdub_engine.cli import main
from deepdub_engine.separation.all_stems import all_stems, stem_names
from deepdub_engine.separation.level import clip_gain
from deepdub_engine.separation.local import separate
from deepdub_engine.separation.models.registry import Engine, Model, find_model
from deepdub_engine.separation.network.tensor_bundle import TensorBundle
from deepdub_engine.separation.stems import Stems
from tests.helpers.clips import write_clip_file
from tests.helpers.spleeter_checkpoint import random_tensors, write_checkpoint

RATE_HZ = 44_100
GRID = 512 * 1024 - 4096  # number of samples that fill Spleeter's first segment exactly

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(importlib.util.find_spec("spleeter") is None, reason="Spleeter is not installed"),
    pytest.mark.skipif(importlib.util.find_spec("tensorflow") is None, reason="TensorFlow is not installed"),
]


@dataclass(frozen=True)
class Reference:
    folder: Path
    checkpoint: Path

    def mixture(self, case: str) -> Samples:
        mixture: Samples = np.load(self.folder / f"{case}.npy")
        return mixture

    def results(self, case: str) -> dict[str, npt.NDArray[np.float32]]:
        with np.load(self.folder / f"{case}.npz") as file:
            return {name: file[name] for name in file.files}

    def stems(self, case: str) -> dict[str, npt.NDArray[np.float32]]:
        """Return the vocals, and the sum of all other stems as accompaniment."""
        results = self.results(case)
        vocals = results.pop("vocals")
        assert len(results) == int(case.split(".")[1][0]) - 1
        return {"vocals": vocals, "accompaniment": np.sum(list(results.values()), axis=0)}

    def model(self, case: str) -> Model:
        return find_model(f"spleeter:{case.split('.')[1]}", environ={"MODEL_PATH": str(self.checkpoint.parent)})


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


def square(count: int, period: int) -> Samples:
    wave = np.where(np.arange(count) % period < period // 2, 1, -1).astype(np.float32)
    return np.stack([wave, -wave], 1)


def cases() -> dict[str, Samples]:
    sound = noise_and_tones(13.2)
    return {
        "ordinary.2stems": sound,
        "ordinary.2stems-16kHz": sound,
        "mono.2stems": sound[:100_003, :1],
        "one-sample.2stems": sound[:1],
        "shorter-than-a-frame.2stems": sound[:3001],
        "one-segment.2stems": sound[:GRID],
        "one-sample-more.2stems": sound[: GRID + 1],
        "silence.2stems": np.zeros((50_001, 2), np.float32),
        "square.2stems": square(70_001, 200),
        "clicks.2stems": square(40_000, 20_000).cumsum(0) % 2,
        "ordinary.4stems": sound[:200_001],
        "ordinary.5stems": sound[:200_001],
    }


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reference]:
    root = tmp_path_factory.mktemp("spleeter")
    checkpoint = write_checkpoint(root / "2stems")
    others = [write_checkpoint(root / f"{stems}stems", stems, stems) for stems in (4, 5)]
    for case, mixture in cases().items():
        np.save(root / f"{case}.npy", mixture)
    script = Path(__file__).parents[1] / "helpers" / "spleeter_reference.py"
    environment = os.environ | {"MODEL_PATH": str(root), "TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": ""}
    done = subprocess.run([sys.executable, script, root, checkpoint], env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    yield Reference(root, checkpoint)
    # These take hundreds of megabytes, and pytest keeps the folders of three runs.
    for folder in (checkpoint, *others):
        (folder / "model.data-00000-of-00001").unlink()
    (root / "checkpoint.npz").unlink()


@pytest.mark.parametrize("case", list(cases()))
def test_exact_stems_are_those_of_spleeter(reference: Reference, tmp_path: Path, case: str) -> None:
    mixture = reference.mixture(case)
    clip = write_clip_file(tmp_path / "mixture.pcm", mixture, RATE_HZ, Depth.INT16)
    stems = finish(separate(clip, reference.model(case), tmp_path, exact=True))
    for name, wanted in reference.stems(case).items():
        stem = getattr(stems, name)
        assert (stem.samples, stem.channels, stem.depth) == (len(mixture), 2, Depth.FLOAT)
        assert wanted.shape == (len(mixture), 2)
        assert np.abs(stem.read(0, stem.samples) - wanted).max() < 1e-4


@pytest.mark.parametrize("case", ["ordinary.2stems", "mono.2stems", "ordinary.4stems", "ordinary.5stems"])
def test_each_of_all_stems_is_that_of_spleeter(reference: Reference, tmp_path: Path, case: str) -> None:
    mixture, model = reference.mixture(case), reference.model(case)
    clip = write_clip_file(tmp_path / "mixture.pcm", mixture, RATE_HZ, Depth.FLOAT)
    blocks = all_stems(clip, model, Depth.FLOAT, exact=True)
    found = dict(zip(stem_names(model), map(np.concatenate, zip(*blocks, strict=True)), strict=True))
    wanted = reference.results(case)
    assert set(found) == set(wanted)
    for name, sound in wanted.items():
        assert found[name].shape == sound.shape
        assert np.abs(found[name] - sound).max() < 1e-4


@pytest.mark.parametrize("case", [case for case in cases() if case.startswith("ordinary")])
def test_the_comparison_proves_something(reference: Reference, case: str) -> None:
    mixture, results = reference.mixture(case), reference.stems(case)
    for wanted in results.values():
        # The stems are neither silent nor half the mixture, so the masks vary.
        assert wanted.std() > 0.2 * mixture.std()
        assert (wanted - mixture / 2).std() > 0.1 * mixture.std()


def test_separation_can_run_spleeter_itself(
    reference: Reference, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MODEL_PATH", str(reference.checkpoint.parent))
    case = "ordinary.5stems"
    soundfile.write(tmp_path / "clip.wav", reference.mixture(case), RATE_HZ, subtype="FLOAT")
    arguments = ["separate", str(tmp_path / "clip.wav"), "-o", str(tmp_path / "out"), "--quiet", "--exact"]
    assert main([*arguments, "--model", "spleeter:5stems", "--engine", "spleeter"]) == 0, capsys.readouterr().err
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["clip_accompaniment.wav", "clip_vocals.wav"]
    for name, wanted in reference.stems(case).items():
        found, _ = soundfile.read(tmp_path / "out" / f"clip_{name}.wav", dtype="float32")
        assert np.abs(found - wanted).max() < 1e-5


def test_long_clips_go_through_spleeter_in_pieces(reference: Reference, tmp_path: Path) -> None:
    mixture = np.tile(reference.mixture("ordinary.2stems"), (5, 1))  # 5.6 segments
    clip = write_clip_file(tmp_path / "mixture.pcm", mixture, RATE_HZ, Depth.FLOAT)
    model = reference.model("ordinary.2stems")
    ours = finish(separate(clip, model, tmp_path / "ours", exact=True))
    code = (
        "import json, sys; from pathlib import Path; from deepdub_engine.separation.models.registry import Model;"
        "from deepdub_engine.audio.pcm import PcmClip; from deepdub_engine.base.progress import finish;"
        "from deepdub_engine.separation import spleeter_package; from deepdub_engine.separation.local import separate;"
        "spleeter_package.SEGMENTS = 4;"
        "model = Model.from_dict(json.loads(sys.argv[1]));"
        "clip = PcmClip(Path(sys.argv[2]), 44_100, 2, int(sys.argv[3]));"
        "finish(separate(clip, model, Path(sys.argv[4]), exact=True))"
    )
    described = json.dumps(dataclasses.replace(model, engine=Engine.SPLEETER).to_dict())
    arguments = [described, str(clip.path), str(clip.samples), str(tmp_path / "theirs")]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2]), "TF_CPP_MIN_LOG_LEVEL": "3"}
    done = subprocess.run([sys.executable, "-c", code, *arguments], env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    theirs = Stems.of(clip, tmp_path / "theirs", exact=True)
    for name in ("vocals", "accompaniment"):
        first, second = getattr(ours, name), getattr(theirs, name)
        assert np.abs(first.read(0, clip.samples) - second.read(0, clip.samples)).max() < 1e-4


def vocals_at_one_level(clip: PcmClip, mixture: Samples, model: Model, folder: Path) -> Samples:
    """Return Spleeter's vocals of a clip that is brought to the level of the default mode, and back."""
    gain = np.float32(clip_gain(clip))
    levelled = write_clip_file(folder / "levelled.pcm", mixture * gain, RATE_HZ, Depth.FLOAT)
    exact = finish(separate(levelled, model, folder / "exact", exact=True))
    return exact.vocals.read(0, clip.samples) / gain


def test_vocals_are_those_of_spleeter_and_the_rest_is_all_they_leave(reference: Reference, tmp_path: Path) -> None:
    mixture = reference.mixture("ordinary.2stems")
    clip = write_clip_file(tmp_path / "mixture.pcm", mixture, RATE_HZ, Depth.FLOAT)
    model = find_model(str(reference.checkpoint))
    stems = finish(separate(clip, model, tmp_path))
    vocals = stems.vocals.read(0, clip.samples)
    assert np.abs(vocals - vocals_at_one_level(clip, mixture, model, tmp_path)).max() < 1e-4
    assert np.abs(stems.accompaniment.read(0, clip.samples) + vocals - mixture).max() < 1e-6


def test_a_mono_clip_keeps_one_channel_by_default(reference: Reference, tmp_path: Path) -> None:
    mixture = reference.mixture("mono.2stems")
    clip = write_clip_file(tmp_path / "mixture.pcm", mixture, RATE_HZ, Depth.FLOAT)
    model = reference.model("mono.2stems")
    stems = finish(separate(clip, model, tmp_path))
    wanted = vocals_at_one_level(clip, mixture, model, tmp_path).mean(1, keepdims=True)
    assert np.abs(stems.vocals.read(0, clip.samples) - wanted).max() < 1e-4


def test_the_wider_model_sees_more_of_the_spectrum(reference: Reference) -> None:
    narrow, wide = reference.model("ordinary.2stems"), reference.model("ordinary.2stems-16kHz")
    assert dataclasses.replace(wide.spec, bins=1024) == narrow.spec
    assert (wide.path, wide.spec.bins) == (narrow.path, 1536)


def test_checkpoints_are_read_as_tensorflow_reads_them(reference: Reference) -> None:
    bundle = TensorBundle.open(reference.checkpoint, "test")
    read = {name.replace("|", "/"): values for name, values in reference.results("checkpoint").items()}
    names = set(random_tensors(1)) - {"global_step"}
    assert names <= set(read)
    for name in names:
        np.testing.assert_array_equal(bundle.floats(name, read[name].shape), read[name])
