"""``--stems all``: every stem of a Spleeter model as a file of its own, as long as the clip, adding up to it."""

from __future__ import annotations

import dataclasses
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from deepdub_engine.audio.pcm import Depth, PcmClip, Samples
from deepdub_engine.audio.wav import quantise
from deepdub_engine.base.errors import AllStemsBySpleeter, NoOtherStems, OutputExists
from deepdub_engine.base.progress import finish
from deepdub_engine.cli import main
from deepdub_engine.pipeline.all_stems import separate_all_stems
from deepdub_engine.pipeline.requests import ClipRequest
from deepdub_engine.separation.all_stems import all_stems, split_all, stem_names
from deepdub_engine.separation.local import separate
from deepdub_engine.separation.models.registry import Engine, Model
from deepdub_engine.separation.network import UNetSpec
from deepdub_engine.separation.network.unet_spec import Heads, Units
from tests.helpers.clips import write_clip_file
from tests.helpers.media_files import TrackToMake, make_media, noise
from tests.helpers.spleeter_checkpoint import write_checkpoint
from tests.helpers.tiny_models import random_model, random_weights, write_model

ROOT = Path(__file__).parents[3]
FILTERS = (2, 3, 4, 4, 3, 2)
SPECS = {
    2: UNetSpec(64, 64, FILTERS, 2),
    4: UNetSpec(64, 64, FILTERS, 4, units=Units.ELUS),
    5: UNetSpec(64, 64, FILTERS, 5, units=Units.ELUS, heads=Heads.SOFTMAX),
}
NAMES = {
    2: ("vocals", "accompaniment"),
    4: ("vocals", "drums", "bass", "other"),
    5: ("vocals", "piano", "drums", "bass", "other"),
}


def model_of(folder: Path, stems: int) -> Model:
    return write_model(folder, random_weights(SPECS[stems]), SPECS[stems])


def noise_clip(folder: Path, count: int, channels: int, rate_hz: int, depth: Depth = Depth.INT16) -> PcmClip:
    sound = np.random.default_rng(5).uniform(-0.2, 0.2, (count, channels)).astype(np.float32)
    return write_clip_file(folder / "mixture.pcm", quantise(sound, depth), rate_hz, depth)


def found(clip: PcmClip, model: Model, depth: Depth, *, exact: bool = False) -> list[Samples]:
    blocks = list(all_stems(clip, model, depth, exact=exact))
    return [np.concatenate(parts) for parts in zip(*blocks, strict=True)]


@pytest.mark.parametrize(
    ("stems", "channels", "rate_hz"), [(2, 1, 44_100), (4, 2, 44_100), (4, 1, 22_050), (5, 2, 48_000)]
)
def test_stems_are_as_long_as_the_clip_and_add_up_to_it(
    tmp_path: Path, stems: int, channels: int, rate_hz: int
) -> None:
    clip, model = noise_clip(tmp_path, 100_001, channels, rate_hz), model_of(tmp_path, stems)
    parts = found(clip, model, Depth.INT16)
    mixture = clip.read(0, clip.samples)
    assert [part.shape for part in parts] == [mixture.shape] * stems
    np.testing.assert_array_equal(np.sum(parts, axis=0, dtype=np.float64), mixture)
    vocals = finish(separate(clip, model, tmp_path / "two")).vocals.read(0, clip.samples)
    np.testing.assert_allclose(parts[0], vocals, atol=1.01 / 32_768)
    for part in parts[1:-1]:
        assert part.std() > 0.001


@pytest.mark.parametrize(("stems", "channels", "rate_hz"), [(2, 2, 44_100), (4, 1, 44_100), (5, 2, 48_000)])
def test_exact_stems_come_from_their_own_masks(tmp_path: Path, stems: int, channels: int, rate_hz: int) -> None:
    clip, model = noise_clip(tmp_path, 100_003, channels, rate_hz), model_of(tmp_path, stems)
    parts = found(clip, model, Depth.FLOAT, exact=True)
    assert [part.shape for part in parts] == [(clip.samples, 2)] * stems
    two = finish(separate(clip, model, tmp_path / "two", exact=True))
    np.testing.assert_allclose(parts[0], two.vocals.read(0, clip.samples), atol=1e-6)
    np.testing.assert_allclose(np.sum(parts[1:], axis=0), two.accompaniment.read(0, clip.samples), atol=1e-5)


@pytest.mark.parametrize("count", [1, 1023, 4097, 64 * 1024 - 4096, 64 * 1024 - 4095])
def test_clips_of_any_length_keep_it(tmp_path: Path, count: int) -> None:
    clip = noise_clip(tmp_path, count, 2, 44_100)
    parts = found(clip, model_of(tmp_path, 4), Depth.INT16)
    assert [part.shape for part in parts] == [(count, 2)] * 4
    np.testing.assert_array_equal(np.sum(parts, axis=0, dtype=np.float64), clip.read(0, count))


