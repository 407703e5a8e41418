"""Complaints about Spleeter that must not apply here: one test each, with the issue number at deezer/spleeter.

Downloads and the model store are tested elsewhere.
"""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
import tomllib
from pathlib import Path

import numpy as np
import pytest
import soundfile

from deepdub_engine.audio.media.decode import decode
from deepdub_engine.audio.media.probe import probe
from deepdub_engine.audio.pcm import Depth, PcmClip, Samples
from deepdub_engine.base.errors import MediaTruncated, OutputNotWritable, WeightsDamaged, WeightsMissing
from deepdub_engine.base.progress import finish
from deepdub_engine.cli import main
from deepdub_engine.pipeline.clip import separate_media
from deepdub_engine.pipeline.requests import ClipRequest
from deepdub_engine.separation.local import separate
from deepdub_engine.separation.models.registry import Model
from deepdub_engine.separation.network import UNetSpec
from deepdub_engine.separation.stems import Stems
from tests.helpers.clips import noise_clip, write_clip_file
from tests.helpers.media_files import TrackToMake, impulses, make_media, noise, tone
from tests.helpers.tiny_models import TINY, TINY_UNET, random_model, random_weights, transparent_model, write_model

ROOT = Path(__file__).parents[3]
SEGMENT = TINY.frames * TINY.hop
LOW_RATE = dataclasses.replace(TINY, frames=1024, rate_hz=8000, frame=512, hop=128)

needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX memory statistics")


def read(clip: PcmClip) -> Samples:
    return clip.read(0, clip.samples)


def separated(samples: Samples, rate_hz: int, model: Model, folder: Path, depth: Depth = Depth.FLOAT) -> Stems:
    clip = write_clip_file(folder / "mixture.pcm", samples, rate_hz, depth)
    return finish(separate(clip, model, folder))


