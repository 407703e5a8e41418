"""WAV files with odd heads are read in full, wherever a sound is read."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest

from deepdub_engine.audio.media.decode import decode
from deepdub_engine.audio.pcm import Depth
from deepdub_engine.audio.wav_head import PlainWav, read_head
from deepdub_engine.base.errors import DeepdubError, MediaTruncated
from deepdub_engine.base.progress import finish
from deepdub_engine.pipeline.generated_speech import length, open_sound
from tests.helpers.media_files import TrackToMake, as_integers, make_media, noise
from tests.helpers.wav_heads import ODD_HEADS, layout, make_wav

CASES = Path(__file__).parents[2] / "data" / "cases"
BITS = {"24": 24, "20": 20, "12": 12}


@pytest.mark.parametrize("name", ODD_HEADS)
def test_an_odd_head_is_read_to_the_end_bit_for_bit(tmp_path: Path, name: str) -> None:
    sound = noise(20_001, 1)
    path = ODD_HEADS[name](tmp_path / "a.wav", sound)
    bits = BITS.get(name.split(maxsplit=1)[0], 16)
    expected = (as_integers(sound, bits) / (1 << (bits - 1))).astype(np.float32)
    clip = finish(decode(path, tmp_path / "out")).clip
    np.testing.assert_array_equal(clip.read(0, clip.samples), expected)
    assert clip.depth is (Depth.INT16 if bits <= 16 else Depth.INT24)
    assert length(path) == 20_001
    with open_sound(path) as file:
        np.testing.assert_allclose(file.read(dtype="float32", always_2d=True), expected, atol=1e-7)


def test_the_case_of_a_voice_service_is_a_second_long_for_all_readers(tmp_path: Path) -> None:
    path = CASES / "tts_size0_gen_vocals.wav"
    assert finish(decode(path, tmp_path)).clip.samples == length(path) == 24_000


def test_an_empty_sound_with_a_list_after_it_is_empty(tmp_path: Path) -> None:
    after = b"LIST" + struct.pack("<I", 4) + b"INFO"
    path = make_wav(tmp_path / "a.wav", noise(1, 1)[:0], after=after)
    assert length(path) == 0


def test_sound_whose_size_overflows_is_read_to_the_end(tmp_path: Path) -> None:
    path = make_wav(tmp_path / "a.wav", noise(1000, 1))
    with path.open("r+b") as file:
        file.truncate((1 << 32) + 10_044)
    head = read_head(path)
    assert head is not None
    assert (head.size_bytes, head.is_plain) == ((1 << 32) + 10_000, False)
    with PlainWav(path, head) as wav:
        assert wav.read(4) == b"RF64"
        assert wav.seek(0, 2) - head.size_bytes < 200


def test_a_cut_rf64_file_is_refused_as_incomplete(tmp_path: Path) -> None:
    path = ODD_HEADS["RF64"](tmp_path / "a.wav", noise(240_000, 1))
    path.write_bytes(path.read_bytes()[:200_000])
    with pytest.raises(MediaTruncated):
        finish(decode(path, tmp_path / "out"))


@pytest.mark.parametrize("keep", [0, 3, 12, 20, 30, 43, 44])
def test_a_head_that_breaks_off_is_told(tmp_path: Path, keep: int) -> None:
    path = make_wav(tmp_path / "a.wav", noise(1000, 1), whole=0, data=0, chunk=layout(32, 24), bits=(24, 32))
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(DeepdubError):
        finish(decode(path, tmp_path / "out"))
    with pytest.raises(DeepdubError):
        length(path)


def test_other_files_have_no_head(tmp_path: Path) -> None:
    path = make_media(tmp_path / "a.flac", [TrackToMake(noise(1000), "flac")])
    assert read_head(path) is None


def test_a_plain_view_reads_like_a_file(tmp_path: Path) -> None:
    path = ODD_HEADS["sizes 0"](tmp_path / "a.wav", noise(5000, 1))
    head = read_head(path)
    assert head is not None
    with PlainWav(path, head) as wav:
        everything = wav.read()
        for start, stop in [(0, 10), (60, 80), (68, 69), (5000, 9000), (10_000, 99_999)]:
            wav.seek(start)
            assert wav.read(stop - start) == everything[start:stop]
        assert wav.readable()
        assert wav.seekable()
    assert everything[68:] == path.read_bytes()[44:]
