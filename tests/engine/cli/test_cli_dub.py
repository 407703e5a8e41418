"""``remix`` and ``lines`` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile

from deepdub_engine.cli import main
from deepdub_engine.pipeline.dub.status import Status
from tests.helpers.dub_clip import DubClip, made_voice, make_dub_clip
from tests.helpers.media_files import TrackToMake, make_media, noise

RATE_HZ = 16_000


@pytest.fixture
def clip(tmp_path: Path) -> DubClip:
    clip = make_dub_clip(tmp_path, 4, 14.0, RATE_HZ)
    clip.speak(0, made_voice(1, 0.8 * clip.slot_s(0), RATE_HZ))
    clip.speak(1, made_voice(2, 6 * clip.slot_s(1), RATE_HZ))
    clip.speak(2, np.zeros(RATE_HZ, np.float32))
    return clip


def deepdub(*arguments: object) -> int:
    try:
        return main([str(argument) for argument in arguments])
    except SystemExit as exit_:
        return int(exit_.code or 0)


def test_lines_tells_of_every_line(clip: DubClip, capsys: pytest.CaptureFixture[str]) -> None:
    assert deepdub("lines", clip.folder, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert [line["status"] for line in found["lines"]] == ["new", "too long", "silent", "none"]
    assert found["counts"]["none"] == 1
    assert found["lines"][1]["over_ms"] > 1000
    assert set(found["counts"]) == {str(status) for status in Status}
    assert deepdub("lines", clip.folder) == 0
    shown = capsys.readouterr()
    assert "00:00:01.000" in shown.out
    assert "4 lines: " in shown.out
    assert shown.err.splitlines()[0].startswith("Warning: Line 2 at")


def test_remix_takes_all_its_options(clip: DubClip, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    soundfile.write(tmp_path / "room.wav", np.array([1, 0, 0, 0.2], np.float32), RATE_HZ)
    fit = ("--fit", "fit", "--fit-speed", "0.85", "1.1", "--free", "100ms", "2s")
    sound = ("--level", "-25LUFS", "--duck", "6", "--bed", "accompaniment", "--me", "--peak", "-2")
    arguments = (*fit, *sound)
    assert deepdub("remix", clip.folder, *arguments, "--room", tmp_path / "room.wav", "--json") == 0
    result = json.loads(capsys.readouterr().out)
    assert result["lines"][1]["speed"] == 1.1
    assert result["lines"][0]["voice_lufs"] + result["lines"][0]["gain_db"] == pytest.approx(-25, abs=0.1)
    assert Path(result["me"]).exists()
    assert "Line 2" in result["warnings"][0]
    assert deepdub("remix", clip.folder, "--fit", "pad", "--force", "--json") == 0
    assert json.loads(capsys.readouterr().out)["generated"] == 3


@pytest.mark.parametrize(
    "arguments",
    [
        ("--level", "loud"),
        ("--fit-speed", "0.1", "2"),
        ("--free", "-1", "2s"),
        ("--duck", "a"),
        ("--peak", "x"),
        ("--bed", "x"),
    ],
)
def test_wrong_values_are_refused(clip: DubClip, arguments: tuple[str, ...]) -> None:
    assert deepdub("remix", clip.folder, *arguments) == 2


def test_no_voice_at_all_is_an_error(clip: DubClip, capsys: pytest.CaptureFixture[str]) -> None:
    for path in clip.audio.glob("*_gen_vocals.wav"):
        path.unlink()
    assert deepdub("remix", clip.folder) == 1
    assert "There is no generated speech" in capsys.readouterr().err


def test_lines_can_be_kept_and_released(clip: DubClip, capsys: pytest.CaptureFixture[str]) -> None:
    assert deepdub("lines", clip.folder, "--keep", "1,3-4", "--json") == 0
    assert [line["status"] for line in json.loads(capsys.readouterr().out)["lines"]] == [
        "kept", "too long", "kept", "kept"
    ]  # fmt: skip
    assert deepdub("lines", clip.folder, "--no-keep", "1", "--json") == 0
    assert json.loads(capsys.readouterr().out)["lines"][0]["status"] == "new"
    assert deepdub("lines", clip.folder, "--undo") == 1
    assert "nothing to undo" in capsys.readouterr().err
    assert deepdub("lines", clip.folder, "--keep", "one") == 2


def test_the_mix_goes_into_the_film_and_out_as_broadcast_wave(
    clip: DubClip, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    film = make_media(tmp_path / "film.mkv", [TrackToMake(noise(14 * 48_000))], video_s=14)
    wave, dubbed = tmp_path / "mix.wav", tmp_path / "dubbed.mkv"
    arguments = ("--into", film, "-o", dubbed, "--language", "deu", "--bwf", wave, "--timecode", "01:00:00:00")
    assert deepdub("remix", clip.folder, *arguments, "--json") == 0
    result = json.loads(capsys.readouterr().out)
    assert (result["film"], result["bwf"]) == (str(dubbed), str(wave))
    with av.open(str(dubbed)) as container:
        assert [stream.type for stream in container.streams] == ["video", "audio", "audio"]
        assert container.streams.audio[0].metadata["language"] == "deu"
    assert soundfile.info(wave).samplerate == 48_000
    assert deepdub("remix", clip.folder, "--force", "--into", film) == 2
    assert "film.mkv” itself is never changed" in capsys.readouterr().err


def test_lines_write_cue_sheets(clip: DubClip, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheets = tmp_path / "sheets"
    assert deepdub("lines", clip.folder, "--sheets", sheets, "--fps", "24", "--timecode", "10:00:00:00", "--json") == 0
    assert str(sheets / "all.csv") in json.loads(capsys.readouterr().out)["sheets"]
    rows = (sheets / "all.csv").read_text("utf-8-sig").splitlines()
    assert rows[1].startswith('"1","10:00:01:00"')
    assert deepdub("lines", clip.folder, "--sheets", sheets, "--timecode", "soon") == 2


def test_lines_moves_a_voice_and_puts_it_back(clip: DubClip, capsys: pytest.CaptureFixture[str]) -> None:
    def first() -> dict[str, object]:
        line: dict[str, object] = json.loads(capsys.readouterr().out)["lines"][0]
        return line

    assert deepdub("lines", clip.folder, "--json") == 0
    before = first()
    assert deepdub("lines", clip.folder, "--move", "1=-9s", "--json") == 0
    there = first()
    assert there["moved_ms"] == there["least_moved_ms"] == before["least_moved_ms"]
    assert "moved" in there["statuses"]
    assert deepdub("lines", clip.folder, "--move", "1=+20ms", "--move", "2=0") == 0
    text = capsys.readouterr().out
    assert "2 voices are moved as far as there is room." in text
    assert "moved by +0.020 s" in text
    assert deepdub("remix", clip.folder, "--json") == 0
    assert first()["moved_ms"] == 20
    assert deepdub("lines", clip.folder, "--move", "1=0", "--json") == 0
    assert first()["laid_start_sample"] == before["laid_start_sample"]
    for wrong in ("1", "1=soon", "one=20ms"):
        assert deepdub("lines", clip.folder, "--move", wrong) == 2
