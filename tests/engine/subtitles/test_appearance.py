"""Subtitles look on the picture as their tags and styles say, and as plain text where these are damaged."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deepdub_engine.subtitles import Cue, DecodedText, SubtitleFile, read_subtitles
from deepdub_engine.subtitles.appearance.appearance import Appearance
from deepdub_engine.subtitles.appearance.looks import Anchor, StyledText

RED, YELLOW, BLUE = (255, 0, 0, 255), (255, 255, 0, 255), (0, 0, 255, 255)


def look_of(text: str) -> StyledText:
    return Appearance().shown(Cue(0, 1000, text), None)


def read(text: str, name: str) -> SubtitleFile:
    return read_subtitles(DecodedText(text, "utf-8", bom=False), Path(name))


def shown(text: str, name: str) -> list[StyledText]:
    file = read(text, name)
    appearance = Appearance.of(file)
    return [appearance.shown(cue, index) for index, cue in enumerate(file.cues)]


# SRT and its relatives


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("<i>One</i> two", "One two"),
        ("a\\Nb", "a\nb"),
        ("a<br>b", "a\nb"),
        ("I <think> so, {note} <3", "I <think> so, {note} <3"),
        ("Fish &amp; chips", "Fish & chips"),
        ("{\\an8}Top", "Top"),
        ("<font color='red'>Red</font>", "Red"),
        ("<i>never closed", "never closed"),
        ("</i>never opened", "never opened"),
        ("{\\p1}m 0 0 l 10 0{\\p0}text", "text"),
        ("<i></i>", ""),
        (" \n ", ""),
    ],
)
def test_tags_are_not_shown(text: str, plain: str) -> None:
    assert look_of(text).plain == plain


def test_tags_change_the_letters_until_they_are_closed() -> None:
    runs = look_of('a<i>b<b>c</b></i><font color="#ff0000">d</font><u>e</u><s>f</s>g').runs
    looks = {run.text: run.look for run in runs}
    assert [run.text for run in runs] == list("abcdefg")
    assert [looks[text].is_italic for text in "abcg"] == [False, True, True, False]
    assert [looks[text].is_bold for text in "bcd"] == [False, True, False]
    assert looks["d"].fill == RED
    assert looks["e"].is_underlined
    assert looks["f"].is_struck
    assert looks["g"] == looks["a"]


@pytest.mark.parametrize(
    ("name", "colour"),
    [("yellow", YELLOW), ("#FFFF00", YELLOW), ("ffff00", YELLOW), ("#ff0", YELLOW), ("nothing", (255, 255, 255, 255))],
)
def test_colours_have_names_and_numbers(name: str, colour: tuple[int, ...]) -> None:
    assert look_of(f"<font color={name}>x</font>").runs[0].look.fill == colour


@pytest.mark.parametrize("number", range(1, 10))
def test_a_place_tag_puts_the_text_there(number: int) -> None:
    assert look_of(f"{{\\an{number}}}x").anchor == number
    assert Anchor.at(Anchor(number).across, Anchor(number).up) == number


def test_of_two_place_tags_the_first_counts_as_in_players() -> None:
    assert look_of("{\\an8}a{\\an2}b").anchor is Anchor.TOP


def test_old_place_tags_count_too() -> None:
    places = {1: 1, 2: 2, 3: 3, 5: 7, 6: 8, 7: 9, 9: 4, 10: 5, 11: 6}
    assert {old: int(look_of(f"{{\\a{old}}}x").anchor) for old in places} == places


# WebVTT

VTT = """WEBVTT

00:01.000 --> 00:02.000 line:10% position:20% align:start
<c.yellow.bg_blue>Sign</c>

00:03.000 --> 00:04.000
<v Anna>Plain &lt;3

00:05.000 --> 00:06.000 line:-2
Higher

00:07.000 --> 00:08.000 line:0
First row
"""


def test_webvtt_places_and_colours_its_cues() -> None:
    sign, plain, higher, first = shown(VTT, "a.vtt")
    assert sign.anchor is Anchor.TOP_LEFT
    assert sign.margins[0] == pytest.approx(0.2 * sign.screen[0])
    assert sign.margins[2] == pytest.approx(0.1 * sign.screen[1])
    assert (sign.runs[0].look.fill, sign.runs[0].look.shade, sign.runs[0].look.has_box) == (YELLOW, BLUE, True)
    assert (plain.plain, plain.anchor) == ("Plain <3", Anchor.BOTTOM)
    assert (higher.anchor, first.anchor) == (Anchor.BOTTOM, Anchor.TOP)
    assert higher.margins[2] > plain.margins[2]


# ASS and SSA

COLUMNS = (
    "Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic,"
    " Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL,"
    " MarginR, MarginV, Encoding"
)
HEAD = """[Script Info]
PlayResX: 1920
PlayResY: 1080

