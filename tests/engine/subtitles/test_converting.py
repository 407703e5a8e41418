"""Subtitles are converted between all formats that can be written, and what is lost is said."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deepdub_engine.base.errors import FormatNotWritable, FrameRateUnknown, NoCuesLeft, TextNotInEncoding
from deepdub_engine.subtitles import Cue, SubtitleFile, load_subtitles, save_subtitles
from deepdub_engine.subtitles.converting import convert
from deepdub_engine.subtitles.converting.styled_text import styled_text
from deepdub_engine.subtitles.decoded_text import DecodedText
from deepdub_engine.subtitles.files import read_subtitles, srt_text
from deepdub_engine.subtitles.formats.catalogue import SUFFIXES

FPS = Fraction(25)
KINDS = sorted(SUFFIXES)
NAMES = {kind: f"film{suffixes[0]}" for kind, suffixes in SUFFIXES.items()}
ASS = """\
[Script Info]
; by hand
ScriptType: v4.00+

[V4+ Styles]
Format: Name, Fontname, Fontsize
Style: Default,Arial,20
Style: Sign,Impact,40

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Dialogue: 0,0:00:01.00,0:00:02.55,Default,MINA,0,0,0,,{\\i1}Come{\\i0} in.\\NPlease.
Comment: 0,0:00:01.00,0:00:02.55,Default,,0,0,0,,A note
Dialogue: 0,0:00:03.00,0:00:04.00,Sign,,0,0,0,,{\\an8\\c&H0000FF&\\fs50}Exit
Dialogue: 0,0:00:05.00,0:00:06.00,Default,,0,0,0,,{\\k20}la {\\k30}la
Dialogue: 0,0:00:07.00,0:00:08.00,Default,,0,0,0,,{\\p1}m 0 0 l 1 1{\\p0}
"""


def of_text(text: str, name: str = "film.srt", *, encoding: str = "utf-8") -> SubtitleFile:
    return read_subtitles(DecodedText(text, encoding, bom=False), Path(name), fps=FPS)


def plain(file: SubtitleFile) -> list[str]:
    return [styled_text(cue.text, file.format).plain for cue in file.cues]


def lost(file: SubtitleFile, name: str, **options) -> str:
    return str(convert(file, file.cues, Path(name), fps=FPS, **options).lost)


@pytest.mark.parametrize("source", KINDS)
@pytest.mark.parametrize("target", KINDS)
def test_every_format_becomes_every_other(source: str, target: str, tmp_path: Path) -> None:
    cues = [Cue(1000, 2000, "<i>One</i> & two"), Cue(4000, 5000, "Three\nfour"), Cue(61_000, 62_000, "5 < 6")]
    first = of_text(srt_text(cues))
    middle = convert(first, cues, Path(NAMES[source]), kind=source, fps=FPS).file
    path = tmp_path / NAMES[target]
    conversion = convert(middle, middle.cues, path, kind=target, fps=FPS)
    save_subtitles(conversion.file, conversion.file.cues, path)
    again = load_subtitles(path, fps=FPS)
    assert again.format == target
    assert plain(again) == ["One & two", "Three\nfour", "5 < 6"]
    assert [cue.start_ms for cue in again.cues] == [1000, 4000, 61_000]
    has_ends = source != "tmp" and target != "tmp"
    assert not has_ends or [cue.end_ms for cue in again.cues] == [2000, 5000, 62_000]


def test_what_two_formats_share_is_kept() -> None:
    ass = of_text(ASS, "film.ass")
    texts = {
        kind: [cue.text for cue in convert(ass, ass.cues, Path(NAMES[kind]), kind=kind, fps=FPS).file.cues]
        for kind in KINDS
    }
    assert texts["srt"] == ["<i>Come</i> in.\nPlease.", '{\\an8}<font color="#ff0000">Exit</font>', "la la"]
    assert texts["vtt"] == ["<v MINA><i>Come</i> in.\nPlease.", "Exit", "la la"]
    assert texts["ssa"] == ["{\\i1}Come{\\i0} in.\nPlease.", "{\\an8}{\\c&H0000FF&}Exit", "la la"]
    assert texts["tmp"] == ["Come in.\nPlease.", "Exit", "la la"]
    vtt = convert(ass, ass.cues, Path("film.vtt"), fps=FPS).file
    assert "00:00:03.000 --> 00:00:04.000 line:0\n" in vtt.source.text
    back = convert(vtt, vtt.cues, Path("film.ass")).file
    assert "Default,MINA,0,0,0,,{\\i1}Come" in back.source.text


def test_what_is_lost_is_said_in_one_sentence() -> None:
    ass = of_text(ASS, "film.ass")
    assert lost(ass, "film.srt") == (
        "SRT cannot keep: fonts and sizes (1), names of speakers (1), effects and drawings (1), times of single"
        " words (1), subtitles without text (1), the styles that the file defines, notes, comments and other parts of"
        " the file."
    )
    srt = of_text(srt_text([Cue(1004, 2000, '<font color="red" face="X">a {b}</font>'), Cue(3000, 4000, "c")]))
    assert lost(srt, "film.ass") == (
        "ASS cannot keep: fonts and sizes (1), signs that the format takes for its own, such as { and | (1),"
        " exact times, which are rounded to 10 ms (1)."
    )
    assert lost(srt, "film.txt", kind="tmp").endswith("exact times, which are rounded to 1000 ms (1), ends (2).")
    assert convert(srt, [Cue(1000, 2000, "<i>a</i>")], Path("film.vtt")).lost is None


def test_the_end_of_an_overlap_is_lost_in_sami() -> None:
    srt = of_text(srt_text([Cue(1000, 3000, "a"), Cue(2000, 4000, "b")]))
    assert lost(srt, "film.smi") == "SAMI cannot keep: ends of subtitles that overlap (1)."


def test_the_other_languages_of_sami_are_named_as_lost(tmp_path: Path) -> None:
    path = tmp_path / "film.smi"
    path.write_text(
        "<SAMI><HEAD><STYLE><!-- .KRCC {Name: Korean; lang: ko-KR;} .ENCC {Name: English; lang: en-US;} --></STYLE>"
        "</HEAD>"
        "<BODY><SYNC Start=1000><P Class=KRCC>안녕<P Class=ENCC>Hello<SYNC Start=2000><P Class=KRCC>&nbsp;"
        "<P Class=ENCC>&nbsp;</BODY></SAMI>",
        encoding="utf-8",
    )
    file = load_subtitles(path)
    conversion = convert(file, file.cues, Path("film.srt"))
    assert "the other languages" in str(conversion.lost)
    assert plain(conversion.file) == ["안녕"]


def test_encoding_and_line_ends_stay_but_webvtt_is_utf8(tmp_path: Path) -> None:
    path = tmp_path / "film.srt"
    path.write_bytes("1\r\n00:00:01,000 --> 00:00:02,000\r\n다시 만난 그날의 기억은\r\n".encode("cp949"))
    file = load_subtitles(path, "cp949")
    ass = convert(file, file.cues, tmp_path / "film.ass").file
    save_subtitles(ass, ass.cues, tmp_path / "film.ass")
    data = (tmp_path / "film.ass").read_bytes()
    assert "다시 만난".encode("cp949") in data
    assert b"\r\n[Events]\r\n" in data
    vtt = convert(file, file.cues, tmp_path / "film.vtt").file
    assert (vtt.encoding, vtt.newline) == ("utf-8", "\r\n")


def test_a_text_that_the_encoding_does_not_have_is_refused_not_changed(tmp_path: Path) -> None:
    file = of_text(srt_text([Cue(0, 1000, "é")]), encoding="latin-1")
    cues = [Cue(0, 1000, "한")]
    new = convert(file, cues, tmp_path / "film.ass").file
    with pytest.raises(TextNotInEncoding):
        save_subtitles(new, new.cues, tmp_path / "film.ass")
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_written_is_refused_with_what_to_do(tmp_path: Path) -> None:
    file = of_text(srt_text([Cue(0, 1000, "a")]))
    with pytest.raises(FormatNotWritable, match=r"choose a name that ends in \.srt, \.vtt"):
        convert(file, file.cues, Path("film.stl"))
    with pytest.raises(FrameRateUnknown):
        convert(replace(file, fps=None), file.cues, Path("film.sub"))
    with pytest.raises(NoCuesLeft):
        convert(file, [Cue(0, 1, "<i></i>")], Path("film.ass"))


WORDS = st.text(st.sampled_from("abé한 .,:;-!?&<>|/\\{}#0123\n♪"), max_size=14)
TAGGED = st.lists(
    WORDS | st.sampled_from(["<i>", "</i>", "<b>", "</b>", "{\\an8}", "{\\i1}", "{\\i0}", "-->", "/a", "{y:i}"]),
    max_size=6,
).map("".join)
TIMES = st.lists(st.integers(1, 400_000), min_size=1, max_size=6, unique=True)


@given(TIMES, st.lists(TAGGED, min_size=6, max_size=6), st.sampled_from(KINDS), st.sampled_from(["srt", "vtt", "ass"]))
def test_whatever_is_typed_is_read_again_after_a_conversion(
    starts: list[int], texts: list[str], kind: str, source: str
) -> None:
    """`convert` itself compares what it wrote with what it reads: no text makes it write other subtitles."""
    cues = [Cue(start, start + 1500, text) for start, text in zip(starts, texts, strict=False)]
    seen = [one for cue in sorted(cues, key=lambda cue: cue.start_ms) if (one := styled_text(cue.text, source)).lines]
    if not seen:
        return
    file = of_text(srt_text([Cue(0, 1000, "a")]))
    file = SubtitleFile(file.path, source, "utf-8", False, "\n", file.cues, file.source)
    conversion = convert(file, cues, Path("film"), kind=kind, fps=FPS)
    signs = "signs that" in str(conversion.lost)
    assert signs or plain(conversion.file) == [one.plain for one in seen]


@given(TIMES, st.lists(st.sampled_from(["<i>a</i> b", "c\nd", "{\\an8}e", "<b>f</b>"]), min_size=6, max_size=6))
def test_there_and_back_between_srt_and_ass_loses_only_hundredths(starts: list[int], texts: list[str]) -> None:
    cues = sorted(
        (Cue(10 * start, 10 * start + 1500, text) for start, text in zip(starts, texts, strict=False)),
        key=lambda cue: cue.start_ms,
    )
    srt = of_text(srt_text(cues))
    ass = convert(srt, cues, Path("film.ass"))
    assert ass.lost is None
    back = convert(ass.file, ass.file.cues, Path("film.srt"))
    assert back.file.cues == tuple(cues)
