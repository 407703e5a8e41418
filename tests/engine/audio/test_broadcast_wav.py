"""Broadcast Wave files carry the sound bit for bit, and its time."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import soundfile

from deepdub_engine.audio.broadcast_wav import write_broadcast_wav
from deepdub_engine.audio.pcm import Depth
from deepdub_engine.audio.wav import write_wav
from deepdub_engine.base.errors import FileUnreadable, OutputExists
from deepdub_engine.base.progress import finish
from tests.helpers.media_files import noise, tone


def chunk(path: Path, name: bytes) -> bytes:
    """Return the contents of a RIFF chunk."""
    data = path.read_bytes()
    at = data.index(name)
    size = int.from_bytes(data[at + 4 : at + 8], "little")
    return data[at + 8 : at + 8 + size]


def test_the_sound_is_the_same_and_the_time_is_in_the_head(tmp_path: Path) -> None:
    sound = noise(100_000)
    source, output = tmp_path / "mix.wav", tmp_path / "delivery.wav"
    write_wav(source, [sound], 48_000, 2, len(sound), Depth.INT24)
    finish(write_broadcast_wav(source, output, Fraction(3600), description="Episode 3"))
    head = chunk(output, b"bext")
    assert head[:256].rstrip(b"\0") == b"Episode 3"
    assert int.from_bytes(head[338:346], "little") == 3600 * 48_000
    with soundfile.SoundFile(output) as file:
        assert (file.samplerate, file.channels, file.subtype) == (48_000, 2, "PCM_24")
    assert np.array_equal(soundfile.read(output, dtype="int32")[0], soundfile.read(source, dtype="int32")[0])


def test_other_rates_become_48_khz(tmp_path: Path) -> None:
    source, output = tmp_path / "mix.wav", tmp_path / "delivery.wav"
    write_wav(source, [tone(88_200, 44_100, 1000.0)], 44_100, 1, 88_200, Depth.INT16)
    finish(write_broadcast_wav(source, output, Fraction(0)))
    sound, rate_hz = soundfile.read(output)
    assert (rate_hz, len(sound)) == (48_000, 96_000)
    assert np.abs(sound[1000:-1000] - tone(96_000, 48_000, 1000.0)[1000:-1000, 0]).max() < 1e-3


def test_bad_inputs_leave_no_file(tmp_path: Path) -> None:
    source, output = tmp_path / "mix.wav", tmp_path / "delivery.wav"
    source.write_text("no sound")
    with pytest.raises(FileUnreadable):
        finish(write_broadcast_wav(source, output, Fraction(0)))
    output.write_bytes(b"mine")
    write_wav(source, [noise(100)], 48_000, 2, 100, Depth.INT24)
    with pytest.raises(OutputExists):
        finish(write_broadcast_wav(source, output, Fraction(0)))
    assert output.read_bytes() == b"mine"
    assert len(list(tmp_path.iterdir())) == 2
