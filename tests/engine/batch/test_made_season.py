"""A season of 16 clips of different kinds, three of them broken: 13 results and three sentences."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soxr

from deepdub_engine.audio.media.decode import decode
from deepdub_engine.audio.pcm import Samples
from deepdub_engine.base.progress import finish
from deepdub_engine.base.resources import resource
from deepdub_engine.cli import main
from tests.helpers.media_files import TrackToMake, make_media

SAMPLE, TRUE = resource("sample", "sample.mkv"), resource("sample", "sample.srt")
LENGTH_S = 8
# Codec, sample format, rate and layout of the track.
KINDS = {
    "e01.mkv": ("flac", "s16", 48_000, "stereo"),
    "e02.mkv": ("aac", "fltp", 44_100, "stereo"),
    "e03.mp4": ("aac", "fltp", 48_000, "mono"),
    "e04.mov": ("pcm_s24le", "s32", 48_000, "stereo"),
    "e05.avi": ("mp3", "s16p", 44_100, "stereo"),
    "e06.ts": ("ac3", "fltp", 48_000, "5.1(side)"),
    "e07.webm": ("libopus", "flt", 48_000, "stereo"),
    "e08.wav": ("pcm_f32le", "flt", 96_000, "stereo"),
    "e09.flac": ("flac", "s32", 22_050, "mono"),
    "e10.m4a": ("alac", "s16p", 44_100, "stereo"),
    "e11.mpg": ("mp2", "s16", 32_000, "stereo"),
    "e12.wmv": ("wmav2", "fltp", 44_100, "stereo"),
    "e13.aac": ("aac", "fltp", 32_000, "stereo"),
}
BROKEN = ("e14.mkv", "e15.mkv", "e16.mp4")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in ("CACHE", "DATA", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))


@pytest.fixture
def sound(tmp_path: Path) -> Callable[[int, str], Samples]:
    clip = finish(decode(SAMPLE, tmp_path)).clip
    once = clip.read(0, LENGTH_S * clip.rate_hz)

    def made(rate_hz: int, layout: str) -> Samples:
        stereo = np.clip(soxr.resample(once, clip.rate_hz, rate_hz), -1, 1).astype(np.float32)
        middle = stereo.mean(axis=1, keepdims=True)
        if layout == "mono":
            return middle
        sides = 0.1 * stereo
        six = np.concatenate([sides, middle, np.zeros_like(middle), sides], axis=1)
        return stereo if layout == "stereo" else six.astype(np.float32)

    return made


def test_thirteen_results_and_three_sentences(
    tmp_path: Path, sound: Callable[[int, str], Samples], capsys: pytest.CaptureFixture[str]
) -> None:
    season, out = tmp_path / "season", tmp_path / "out"
    season.mkdir()
    for name, (codec, form, rate_hz, layout) in KINDS.items():
        bit_rate = 128_000 if codec.startswith("wma") else None
        track = TrackToMake(sound(rate_hz, layout), codec, rate_hz, layout, form, bit_rate=bit_rate)
        make_media(season / name, [track], video_s=1 if name.endswith((".ts", ".mpg")) else 0)
    (season / "e14.mkv").write_text("This is no clip.")
    (season / "e15.mkv").write_bytes((season / "e01.mkv").read_bytes())
    (season / "e16.mp4").write_bytes((season / "e03.mp4").read_bytes()[:2000])  # cut off, without its table
    for name in (*KINDS, *BROKEN):
        shutil.copyfile(TRUE, (season / name).with_suffix(".srt"))
    (season / "e15.srt").write_bytes(bytes(range(256)) * 40)
    capsys.readouterr()
    code = main(["batch", str(season), "-o", str(out), "--steps", "run", "--json", "--quiet"])
    told = json.loads(capsys.readouterr().out)
    errors = {episode["name"]: episode["error"] for episode in told["episodes"] if episode["error"]}
    assert (code, told["failed"], list(errors)) == (1, 3, ["e14", "e15", "e16"])
    for name, error in errors.items():
        assert name in error
        assert error.endswith(".")
        assert "\n" not in error
    folders = [folder for folder in sorted(out.iterdir()) if (folder / "sentences" / "sentences.csv").is_file()]
    assert [folder.name for folder in folders] == [Path(name).stem for name in KINDS]
    assert all(list((folder / "sentences" / "audio_segments").glob("*_vocals.wav")) for folder in folders)
    rows = list(csv.DictReader((out / "report.csv").read_text("utf-8-sig").splitlines()))
    assert [row["state"] for row in rows].count("failed") == 3
    assert all(row["loudness LUFS"] for row in rows if row["state"] != "failed")
    assert (out / "report.html").read_text("utf-8").count("<svg") == 13
