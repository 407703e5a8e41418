"""What is saved is read back before it replaces the old file, in the encoding in which it was read."""

from __future__ import annotations

import contextlib
import dataclasses
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deepdub_engine.base.errors import WrittenDiffers
from deepdub_engine.subtitles import Cue, load_subtitles, save_subtitles
from deepdub_engine.subtitles.retime import Retiming

ODD_TIMES = ("00:00:03500", "0:00:03.5", "00:00:3500", "00:00:03:500", "1:02,500", "00:00:03,5", "00:00:03,12345")


@pytest.mark.parametrize("time", ODD_TIMES)
@given(shift_ms=st.integers(-3_000, 10 * 3_600_000))
def test_a_time_of_any_shape_is_written_as_it_is_read(tmp_path_factory, time: str, shift_ms: int) -> None:
    path = tmp_path_factory.mktemp("odd") / "a.srt"
    path.write_text(f"1\n00:00:10,000 --> 00:00:11,000\nok\n\n2\n{time} --> 00:10:05,000\nHello\n")
    file = load_subtitles(path)
    cues = Retiming(shift_ms).apply(file.cues)
    save_subtitles(file, cues, path)
    wanted = [dataclasses.replace(cue, start_ms=max(0, cue.start_ms), end_ms=max(0, cue.end_ms)) for cue in cues]
    assert list(load_subtitles(path).cues) == wanted


def test_a_text_that_makes_the_file_unreadable_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.srt"
    path.write_text("[\n1\n00:00:01,000 --> 00:00:02,000\nHello\n", encoding="utf-8")
    before, file = path.read_bytes(), load_subtitles(path)
    for text in (
        "[Events]",
        "[Script Info]\nScriptType: v4.00+",
        "{1}{2}x",
        "WEBVTT",
        "<SAMI>",
        "1\n00:00:05,000 --> 0:6",
    ):
        cue = dataclasses.replace(file.cues[0], text=text)
        with contextlib.suppress(WrittenDiffers):
            save_subtitles(file, [cue], path, base=[cue])
        found = load_subtitles(path)
        assert [(each.start_ms, each.end_ms) for each in found.cues] == [(1000, 2000)]
        path.write_bytes(before)
    cue = dataclasses.replace(file.cues[0], text="[Events]")
    with pytest.raises(WrittenDiffers, match="was not saved"):
        save_subtitles(file, [cue], path, base=[cue])
    assert path.read_bytes() == before


@given(keep=st.integers(1, 40), bad=st.integers(1, 4))
def test_an_edit_keeps_the_encoding_of_a_file_with_broken_bytes(tmp_path_factory, keep: int, bad: int) -> None:
    path = tmp_path_factory.mktemp("broken") / "a.srt"
    blocks = [f"{n}\n00:00:{n:02},000 --> 00:00:{n:02},900\nÜber die Brücke, später\n".encode() for n in range(1, 41)]
    blocks[0] = blocks[0].replace(b"Br", b"\xff" * bad + b"Br")
    path.write_bytes(b"\n".join(blocks))
    file = load_subtitles(path)
    assert file.encoding == "utf-8"
    for _ in range(2):  # the open file keeps its encoding
        save_subtitles(file, file.cues[:keep], path, base=file.cues[:keep])
        assert path.read_bytes().rstrip() == b"\n".join(blocks[:keep]).rstrip()


def test_a_damaged_disk_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.srt"
    path.write_text("1\n00:00:01,000 --> 00:00:02,000\nHello\n", encoding="utf-8")
    before, file, write = path.read_bytes(), load_subtitles(path), Path.write_bytes
    monkeypatch.setattr(Path, "write_bytes", lambda self, data: write(self, data[: len(data) // 2]))
    with pytest.raises(WrittenDiffers):
        save_subtitles(file, [Cue(5000, 6000, "Hello")], path)
    assert path.read_bytes() == before