@given(
    values=st.lists(
        st.tuples(st.floats(-1, 1, width=32), *[st.floats(-3, 3, width=32, allow_nan=False)] * 4),
        min_size=1,
        max_size=20,
    ),
    depth=st.sampled_from(list(Depth)),
)
def test_whatever_the_network_finds_the_stems_fit_their_files_and_add_up(
    values: list[tuple[float, ...]], depth: Depth
) -> None:
    mixture, *stems = (np.array(column, np.float32)[:, None] for column in zip(*values, strict=True))
    parts = split_all(mixture, stems, depth)
    whole = np.sum([part.astype(np.float64) for part in parts], axis=0)
    if depth is Depth.FLOAT:
        np.testing.assert_allclose(whole, mixture, atol=1e-6)
        return
    np.testing.assert_array_equal(whole, quantise(mixture, depth))
    for part in parts:
        np.testing.assert_array_equal(part, quantise(part, depth))


def test_only_spleeters_models_have_all_stems(tmp_path: Path) -> None:
    for stems, names in NAMES.items():
        assert stem_names(model_of(tmp_path, stems)) == names
    with pytest.raises(NoOtherStems, match="tiny"):
        stem_names(random_model(tmp_path))


@pytest.fixture
def request_4stems(tmp_path: Path) -> Iterator[ClipRequest]:
    make_media(tmp_path / "clip.wav", [TrackToMake(noise(60_001, channels=1), layout="mono")])
    checkpoint = write_checkpoint(tmp_path / "4stems", stems=4)
    yield ClipRequest(tmp_path / "clip.wav", model=str(checkpoint))
    shutil.rmtree(checkpoint)  # pytest keeps the folders of three runs


def test_cancelling_leaves_nothing_and_nothing_is_replaced_unasked(request_4stems: ClipRequest, tmp_path: Path) -> None:
    out = tmp_path / "out"
    job = separate_all_stems(request_4stems, out)
    while next(job).fraction < 0.5:
        pass
    job.close()
    assert not out.exists()
    out.mkdir()
    (out / "clip_bass.wav").write_bytes(b"mine")
    with pytest.raises(OutputExists):
        finish(separate_all_stems(request_4stems, out))
    assert (out / "clip_bass.wav").read_bytes() == b"mine"
    with pytest.raises(AllStemsBySpleeter):
        finish(separate_all_stems(dataclasses.replace(request_4stems, engine=Engine.SPLEETER), out, force=True))
    files = finish(separate_all_stems(request_4stems, out, force=True))
    assert [file.stem for file in files] == list(NAMES[4])
    assert sorted(path.name for path in out.iterdir()) == sorted(file.path.name for file in files)


def test_the_command_writes_the_four_stems(
    request_4stems: ClipRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MODEL_PATH", str(tmp_path))
    out = tmp_path / "out"
    arguments = ["separate", str(request_4stems.path), "-o", str(out), "--stems", "all", "--json", "--quiet", "--keep"]
    assert main([*arguments, "--model", "spleeter-4stems"]) == 0
    told = capsys.readouterr()
    written = json.loads(told.out)
    assert "no effect with --stems all" in written.pop("warnings")[0]
    assert written == {name: str(out / f"clip_{name}.wav") for name in NAMES[4]}
    whole = sum(soundfile.read(path, dtype="int16", always_2d=True)[0].astype(int) for path in written.values())
    np.testing.assert_array_equal(whole, soundfile.read(request_4stems.path, dtype="int16", always_2d=True)[0])
    assert {soundfile.info(path).samplerate for path in written.values()} == {48_000}
    # Without a model, four stems are meant; without --stems, Spleeter's own spelling gives two.
    assert main([*arguments, "--exact", "--force"]) == 0
    assert {soundfile.info(path).channels for path in written.values()} == {2}
    assert main(["separate", str(request_4stems.path), "-o", str(out / "2"), "-p", "spleeter:4stems", "--quiet"]) == 0
    assert sorted(path.name for path in (out / "2").iterdir()) == ["clip_accompaniment.wav", "clip_vocals.wav"]


@pytest.mark.measured
@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX memory statistics")
def test_memory_does_not_grow_with_the_clip(tmp_path: Path) -> None:
    spec = dataclasses.replace(SPECS[5], frames=1024, bins=128, rate_hz=8000, frame=512, hop=128)
    model = write_model(tmp_path, random_weights(spec), spec)

    def peak_mb(seconds: int) -> float:
        with (tmp_path / "long.pcm").open("wb") as file:
            file.truncate(4 * 8000 * seconds)
        script = f"""
import json, resource, sys
sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from deepdub_engine.audio.pcm import Depth, PcmClip
from deepdub_engine.separation.all_stems import all_stems
from deepdub_engine.separation.models.registry import Model
model = Model.from_dict(json.loads({json.dumps(model.to_dict())!r}))
clip = PcmClip(Path("long.pcm"), 8000, 1, {8000 * seconds})
assert sum(len(stems[0]) for stems in all_stems(clip, model, Depth.INT16)) == clip.samples
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
        done = subprocess.run(
            [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, check=True, timeout=120
        )
        return float(done.stdout) / 1024

    assert peak_mb(600) < 1.1 * peak_mb(30)
