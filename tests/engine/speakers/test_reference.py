"""What speakers sound like comes back from its file, and a damaged file is an error."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deepdub_engine.base.errors import CastInvalid, FileMissing
from deepdub_engine.speakers.reference import Reference, mean_direction, read_cast_file, write_cast_file
from deepdub_engine.speakers.voice import Voice
from tests.engine.speakers.test_clustering import made

DIRECTION = made([0])[0].direction
_HERE = settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=8,
)


def test_speakers_come_back_with_their_voices(tmp_path: Path) -> None:
    path = tmp_path / "cast.json"
    written = (Reference(1, "Anna", 4, ("audio_segments/7_vocals.wav",), DIRECTION), Reference(3, "", 1))
    write_cast_file(path, written)
    first, second = read_cast_file(path)
    assert (first.name, first.lines, first.clips) == ("Anna", 4, written[0].clips)
    assert first.direction == pytest.approx(DIRECTION)
    assert (second.name, second.direction) == ("Speaker 3", ())
    assert max(map(len, path.read_text(encoding="utf-8").splitlines())) > 1000  # a voice is one line of it


@_HERE
@given(part=st.sampled_from(["version", "network", "speakers", "name", "direction", "number"]), value=_JSON)
def test_whatever_a_field_becomes_the_file_is_read_or_refused(tmp_path: Path, part: str, value: object) -> None:
    path = tmp_path / "cast.json"
    write_cast_file(path, [Reference(1, "Anna", 4, (), DIRECTION)])
    stored = json.loads(path.read_text(encoding="utf-8"))
    (stored if part in stored else stored["speakers"][0])[part] = value
    path.write_text(json.dumps(stored), encoding="utf-8")
    found: tuple[Reference, ...] = ()
    with contextlib.suppress(CastInvalid):
        found = read_cast_file(path)
    assert all(len(one.direction) in (0, 192) and one.name for one in found)


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 100_000])
def test_anything_else_is_no_cast(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "cast.json"
    path.write_bytes(data)
    with pytest.raises(CastInvalid):
        read_cast_file(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        read_cast_file(tmp_path / "cast.json")


def test_the_direction_of_a_speaker_is_between_those_of_the_sentences() -> None:
    voices = made([0, 0, 0])
    mean = mean_direction([*voices, Voice((), 9000)])
    assert all(sum(a * b for a, b in zip(mean, voice.direction, strict=True)) > 0.8 for voice in voices)
    assert mean_direction([Voice((), 10)]) == ()
