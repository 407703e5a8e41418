"""The engine “spleeter”: what it refuses, and how it cuts a long sound into segments."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from deepdub_engine.cli import main
from deepdub_engine.separation.network import UNetSpec
from deepdub_engine.separation.spleeter_package import chunks
from tests.helpers.spleeter_checkpoint import write_bundle

SPEC = UNetSpec(64, 64, (2, 3, 4, 4, 3, 2), 2, frame=256, hop=64)
SEGMENT = SPEC.frames * SPEC.hop


@pytest.fixture
def separating(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    write_bundle(tmp_path / "2stems" / "model", {"x": np.zeros(3, np.float32)})
    monkeypatch.setenv("MODEL_PATH", str(tmp_path))
    soundfile.write(tmp_path / "clip.wav", np.zeros((100, 2)), 44_100)
    return ["separate", str(tmp_path / "clip.wav"), "-o", str(tmp_path / "out"), "--engine", "spleeter"]


def test_without_the_package_what_to_do_is_said(
    separating: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "spleeter" else found(name))
    assert main(separating) == 2
    assert "[spleeter] extra" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_spleeter_runs_no_model_but_its_own(
    separating: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*separating, "--model", "speech"]) == 2
    assert "“speech” is not a Spleeter model" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(importlib.util.find_spec("spleeter") is None, reason="Spleeter is not installed")
def test_spleeter_never_runs_on_weights_that_do_not_verify(
    separating: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(separating) == 1
    assert "damaged" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@settings(max_examples=60)
@given(count=st.integers(0, 14 * SEGMENT), segments=st.integers(4, 7), cuts=st.lists(st.floats(0, 1), max_size=6))
def test_pieces_join_to_the_whole_and_begin_on_the_grid(count: int, segments: int, cuts: list[float]) -> None:
    sound = np.repeat(np.arange(count, dtype=np.float32)[:, None], 2, axis=1)
    edges = sorted(int(cut * count) for cut in cuts)
    joined = [np.zeros((0, 2), np.float32)]
    found = list(chunks(np.split(sound, edges), SPEC, segments))
    for number, (piece, start, stop) in enumerate(found):
        assert piece[0, 0] % SEGMENT == 0
        assert len(piece) <= segments * SEGMENT - SPEC.frame
        # Spleeter pads with silence before the first segment and after the last one.
        assert number == 0 or start >= SEGMENT
        assert number == len(found) - 1 or stop <= len(piece) - SEGMENT
        joined.append(piece[start:stop])
    np.testing.assert_array_equal(np.concatenate(joined), sound)
