"""What is saved is read back before it replaces the old file, in the encoding in which it was read."""

from __future__ import annotations

import contextlib
import dataclasses
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deepdub_engine.base.errors import DeepdubError, WrittenDiffers
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


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co", "Cn")), min_size=1, max_size=30)


def _clock(time_ms: int, point: str, digits: int, hour_digits: int = 2) -> str:
    seconds, ms = divmod(time_ms, 1000)
    fraction = f"{point}{ms:03}"[: digits + 1] if digits else ""
    return f"{seconds // 3600:0{hour_digits}}:{seconds // 60 % 60:02}:{seconds % 60:02}{fraction}"


def _substation(spans: list[tuple[int, int]], digits: int, version: str, styles: str, layer: str) -> str:
    head = f"[Script Info]\nScriptType: {version}\n\n[{styles}]\nFormat: Name\nStyle: Default\n\n[Events]\n"
    columns = f"Format: {layer}, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    lines = (f"{_clock(a, '.', digits, 1)},{_clock(b, '.', digits, 1)}" for a, b in spans)
    return head + columns + "".join(f"Dialogue: 0,{line},Default,,0,0,0,,Line {n}.\n" for n, line in enumerate(lines))


FORMATS = {
    "srt": lambda spans, digits: "".join(
        f"{n}\n{_clock(a, ',', digits)} --> {_clock(b, ',', digits)}\nLine {n}.\n\n"
        for n, (a, b) in enumerate(spans, 1)
    ),
    "vtt": lambda spans, digits: (
        "WEBVTT\n\n"
        + "".join(
            f"{_clock(a, '.', digits)} --> {_clock(b, '.', digits)}\nLine {n}.\n\n" for n, (a, b) in enumerate(spans)
        )
    ),
    "ass": lambda spans, digits: _substation(spans, digits, "v4.00+", "V4+ Styles", "Layer"),
    "ssa": lambda spans, digits: _substation(spans, digits, "v4.00", "V4 Styles", "Marked"),
    "smi": lambda spans, _: (
        "<SAMI><BODY>\n"
        + "".join(
            f"<SYNC Start={a}><P Class=KRCC>Line {n}.\n<SYNC Start={b}><P Class=KRCC>&nbsp;\n"
            for n, (a, b) in enumerate(spans)
        )
        + "</BODY></SAMI>\n"
    ),
    "sub": lambda spans, _: (
        "{1}{1}25\n" + "".join(f"{{{a // 40}}}{{{b // 40}}}Line {n}.\n" for n, (a, b) in enumerate(spans))
    ),
    "mpl": lambda spans, _: "".join(f"[{a // 100}][{b // 100}]Line {n}.\n" for n, (a, b) in enumerate(spans)),
    "txt": lambda spans, _: "".join(
        f"{_clock(a, '', 0)}:Line {n}.\n{_clock(b, '', 0)}:\n" for n, (a, b) in enumerate(spans)
    ),
}
UNIT_MS = {"ass": 10, "ssa": 10, "sub": 40, "mpl": 100, "txt": 1000}  # 1 in the others


@st.composite
def spans_ms(draw: st.DrawFn) -> list[tuple[int, int]]:
    """Return spans in seconds, so that every notation states them, in order and apart."""
    lengths = draw(st.lists(st.tuples(st.integers(1, 900), st.integers(1, 8)), min_size=1, max_size=6))
    found, at = [], 5
    for gap, length in lengths:
        found.append((1000 * (at + gap), 1000 * (at + gap + length)))
        at += gap + length
    return found


@pytest.mark.parametrize("suffix", FORMATS)
@given(spans=spans_ms(), digits=st.integers(0, 3), shift_ms=st.integers(-4_000, 20 * 3_600_000))
def test_what_is_written_is_read_as_the_same_in_every_format(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, spans: list[tuple[int, int]], digits: int, shift_ms: int
) -> None:
    path = tmp_path_factory.mktemp(suffix) / f"film.{suffix}"
    digits = digits or 2 if suffix == "vtt" else min(digits, 2) if suffix in ("ass", "ssa") else digits
    path.write_text(FORMATS[suffix](spans, digits), encoding="utf-8")
    before, file = path.read_bytes(), load_subtitles(path)
    assert [(cue.start_ms, cue.end_ms) for cue in file.cues] == spans
    save_subtitles(file, file.cues, path)
    assert path.read_bytes() == before
    cues = Retiming(shift_ms).apply(file.cues)
    save_subtitles(file, cues, path)
    found = load_subtitles(path).cues
    unit_ms = 10 if suffix in ("srt", "vtt") and digits == 2 else UNIT_MS.get(suffix, 1)  # hundredths stay hundredths
    assert [cue.text for cue in found] == [cue.text for cue in cues]
    for cue, other in zip(found, cues, strict=True):
        assert abs(cue.start_ms - other.start_ms) <= unit_ms // 2
        assert abs(cue.end_ms - other.end_ms) <= unit_ms // 2


@pytest.mark.parametrize("suffix", [suffix for suffix in FORMATS if suffix != "txt"])
@given(words=WORDS, at=st.integers(0, 2))
def test_words_are_read_as_they_were_written_or_the_file_is_left(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, words: str, at: int
) -> None:
    path = tmp_path_factory.mktemp(suffix) / f"film.{suffix}"
    spans = [(1000, 2000), (5000, 6000), (9000, 11_000)]
    path.write_text(FORMATS[suffix](spans, 3 if suffix in ("srt", "vtt") else 2), encoding="utf-8")
    before, file = path.read_bytes(), load_subtitles(path)
    cues = list(file.cues)
    cues[at] = dataclasses.replace(cues[at], text=words)
    try:
        save_subtitles(file, cues, path, base=cues)
    except DeepdubError:
        assert path.read_bytes() == before
        return
    found = load_subtitles(path, "utf-8").cues
    assert [cue.start_ms for cue in found] == [cue.start_ms for cue in cues]
    assert [cue.text for place, cue in enumerate(found) if place != at] == [
        cue.text for place, cue in enumerate(cues) if place != at
    ]


@pytest.mark.parametrize(
    ("time", "shift_ms", "wanted"), [("0:00:01.9", 430, "0:00:02.33"), ("0:00:01", 430, "0:00:01.43")]
)
def test_a_time_with_too_few_digits_gets_those_that_it_needs(
    tmp_path: Path, time: str, shift_ms: int, wanted: str
) -> None:
    path = tmp_path / "a.ass"
    path.write_text(_substation([(1000, 2000)], 2, "v4.00+", "V4+ Styles", "Layer").replace("0:00:01.00", time))
    file = load_subtitles(path)
    save_subtitles(file, Retiming(shift_ms).apply(file.cues), path)
    assert wanted in path.read_text()


@pytest.mark.parametrize("time", ["1e9", "1000x", "35    00"])
def test_a_time_of_sami_that_is_not_certain_is_named_and_left(tmp_path: Path, time: str) -> None:
    path = tmp_path / "a.smi"
    path.write_text(f"<SAMI><BODY>\n<SYNC Start={time}><P>Odd\n<SYNC Start=2000><P>Hello\n<SYNC Start=3000><P>&nbsp;\n")
    file = load_subtitles(path)
    assert [cue.text for cue in file.cues] == ["Hello"]
    assert file.unread_lines == (2,)
    save_subtitles(file, Retiming(500).apply(file.cues), path)
    assert f"Start={time}" in path.read_text()
