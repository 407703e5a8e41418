"""WAV files are written bit for bit, and a failed write leaves no file."""

from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from deepdub_engine.audio.pcm import Depth, PcmClip, PcmWriter
from deepdub_engine.audio.wav import quantise, wav_writer, write_wav
from deepdub_engine.base.errors import OutputNotWritable

EXTREMES = [-(1 << 15), -(1 << 15) + 1, -1, 0, 1, (1 << 15) - 1]


@given(st.lists(st.sampled_from(EXTREMES) | st.integers(-(1 << 15), (1 << 15) - 1), min_size=1, max_size=64))
def test_16_bit_samples_come_back_exactly(tmp_path_factory: pytest.TempPathFactory, values: list[int]) -> None:
    path = tmp_path_factory.mktemp("wav") / "a.wav"
    samples = (np.array(values, np.float32) / (1 << 15)).reshape(-1, 1)
    write_wav(path, [samples], 48_000, 1, len(samples), Depth.INT16)
    stored, rate_hz = soundfile.read(path, dtype="int16")
    assert rate_hz == 48_000
    assert stored.tolist() == values


def test_24_bit_samples_come_back_exactly(tmp_path: Path) -> None:
    values = np.random.default_rng(1).integers(-(1 << 23), 1 << 23, (5000, 2))
    write_wav(tmp_path / "a.wav", [(values / (1 << 23)).astype(np.float32)], 44_100, 2, 5000, Depth.INT24)
    stored, _ = soundfile.read(tmp_path / "a.wav", dtype="int32")
    assert np.array_equal(stored >> 8, values)


def test_floats_come_back_exactly_even_over_full_scale(tmp_path: Path) -> None:
    samples = np.random.default_rng(2).normal(0, 2, (5000, 2)).astype(np.float32)
    write_wav(tmp_path / "a.wav", [samples[:1000], samples[1000:]], 44_100, 2, 5000, Depth.FLOAT)
    assert np.array_equal(soundfile.read(tmp_path / "a.wav", dtype="float32")[0], samples)


@given(st.floats(-3, 3, width=32), st.sampled_from([Depth.INT16, Depth.INT24]))
def test_what_has_been_rounded_to_a_depth_stays_as_it_is(value: float, depth: Depth) -> None:
    once = quantise(np.array([[value]], np.float32), depth)
    assert np.array_equal(quantise(once, depth), once)
    assert -1 <= once[0, 0] < 1


def test_a_stretch_of_a_clip_is_written_with_the_clips_own_depth(tmp_path: Path) -> None:
    ramp = (np.arange(-4000, 4000, dtype=np.float32) / (1 << 15)).reshape(-1, 2)
    with PcmWriter(tmp_path / "a.pcm", 2) as writer:
        writer.write(ramp)
    clip = writer.clip(8000, Depth.INT16)
    with wav_writer(tmp_path / "part.wav", clip.rate_hz, clip.channels, 500, clip.depth) as write:
        write(clip.read(1000, 1500))
    assert soundfile.info(tmp_path / "part.wav").subtype == "PCM_16"
    assert np.array_equal(soundfile.read(tmp_path / "part.wav", dtype="float32")[0], ramp[1000:1500])


def test_a_sound_over_4_gib_is_announced_as_rf64(tmp_path: Path) -> None:
    with wav_writer(tmp_path / "a.wav", 48_000, 2, 12 * 3600 * 48_000, Depth.INT16) as write:
        write(np.zeros((10, 2), np.float32))
    assert (tmp_path / "a.wav").read_bytes()[:4] == b"RF64"


def test_a_failed_write_leaves_the_former_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(b"mine")

    def breaks_off():
        yield np.zeros((10, 1), np.float32)
        raise OSError(5, "Input/output error")

    with pytest.raises(OutputNotWritable, match=r"a\.wav"):
        write_wav(path, breaks_off(), 8000, 1, 20, Depth.INT16)
    assert path.read_bytes() == b"mine"
    assert [file.name for file in tmp_path.iterdir()] == ["a.wav"]


def test_reading_outside_a_clip_gives_only_what_is_there(tmp_path: Path) -> None:
    with PcmWriter(tmp_path / "a.pcm", 1) as writer:
        writer.write(np.arange(10, dtype=np.float32).reshape(-1, 1))
    clip: PcmClip = writer.clip(8000)
    assert clip.read(-5, 3).ravel().tolist() == [0, 1, 2]
    assert clip.read(8, 99).ravel().tolist() == [8, 9]
    assert clip.read(20, 30).shape == (0, 1)
    assert np.concatenate(list(clip.blocks(4))).ravel().tolist() == list(range(10))


@pytest.mark.parametrize("channels", [1, 2])
def test_float_files_of_the_same_sound_are_the_same_files(tmp_path: Path, channels: int) -> None:
    samples = np.random.default_rng(1).uniform(-1, 1, (500, channels)).astype(np.float32)
    write_wav(tmp_path / "a.wav", [samples], 48_000, channels, 500, Depth.FLOAT)
    head = (tmp_path / "a.wav").read_bytes()
    peaks = head.index(b"PEAK")
    assert head[peaks + 8 : peaks + 16] == b"\x01\x00\x00\x00" + bytes(4)  # version 1, no timestamp
    assert np.array_equal(soundfile.read(tmp_path / "a.wav", dtype="float32", always_2d=True)[0], samples)