[V4+ Styles]
{columns}
Style: Default,Arial,60,&H00FFFFFF,&H000000FF,&H00000000,&H80000000,0,0,0,0,100,100,0,0,1,3,2,2,60,60,40,1
Style: Sign,Verdana,80,&H0000FFFF,&H000000FF,&H00FF0000,&H80000000,-1,-1,0,0,50,100,2,0,3,4,0,8,70,70,50,1
{more}
[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""


def ass(*lines: str, more: str = "") -> list[StyledText]:
    events = (f"Dialogue: {line}" for line in lines)
    return shown(HEAD.format(columns=COLUMNS, more=more) + "\n".join(events) + "\n", "a.ass")


def test_a_style_gives_look_and_place() -> None:
    (text,) = ass("3,0:00:01.00,0:00:02.00,Sign,,0,0,0,,Do not enter")
    look = text.runs[0].look
    assert (look.family, look.size, look.is_bold, look.is_italic) == ("Verdana", 80, True, True)
    assert (look.fill, look.outline, look.has_box, look.stretch, look.spacing) == (YELLOW, BLUE, True, 0.5, 2)
    assert (text.anchor, text.margins, text.screen, text.layer) == (Anchor.TOP, (70, 70, 50), (1920, 1080), 3)


def test_margins_of_a_line_go_before_those_of_its_style() -> None:
    (text,) = ass("0,0:00:01.00,0:00:02.00,Default,,0,200,300,,x")
    assert text.margins == (60, 200, 300)


def test_override_tags_change_the_look_from_there_on() -> None:
    (text,) = ass(
        r"0,0:00:01.00,0:00:02.00,Default,,0,0,0,,a{\i1\b700\c&H0000FF&\fs90\bord7\shad0\fnTahoma}b{\i0}c{\r}d{\rSign}e"
    )
    a, b, c, d, e = (run.look for run in text.runs)
    assert (b.is_italic, b.is_bold, b.fill, b.size, b.outline_width, b.shadow) == (True, True, RED, 90, 7, 0)
    assert b.family == "Tahoma"
    assert (c.is_italic, c.fill) == (False, RED)
    assert d == a
    assert e.family == "Verdana"


@pytest.mark.parametrize(
    ("tag", "position"),
    [(r"\pos(300,200)", (300, 200)), (r"\move(10,20,300,200)", (10, 20)), (r"\pos(300)", None), (r"\pos(a,b)", None)],
)
def test_a_position_counts_where_it_is_whole(tag: str, position: tuple[float, float] | None) -> None:
    (text,) = ass(f"0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{{{tag}}}x")
    assert text.position == position


def test_transparency_is_read_backwards() -> None:
    (text,) = ass(r"0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{\alpha&H80&}a{\1a&HFF&}b")
    assert [run.look.fill[3] for run in text.runs] == [127, 0]


def test_ass_has_no_tags_of_html_and_hides_comments() -> None:
    (text,) = ass(r"0,0:00:01.00,0:00:02.00,Default,,0,0,0,,<i>a</i>{a comment}\hb\Nc")
    assert text.plain == "<i>a</i>\u00a0b\nc"


def test_columns_may_stand_in_any_order() -> None:
    head = "[V4+ Styles]\nFormat: Alignment, Name, Fontsize\nStyle: 7,Default,33\n[Events]\n"
    line = "Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,x\n"
    (text,) = shown(f"[Script Info]\n{head}{line}", "a.ass")
    assert (text.anchor, text.runs[0].look.size, text.screen) == (Anchor.TOP_LEFT, 33, (384, 288))


def test_a_damaged_style_leaves_the_others_and_the_text() -> None:
    damaged = "Style: Broken,Arial,many,&HZZ,1,2,3,x,y"
    lines = ("0,0:00:01.00,0:00:02.00,Broken,,0,0,0,,a", "0,0:00:01.00,0:00:02.00,Sign,,0,0,0,,b")
    broken, sign = ass(*lines, more=damaged)
    assert (broken.plain, broken.anchor) == ("a", Anchor.BOTTOM)
    assert sign.runs[0].look.family == "Verdana"


def test_old_ssa_files_have_their_own_numbers_for_places() -> None:
    head = (
        "[Script Info]\nScriptType: v4.00\nPlayResY: 480\n\n[V4 Styles]\nFormat: Name, Fontname, Fontsize,"
        " PrimaryColour, SecondaryColour, TertiaryColour, BackColour, Bold, Italic, BorderStyle, Outline, Shadow,"
        " Alignment, MarginL, MarginR, MarginV, AlphaLevel, Encoding\n"
        "Style: Default,Tahoma,24,65535,65535,65535,255,-1,0,1,2,2,6,30,30,18,0,0\n\n[Events]\n"
        "Format: Marked, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    )
    (text,) = shown(head + "Dialogue: Marked=0,0:00:01.00,0:00:02.00,Default,,0,0,0,,x\n", "a.ssa")
    look = text.runs[0].look
    assert (text.anchor, text.screen, look.fill, look.outline) == (Anchor.TOP, (640, 480), YELLOW, RED)


# Laws


@given(st.text(alphabet=st.sampled_from("ab {}\\<>/=&;#\"'()0123cinbuspoandrtfhm,.\n"), max_size=120), st.booleans())
def test_any_text_is_shown_somehow(text: str, is_ass: bool) -> None:
    appearance = Appearance("ass" if is_ass else "srt")
    result = appearance.shown(Cue(0, 1, text), 0)
    assert all(run.text for run in result.runs)
    assert result.plain.count("\n") <= text.count("\n") + text.count("\\N") + text.count("<br")
    assert all(0 < run.look.size <= 2000 for run in result.runs)


@given(st.text(alphabet=st.characters(exclude_characters="{}<>&\\", exclude_categories=["C", "Z"]), min_size=1))
def test_text_without_tags_is_shown_as_it_is(text: str) -> None:
    assert look_of(text).plain == text


def test_a_very_long_text_is_cut(tmp_path: Path) -> None:
    assert len(look_of("x" * 1_000_000).plain) == 2000