def run_script(text: str, folder: Path) -> str:
    """Run a user's script in its own process and return its output."""
    path = folder / "script.py"
    path.write_text(f"import sys\nsys.path.insert(0, {str(ROOT)!r})\n{text}", encoding="utf-8")
    done = subprocess.run([sys.executable, path], cwd=folder, capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return done.stdout.decode()


@pytest.mark.parametrize("content", [{}, {"model.meta": b"", ".probe": b"OK"}])
def test_757_299_without_whole_weights_nothing_is_written(tmp_path: Path, content: dict[str, bytes]) -> None:
    weights = tmp_path / "2stems"
    weights.mkdir()
    for name, data in content.items():
        (weights / name).write_bytes(data)
    make_media(tmp_path / "clip.wav", [TrackToMake(noise(4800))])
    with pytest.raises((WeightsMissing, WeightsDamaged)):
        finish(separate_media(ClipRequest(tmp_path / "clip.wav", model=str(weights)), tmp_path / "out"))
    assert not (tmp_path / "out").exists()


@needs_posix
def test_836_367_871_memory_is_the_same_for_any_length(tmp_path: Path) -> None:
    model = transparent_model(tmp_path, LOW_RATE)

    def peak_mb(seconds: int) -> float:
        samples = 8000 * seconds
        with (tmp_path / "long.pcm").open("wb") as file:
            file.truncate(4 * samples)
        script = f"""
import resource
from pathlib import Path
import json
from deepdub_engine.separation.models.registry import Model
from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.base.progress import finish
from deepdub_engine.separation.local import separate
model = Model.from_dict(json.loads({json.dumps(model.to_dict())!r}))
finish(separate(PcmClip(Path("long.pcm"), 8000, 1, {samples}), model, Path("out")))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
        return float(run_script(script, tmp_path)) / 1024

    assert peak_mb(900) < 1.1 * peak_mb(30)


def test_628_274_nothing_is_cut_off_after_ten_minutes(tmp_path: Path) -> None:
    count = 615 * 8000 + 7
    stems = separated(impulses(count, [count - 2000]), 8000, transparent_model(tmp_path, LOW_RATE), tmp_path)
    assert stems.vocals.samples == stems.accompaniment.samples == count
    tail = stems.vocals.read(count - 4000, count)[:, 0]
    assert np.abs(tail).argmax() == 2000
    assert np.abs(tail).max() > 0.5


def test_437_391_387_there_is_no_gap_or_click_or_drift_where_segments_meet(tmp_path: Path) -> None:
    sound = tone(4 * SEGMENT, 44_100, 441, channels=2)
    vocals = read(separated(sound, 44_100, transparent_model(tmp_path), tmp_path).vocals)
    np.testing.assert_allclose(vocals, sound, atol=1e-5)


def test_96_stems_of_an_mp3_last_as_long_as_it_does(tmp_path: Path) -> None:
    count = 97_777
    path = make_media(tmp_path / "clip.mp3", [TrackToMake(noise(count), "libmp3lame", sample_format="fltp")])
    clip = finish(decode(path, tmp_path)).clip
    for stem in finish(separate_media(ClipRequest(path, depth=Depth.INT16), tmp_path / "out")).paths:
        assert soundfile.info(stem).frames == clip.samples
    assert abs(clip.samples - count) <= 1152  # encoders pad the last frame


@pytest.mark.parametrize("depth", list(Depth))
def test_15_106_139_nothing_is_lost_above_11_khz_and_stems_add_up(tmp_path: Path, depth: Depth) -> None:
    spec = UNetSpec(1024, 64, TINY_UNET.filters, 2)
    model = write_model(tmp_path, random_weights(spec), spec)
    mixture = tone(88_200, 44_100, 15_000, channels=2, level=0.25) + tone(88_200, 44_100, 440, channels=2, level=0.25)
    mixture = np.rint(mixture * 32768).astype(np.float32) / 32768
    stems = separated(mixture, 44_100, model, tmp_path, depth)
    vocals, accompaniment = read(stems.vocals), read(stems.accompaniment)
    np.testing.assert_allclose(vocals + accompaniment, mixture, atol=0 if depth is not Depth.FLOAT else 6e-8)
    high = np.abs(np.fft.rfft(accompaniment[:, 0]))[round(15_000 * 88_200 / 44_100)]
    assert high == pytest.approx(0.25 * 44_100, rel=0.05)


def test_71_284_there_is_progress_and_cancelling_leaves_nothing(tmp_path: Path) -> None:
    clip, out = noise_clip(tmp_path, 10), tmp_path / "out"
    job = separate(clip, random_model(tmp_path), out)
    seen = [next(job).done for _ in range(4)]
    assert 0 == seen[0] < seen[1] < seen[2] < seen[3] < clip.samples
    job.close()
    assert list(out.iterdir()) == []


def test_418_weights_are_read_once_for_a_clip(tmp_path: Path) -> None:
    clip, model = noise_clip(tmp_path, 20), random_model(tmp_path)
    job = separate(clip, model, tmp_path / "out")
    while not next(job).done:
        pass
    model.path.unlink()
    assert finish(job).vocals.samples == clip.samples


def test_822_a_second_file_has_its_own_result(tmp_path: Path) -> None:
    out = tmp_path / "out"
    found = []
    for seed in (1, 2):
        path = make_media(tmp_path / "clip.wav", [TrackToMake(noise(60_000, seed=seed))])
        vocals, accompaniment = finish(separate_media(ClipRequest(path), out, force=True)).paths
        found.append(soundfile.read(accompaniment)[0] + soundfile.read(vocals)[0])
        np.testing.assert_array_equal(found[-1], soundfile.read(path)[0])
    assert np.abs(found[0] - found[1]).max() > 0.1


@pytest.mark.parametrize("name", ["Ünïcode – 字幕", "Кино 'n' “film”", "a b {instrument}"])
def test_379_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    make_media(folder / f"{name}.wav", [TrackToMake(noise(9000))])
    assert main(["separate", str(folder / f"{name}.wav"), "-o", str(folder / "out"), "--quiet"]) == 0
    names = sorted(path.name for path in (folder / "out").iterdir())
    assert names == [f"{name}_accompaniment.wav", f"{name}_vocals.wav"]


def test_896_414_104_825_the_network_leaves_with_its_process_and_scripts_need_no_guard(tmp_path: Path) -> None:
    model = random_model(tmp_path)
    noise_clip(tmp_path, 2)
    printed = run_script(
        f"""
from pathlib import Path
import json
from deepdub_engine.separation.models.registry import Model
from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.base.progress import finish
from deepdub_engine.separation.child import separate_in_child
model = Model.from_dict(json.loads({json.dumps(model.to_dict())!r}))
clip = PcmClip(Path("mixture.pcm").absolute(), 8000, 2, 16000)
stems = finish(separate_in_child(clip, model, Path("out").absolute()))
print(stems.vocals.samples, "openvino" in sys.modules, "multiprocessing.pool" in sys.modules)
""",
        tmp_path,
    )
    assert printed.split() == ["16000", "False", "False"]


def test_dialogue_in_the_centre_of_surround_sound_reaches_the_vocals(tmp_path: Path) -> None:
    sound = np.zeros((96_000, 6), np.float32)
    sound[:, 2:3] = tone(96_000, 48_000, 440)
    path = make_media(tmp_path / "film.flac", [TrackToMake(sound, "flac", layout="5.1")])
    assert probe(path).tracks[0].channels == 6
    clip = finish(decode(path, tmp_path)).clip
    vocals = read(finish(separate(clip, transparent_model(tmp_path), tmp_path)).vocals)[20_000:-20_000]
    assert vocals.shape[1] == 2
    assert np.sqrt((vocals**2).mean(axis=0)).min() > 0.08


def test_a_broken_source_is_an_error_and_not_a_result(tmp_path: Path) -> None:
    path = make_media(tmp_path / "clip.flac", [TrackToMake(noise(480_000), "flac")])
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(MediaTruncated):
        finish(separate_media(ClipRequest(path), tmp_path / "out"))
    assert not (tmp_path / "out").exists()


def test_a_result_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    path = make_media(tmp_path / "clip.wav", [TrackToMake(noise(4800))])
    (tmp_path / "out").write_text("in the way")
    with pytest.raises(OutputNotWritable):
        finish(separate_media(ClipRequest(path), tmp_path / "out"))
    assert (tmp_path / "out").read_text() == "in the way"


def test_nothing_is_pinned_and_tensorflow_is_not_needed(tmp_path: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert not [line for line in project["dependencies"] if "==" in line.partition(";")[0]]
    assert not [line for line in project["dependencies"] if line.startswith(("tensorflow", "spleeter"))]
    model = random_model(tmp_path)
    noise_clip(tmp_path, 2)
    printed = run_script(
        f"""
sys.modules["tensorflow"] = sys.modules["spleeter"] = None
from pathlib import Path
import json
from deepdub_engine.separation.models.registry import Model
from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.base.progress import finish
from deepdub_engine.separation.local import separate
model = Model.from_dict(json.loads({json.dumps(model.to_dict())!r}))
print(finish(separate(PcmClip(Path("mixture.pcm"), 8000, 2, 16000), model, Path("out"))).vocals.samples)
""",
        tmp_path,
    )
    assert printed.split() == ["16000"]
