"""A cache may only cost time: whatever is wrong with an entry, the work goes on and the entry is made again."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deepdub_engine.alignment.speech import SpeechActivity, load_activity, save_activity
from deepdub_engine.audio.media.peak_cache import PeakCache
from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.audio.peaks import build_peaks
from deepdub_engine.base.progress import finish
from deepdub_engine.separation.stem_cache import StemCache, StemKey, key_for
from deepdub_engine.separation.stems import Stems
from tests.helpers.clips import half_stems, noise_clip

ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> PcmClip:
    return noise_clip(tmp_path_factory.mktemp("clip"), 1.0)


@pytest.fixture(scope="module")
def stems(clip: PcmClip, tmp_path_factory: pytest.TempPathFactory) -> Stems:
    return half_stems(clip, tmp_path_factory.mktemp("stems"))


def key_for_test(clip: PcmClip) -> StemKey:
    return key_for(clip, "sound", "weights", exact=False)


@pytest.fixture(scope="module")
def sound_entry(clip: PcmClip, stems: Stems, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a cache with one good entry."""
    folder = tmp_path_factory.mktemp("good") / "cache"
    peaks = finish(build_peaks(stems.vocals)), finish(build_peaks(stems.accompaniment))
    assert StemCache(folder).store(key_for_test(clip), stems, peaks)
    return folder


def works_with(folder: Path, clip: PcmClip, stems: Stems) -> None:
    """Use a cache in every way; nothing is raised, and a damaged entry is replaced."""
    cache, key = StemCache(folder), key_for_test(clip)
    assert cache.may_contain(key) in (True, False)
    assert cache.size >= 0
    found = cache.load(key, clip, folder.parent / "in")
    if found is not None:  # the damage was harmless
        assert len(found[0].vocals.read(0, clip.samples)) == clip.samples
    cache.trim()
    peaks = finish(build_peaks(stems.vocals)), finish(build_peaks(stems.accompaniment))
    assert cache.store(key, stems, peaks)
    assert cache.load(key, clip, folder.parent / "in") is not None


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(field=st.sampled_from(["key", "sizes", "parts"]), value=ANY, whole=st.booleans())
def test_a_marker_of_any_shape_stops_nothing(
    tmp_path_factory: pytest.TempPathFactory,
    clip: PcmClip,
    stems: Stems,
    sound_entry: Path,
    field: str,
    value: object,
    whole: bool,
) -> None:
    folder = tmp_path_factory.mktemp("bad") / "cache"
    shutil.copytree(sound_entry, folder)
    marker = folder / key_for_test(clip).name / "entry.json"
    values = json.loads(marker.read_text(encoding="utf-8"))
    marker.write_text(json.dumps(value if whole else values | {field: value}), encoding="utf-8")
    works_with(folder, clip, stems)


def truncated_zip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-40:-20] = os.urandom(20)
    path.write_bytes(data)


def odd_compression(path: Path) -> None:
    data = path.read_bytes().replace(b"PK\x01\x02\x14\x03", b"PK\x01\x02\xff\xff")
    path.write_bytes(data.replace(b"NUMPY", b"NUMPX"))


def pickled(path: Path) -> None:
    with path.open("wb") as file:
        np.savez(file, **{"0.0": np.array([{}], dtype=object)})


def pipe(path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("there are no named pipes here")
    path.unlink()
    os.mkfifo(path)


def folder_instead(path: Path) -> None:
    path.unlink()
    path.mkdir()


DAMAGES = (truncated_zip, odd_compression, pickled, pipe, folder_instead, Path.unlink)


@pytest.mark.parametrize("name", ["entry.json", "peaks.npz", "0-vocals.pcm"])
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_of_an_entry_stops_nothing(
    tmp_path: Path, clip: PcmClip, stems: Stems, sound_entry: Path, name: str, damage
) -> None:
    shutil.copytree(sound_entry, tmp_path / "cache")
    damage(tmp_path / "cache" / key_for_test(clip).name / name)
    works_with(tmp_path / "cache", clip, stems)


def test_a_cache_that_is_no_folder_stops_nothing(tmp_path: Path, clip: PcmClip, stems: Stems) -> None:
    (tmp_path / "cache").write_bytes(b"a file")
    cache = StemCache(tmp_path / "cache")
    assert not cache.may_contain(key_for_test(clip))
    assert not cache.store(key_for_test(clip), stems, (finish(build_peaks(clip)), finish(build_peaks(clip))))
    cache.trim()


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_speech_activity_is_none(tmp_path: Path, damage) -> None:
    path = tmp_path / "a.npz"
    save_activity(SpeechActivity(np.zeros(9, np.uint8), np.zeros(9, np.uint8)), path)
    assert load_activity(path) is not None
    damage(path)
    assert load_activity(path) is None or damage is odd_compression


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_waveform_is_made_again(tmp_path: Path, clip: PcmClip, damage) -> None:
    cache, key, peaks = PeakCache(tmp_path / "peaks"), b"k" * 16, finish(build_peaks(clip))
    cache.store(key, peaks)
    assert cache.load(key) is not None
    damage(next((tmp_path / "peaks").iterdir()))
    assert cache.load(key) is None or damage is odd_compression
    cache.store(key, peaks)
    assert cache.load(key) is not None
