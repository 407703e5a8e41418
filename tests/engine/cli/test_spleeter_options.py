"""What users of the ``spleeter`` command type: it works, or a sentence says what to do instead."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from deepdub_engine.cli import main

RATE_HZ = 44_100
COUNT = 3 * RATE_HZ + 17


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    sound = np.random.default_rng(2).uniform(-0.3, 0.3, (COUNT, 2))
    soundfile.write(tmp_path / "clip.wav", sound, RATE_HZ, subtype="PCM_16")
    return tmp_path / "clip.wav"


def separated(clip: Path, *arguments: str) -> tuple[int, Path]:
    out = clip.with_name("out")
    return main(["separate", str(clip), "-o", str(out), "--quiet", *arguments]), out


@pytest.mark.parametrize(
    ("arguments", "start", "stop"),
    [
        (["--offset", "1.5"], 66_150, COUNT),
        (["-s", "0:01.500", "-d", "0.25"], 66_150, 77_175),
        (["--duration", "2"], 0, 88_200),
        (["-d", "600"], 0, COUNT),
        (["-s", "2", "-d", "600"], 88_200, COUNT),
    ],
)
def test_a_part_is_as_long_as_asked_and_its_stems_add_up_to_it(
    clip: Path, arguments: list[str], start: int, stop: int
) -> None:
    status, out = separated(clip, *arguments)
    assert status == 0
    stems = [soundfile.read(out / f"clip_{stem}.wav", dtype="int16")[0] for stem in ("vocals", "accompaniment")]
    np.testing.assert_array_equal(np.add(*stems), soundfile.read(clip, dtype="int16")[0][start:stop])


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["-c", "mp3"], "stems are written as WAV"),
        (["--bitrate", "128k"], "convert them afterwards"),
        (["-f", "{filename}/{instrument}.{codec}"], "rename them afterwards"),
        (["--mwf"], "there is no Wiener filter here: omit this option"),
        (["-a", "spleeter.audio.ffmpeg.FFMPEGProcessAudioAdapter"], "without an adapter: omit this option"),
        (["-i", "clip.wav"], "write the file without this option"),
        (["-s", "-3"], "is not a time"),
        (["-s", "3.001"], "is not inside the clip: choose times up to"),
        (["-d", "0"], "its end must come after its start"),
        (["--offset", "1", "--clip", "1", "2"], "argument --clip: it cannot be used together with --offset"),
        (["--clip", "1", "2", "-d", "1"], "it cannot be used together with --clip"),
        (["-p", "params.json"], "There is no model “params.json”: choose one of"),
        (["--stems", "all", "--model", "speech"], "use --model spleeter-4stems or spleeter-5stems"),
        (["--stems", "all", "--engine", "spleeter"], "omit --engine to get all stems"),
    ],
)
def test_what_cannot_be_done_is_refused_with_what_to_do(
    clip: Path, arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out = separated(clip, *arguments)
    assert status in (1, 2)
    assert sentence in capsys.readouterr().err
    assert not out.exists()


def test_spleeters_names_of_our_options_are_understood(clip: Path) -> None:
    status, out = separated(clip, "-p", "speech", "-c", "wav", "--stems", "two")
    assert status == 0
    assert sorted(path.name for path in out.iterdir()) == ["clip_accompaniment.wav", "clip_vocals.wav"]
