"""Subtitle files as the world makes them: what the samples in `tests/data/cases` and others of their kinds say."""

# ruff: noqa: RUF001

from __future__ import annotations

import json
import re
from fractions import Fraction
from pathlib import Path

import pytest

from deepdub_engine.base.errors import (
    CueReversed,
    DeepdubError,
    FrameRateUnknown,
    LanguageUnknown,
    OnlyTimesEditable,
    SubtitleInvalid,
)
from deepdub_engine.cli import main
from deepdub_engine.sentences.sentences import sentences_from_cues
from deepdub_engine.subtitles import Cue, load_subtitles, save_subtitles
from deepdub_engine.subtitles.retime import Retiming
from tests.helpers.subtitle_samples import ass, load, shifted

CASES = Path(__file__).parents[2] / "data" / "cases"
EXPECTED = json.loads((CASES / "expected.json").read_text(encoding="utf-8"))
THREE = "1\n00:00:01,000 --> 00:00:02,000\nOne.\n\n{}\nTwo.\n\n3\n00:00:05,000 --> 00:00:06,000\nThree.\n"


@pytest.mark.parametrize("name", EXPECTED)
def test_a_sample_of_the_world_says_what_is_right(name, tmp_path):
    want = EXPECTED[name]
    path = CASES / name.partition("#")[0]
    encoding = want.get("options", [None, None])[1]
    if "refused" in want:
        with pytest.raises(DeepdubError, match=want["refused"]):
            load_subtitles(path)
        return
    file = load_subtitles(path, encoding)
    if "shift_ms" in want:
        there = tmp_path / path.name
        save_subtitles(file, Retiming(want["shift_ms"]).apply(file.cues), there)
        again = load_subtitles(there)
        save_subtitles(again, Retiming(-want["shift_ms"]).apply(again.cues), there)
        assert there.read_bytes() == path.read_bytes()
        return
    said = [(sentence.start_ms, sentence.text) for sentence in sentences_from_cues(file.cues)]
    words = " ".join(text for _, text in said)
    assert not re.search(r"\d\d[:.,]\d\d[:.,]\d\d|->", words)
    assert all(each in words for each in want.get("says", ()))
    assert "only" not in want or [text for _, text in said] == want["only"]
    if "sentences" in want:
        assert [start for start, _ in said] == [start for start, _ in want["sentences"]]
        assert all(part in text for (_, part), (_, text) in zip(want["sentences"], said, strict=True))
    if "names_line" in want:
        assert any(str(want["names_line"]) in str(warning) for warning in file.warnings)


# Lines of times of another shape


@pytest.mark.parametrize(
    "head",
    [
        "2\n00:00:03,000 -> 00:00:04,000",
        "2\n00:00:03,000 –> 00:00:04,000",
        "2\n00:00:03,000 —> 00:00:04,000",
        "2\n00:00:03,000 → 00:00:04,000",
        "2\n00:00:03,000 -- > 00:00:04,000",
        "2\n00:00:03,000 - -> 00:00:04,000",
        "2\n00:00:03,000 => 00:00:04,000",
        "2\n00:00:03,000 ---> 00:00:04,000",
        "2\n00:00:03,000 --&gt; 00:00:04,000",
        "2\n00:00:03,000 > 00:00:04,000",
        "2\n00:00:03,000 - 00:00:04,000",
        "2\n００：００：０３，０００ －－＞ ００：００：０４，０００",
        "2\n00：00：03,000 --> 00：00：04,000",
        "2\n00.00.03.000 --> 00.00.04.000",
        "2\n00.00.03,000 -> 00.00.04,000",
        "2\n\u200f00:00:03,000 --> 00:00:04,000",
        "2\n\u202b00:00:03,000 --> 00:00:04,000\u202c",
        "2\n\u200b\ufeff00:00:03,000\u200e --> \u200e00:00:04,000",
        "2\n\u00a000:00:03,000\u3000-->\u300000:00:04,000",
        "2 00:00:03,000 --> 00:00:04,000",
        "2. 00:00:03,000 --> 00:00:04,000",
        "2: 00:00:03,000 --> 00:00:04,000",
        "[00:00:03,000 --> 00:00:04,000]",
        "2\n٠٠:٠٠:٠٣,٠٠٠ --> ٠٠:٠٠:٠٤,٠٠٠",
        "2\n0:0:3,0 --> 0:0:4,0",
        "2\n00:00:03 , 000 --> 00:00:04 , 000",
    ],
)
@pytest.mark.parametrize("kind", ["srt", "vtt"])
def test_a_line_of_times_may_have_any_shape(tmp_path, head, kind):
    data = ("WEBVTT\n\n" if kind == "vtt" else "") + THREE.format(head).replace(",000\n", ",000\n")
    file = load(tmp_path, data, f"film.{kind}")
    assert file.cues == (Cue(1000, 2000, "One."), Cue(3000, 4000, "Two."), Cue(5000, 6000, "Three."))
    assert file.warnings == ()
    assert shifted(tmp_path, shifted(tmp_path, data, 3000, f"film.{kind}"), -3000, f"film.{kind}") == data.encode()


def test_digits_of_another_script_stay_what_they_are(tmp_path):
    data = THREE.format("2\n００：００：０３，０００ → ００：００：０４，０００")
    assert "００：０１：０３，５００ → ００：０１：０４，５００" in shifted(tmp_path, data, 60_500, "film.srt").decode()


@pytest.mark.parametrize(
    "head",
    [
        "2\n00:00:0x,000 --> 00:00:04,000",
        "2\nOO:00:03,000 -> 00:00:04,000",
        "2\n00:00:03,000 → later",
        "2\n00:00:03000 --> 00:00:04,000",
        "2\n--> 00:00:04,000",
    ],
)
def test_times_that_cannot_be_read_are_named_and_never_spoken(tmp_path, head):
    data = THREE.format(head)
    file = load(tmp_path, data, "film.srt")
    assert file.cues == (Cue(1000, 2000, "One."), Cue(5000, 6000, "Three."))
    assert file.unread_lines == (6,)
    assert "Lines 6 of" in str(file.warnings[0])
    assert shifted(tmp_path, data, 0, "film.srt") == data.encode()


@pytest.mark.parametrize(
    "words",
    ["We go from 10:30 to 11:45.", "It is 10:15 - hurry!", "a -> b", "10 > 9", "<i>7:30</i> - no", "-->", "1:2"],
)
def test_words_with_numbers_are_no_times(tmp_path, words):
    file = load(tmp_path, f"1\n00:00:01,000 --> 00:00:02,000\n{words}\n", "film.srt")
    assert file.cues == (Cue(1000, 2000, words),)


def test_text_beside_the_times_and_before_the_first_is_named(tmp_path):
    data = "Made by Anna\n\n" + THREE.format("2\n00:00:03,000 --> 00:00:04,000 What now?")
    file = load(tmp_path, data, "film.srt")
    assert (file.notes.stray, file.notes.beside) == ((1,), (8,))
    assert [str(warning) for warning in file.warnings] == [
        "Lines 1 of “film.srt” belong to no subtitle: they are left out and stay in the file.",
        "Lines 8 of “film.srt” have text beside their times: it is left out and stays in the file.",
    ]
    places = THREE.format("2\n00:00:03,000 --> 00:00:04,000 X1:10 X2:20 Y1:1 Y2:2")
    assert load(tmp_path, places, "film.srt").warnings == ()


def test_a_missing_end_is_the_next_start(tmp_path):
    file = load(tmp_path, THREE.format("2\n00:00:03,000 -->"), "film.srt")
    assert file.cues[1] == Cue(3000, 5000, "Two.")
    file = load(tmp_path, ass("Dialogue: 0,0:00:01.00,,Default,,0,0,0,,A", "Dialogue: 0,0:00:03.00,,Default,,0,0,0,,B"))
    assert file.cues == (Cue(1000, 3000, "A"), Cue(3000, 5000, "B"))
    file = load(tmp_path, "[10][]A\n[30][40]B\n", "film.mpl")
    assert file.cues == (Cue(1000, 3000, "A"), Cue(3000, 4000, "B"))


# WebVTT


def test_only_an_empty_line_ends_a_subtitle_of_webvtt_and_what_is_cut_off_is_named(tmp_path):
    data = "WEBVTT\n\n00:01.000 --> 00:02.000\nOne\n \nand on\n\nlost\n\nNOTE no\n\n00:03.000 --> 00:04.000\nTwo\n"
    file = load(tmp_path, data, "film.vtt")
    assert file.cues == (Cue(1000, 2000, "One\n\nand on"), Cue(3000, 4000, "Two"))
    assert file.notes.stray == (8,)


ROLLING = """\
WEBVTT
Kind: captions

00:00:01.000 --> 00:00:02.500 align:start
{blank}
so<00:00:01.320><c> here</c><00:00:01.800><c> we</c>

00:00:02.500 --> 00:00:02.510 align:start
so here we
{blank}

00:00:02.510 --> 00:00:04.000 align:start
so here we
<00:00:02.900><c>are</c><00:00:03.300><c> again</c>

00:00:04.000 --> 00:00:04.010 align:start
are again
{blank}

00:00:04.010 --> 00:00:06.000 align:start
are again
[Music]

""".replace("{blank}", " ")


def test_rolling_captions_are_said_once_and_kept_as_they_are(tmp_path):
    file = load(tmp_path, ROLLING, "film.vtt")
    spoken = [(cue.start_ms, cue.end_ms, re.sub("<[^>]*>", "", cue.text)) for cue in file.cues]
    assert spoken == [(1000, 2500, "so here we"), (2900, 4000, "are again"), (4010, 6000, "[Music]")]
    assert shifted(tmp_path, ROLLING, 0, "film.vtt").decode() == ROLLING
    moved = shifted(tmp_path, ROLLING, 60_000, "film.vtt").decode()
    assert moved == ROLLING.replace("00:00:0", "00:01:0")
    assert shifted(tmp_path, moved, -60_000, "film.vtt").decode() == ROLLING
    with pytest.raises(OnlyTimesEditable, match=r"film\.vtt.*WebVTT with rolling captions"):
        save_subtitles(file, file.cues[1:], file.path)


def test_rolling_captions_that_were_converted_to_srt_are_said_once_too(tmp_path):
    blocks = re.sub("<[^>]*>| align:start", "", ROLLING.partition("captions\n\n")[2]).split("\n\n")
    data = "\n\n".join(f"{number}\n{block}" for number, block in enumerate(filter(None, blocks), 1)) + "\n"
    file = load(tmp_path, data, "film.srt")
    assert [cue.text for cue in file.cues] == ["so here we", "are again", "[Music]"]


def test_people_who_repeat_themselves_do_not_roll(tmp_path):
    blocks = [f"{n}\n00:00:0{n},000 --> 00:00:0{n + 1},000\nNo.\n" for n in range(1, 6)]
    assert len(load(tmp_path, "\n".join(blocks), "film.srt").cues) == 5


# SAMI

TWO = """\
<SAMI><HEAD><STYLE TYPE="text/css"><!--
.KRCC {Name:Korean; lang:ko-KR; SAMIType:CC;}
.ENCC {Name:English; lang:en-US; SAMIType:CC;}
--></STYLE></HEAD><BODY>
<SYNC Start=1000><P Class=ENCC>Hello.
<SYNC Start=1040><P Class=KRCC>안녕.
<SYNC Start=2500><P Class=KRCC>&nbsp;
<SYNC Start=3000><P Class=ENCC>&nbsp;
<SYNC Start=4000><P Class=ENCC>Bye.<P Class=KRCC>잘 가.
<SYNC Start=5000><P Class=ENCC>&nbsp;
<SYNC Start=5500><P Class=KRCC>&nbsp;
</BODY></SAMI>
"""


def test_each_language_of_sami_ends_at_its_own_points_and_the_others_move_along(tmp_path):
    file = load(tmp_path, TWO, "film.smi")
    assert file.cues == (Cue(1040, 2500, "안녕."), Cue(4000, 5500, "잘 가."))
    assert [one.name for one in file.languages] == ["Korean", "English"]
    assert "several languages: Korean is read; the rest (English) stays" in str(file.warnings[0])
    for name in ("encc", "en", "en-US", "English"):
        assert load_subtitles(file.path, language=name).cues == (Cue(1000, 3000, "Hello."), Cue(4000, 5000, "Bye."))
    moved = re.sub(r"(\d+)000>|(\d)(\d\d0)>", lambda m: m[0], shifted(tmp_path, TWO, 7000, "film.smi").decode())
    assert re.findall(r"Start=(\d+)", moved) == ["8000", "8040", "9500", "10000", "11000", "12000", "12500"]
    assert shifted(tmp_path, moved, -7000, "film.smi").decode() == TWO
    with pytest.raises(LanguageUnknown, match="no subtitles in de: choose one of Korean, English"):
        load_subtitles(file.path, language="de")


def test_one_language_of_sami_is_edited_and_the_other_stays(tmp_path):
    file = load(tmp_path, TWO, "film.smi")
    save_subtitles(file, [file.cues[0], Cue(4000, 5500, "다시 봐.")], file.path)
    assert file.path.read_text() == TWO.replace("잘 가.", "다시 봐.")


def test_sami_without_its_first_tags_in_comments_and_with_unreadable_points(tmp_path):
    data = (
        "<SYNC Start=1000><P>One.\n<SYNC Start=x2><P>Lost.\n"
        "<!-- <SYNC Start=3000><P>No. -->\n<SYNC Start=4000><P>Two.\n"
    )
    file = load(tmp_path, data, "film.smi")
    assert [(cue.start_ms, cue.text) for cue in file.cues] == [(1000, "One."), (4000, "Two.")]
    assert file.unread_lines == (2,)
    open_comment = "<SAMI><STYLE><!-- P {}</STYLE><BODY><SYNC Start=1000><P>One.<!-- what\n<SYNC Start=2000><P>Two.\n"
    assert [cue.start_ms for cue in load(tmp_path, open_comment, "film.smi").cues] == [1000, 2000]


# One odd entry among good ones


@pytest.mark.parametrize(
    ("name", "data", "line"),
    [
        ("film.srt", THREE.format("2\n00:00:04,000 --> 00:00:03,000"), 6),
        ("film.vtt", "WEBVTT\n\n" + THREE.format("2\n00:00:04.000 --> 00:00:03.000").replace(",", "."), 8),
        (
            "film.ass",
            ass(
                *(
                    f"Dialogue: 0,0:00:0{a}.00,0:00:0{b}.00,Default,,0,0,0,,{w}."
                    for a, b, w in [(1, 2, "One"), (4, 3, "Two"), (5, 6, "Three")]
                )
            ),
            13,
        ),
        ("film.sub", "{1}{1}25\n{25}{50}One.\n{100}{75}Two.\n{125}{150}Three.\n", 3),
        ("film.mpl", "[10][20]One.\n[40][30]Two.\n[50][60]Three.\n", 2),
    ],
)
def test_a_subtitle_that_ends_before_it_starts_is_named_left_out_and_kept(tmp_path, name, data, line):
    file = load(tmp_path, data, name)
    assert [(cue.start_ms, cue.text) for cue in file.cues] == [(1000, "One."), (5000, "Three.")]
    assert file.notes.reversed == (line,)
    assert str(file.warnings[0]).startswith(f"Lines {line} of “{name}” end before they start")
    assert shifted(tmp_path, data, 0, name) == data.encode()
    assert shifted(tmp_path, shifted(tmp_path, data, 4000, name), -4000, name) == data.encode()
    save_subtitles(file, [Cue(1000, 2000, "Other."), file.cues[1]], file.path)
    assert file.path.read_text() == data.replace("One.", "Other.")


@pytest.mark.parametrize(
    ("name", "data", "unread", "stray"),
    [
        (
            "film.sub",
            "{1}{1}25\n{DEFAULT}{C:$00ff00}\n{25}{50}One.\n{7x}{100}Two.\nwho?\n{125}{150}Three.\n",
            (4,),
            (5,),
        ),
        ("film.mpl", "[10][20]One.\n[3o][40]Two.\nwho?\n[50][60]Three.\n", (2,), (3,)),
        ("film.txt", "00:00:01:One.\n00:0x:03:Two.\nwho?\n00:00:05:Three.\n", (2,), (3,)),
        (
            "film.ass",
            ass(
                "Dialogue: 0,0:00:01.00,0:00:02.00,D,,0,0,0,,One.",
                "Dialog: x",
                "Dialogue: 0,0:0y:01.00,0:00:02.00,D,,0,0,0,,Two.",
                "Dialogue: 0,0:00:05.00,0:00:06.00,D,,0,0,0,,Three.",
            ),
            (14,),
            (13,),
        ),
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_the_others_are_read(tmp_path, name, data, unread, stray):
    file = load(tmp_path, data, name)
    assert [cue.text for cue in file.cues] == ["One.", "Three."]
    assert (file.notes.unread, file.notes.stray) == (unread, stray)
    assert len(file.warnings) == 2
    assert shifted(tmp_path, data, 0, name) == data.encode()


def test_a_subtitle_at_an_impossible_time_is_named_and_left_out(tmp_path):
    data = "[10][20]One.\n[999999999][999999999]Two.\n"
    file = load(tmp_path, data, "film.mpl")
    assert (len(file.cues), file.notes.impossible) == (1, (2,))
    assert shifted(tmp_path, data, 1000, "film.mpl").endswith(b"[999999999][999999999]Two.\n")


@pytest.mark.parametrize("mark", ["\u200f", "\ufeff", "\u200b", "\u202b"])
def test_marks_before_a_line_do_no_harm_in_any_format(tmp_path, mark):
    for name, data in (
        ("film.ass", ass(f"{mark}Dialogue: 0,0:00:01.00,0:00:02.00,D,,0,0,0,,One.")),
        ("film.sub", f"{{1}}{{1}}25\n{mark}{{25}}{{50}}One.\n"),
        ("film.mpl", f"\n{mark}[10][20]One.\n"),
        ("film.txt", f"\n{mark}00:00:01:One.\n"),
    ):
        assert [(cue.start_ms, cue.text) for cue in load(tmp_path, data, name).cues] == [(1000, "One.")]


# Other formats


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("$FontName = Arial\n00:00:01:10 , 00:00:02:10 , Hi\n", "Spruce STL"),
        ("00:00:01:10 , 00:00:02:10 , Hi\n00:00:03:10,00:00:04:10,you\n", "Spruce STL"),
        ("1 00:00:01:10 00:00:02:10 Hi\n2 00:00:03:10 00:00:04:10 you\n", "time codes that count frames"),
        ("00:00:01:10 00:00:02:10 Hi\n", "time codes that count frames"),
        ("850STL25.011  x\n", "EBU STL"),
        ("Scenarist_SCC V1.0\n\n00:00:01:10\t9420 9420\n", "SCC"),
        ("[INFORMATION]\n[TITLE]x\n[SUBTITLE]\n00:00:01.00,00:00:02.00\nHi\n", "SubViewer"),
        ("0:00:01.000,0:00:02.000\nHi\n\n", "SubViewer or SBV"),
        ("FORMAT=TIME\n1 2\nHi\n", "MPSub"),
        ("-->> 000025\nHi\n\n-->> 000050\n\n", "AQTitle"),
        ("[00:01.00]Hi\n[00:02.00]you\n", "LRC"),
        ("[00:00:01]Hi\n[00:00:02]\n", "DKS"),
        ('10,20,"Hi"\n', "PJS"),
        ('<?xml version="1.0"?><transcript/>\n', "XML"),
    ],
)
def test_other_formats_are_refused_by_name(tmp_path, data, name):
    with pytest.raises(SubtitleInvalid, match=f"it is {name}"):
        load(tmp_path, data, "film.txt")


# Frame rates


@pytest.mark.parametrize("head", ["{1}{1}25", "{0}{0}25", "{0}{0} 25.000", "{1}{1}25 fps", "{1}{1}25,0"])
def test_the_rate_may_be_stated_in_frame_0_or_1(tmp_path, head):
    assert load(tmp_path, f"{head}\n{{25}}{{50}}Hi\n", "film.sub").cues == (Cue(1000, 2000, "Hi"),)


def test_a_rate_is_specified_where_the_file_states_none(tmp_path, capsys):
    path = tmp_path / "film.sub"
    path.write_text("{24}{48}One.\n{72}{96}Two.\n")
    with pytest.raises(FrameRateUnknown, match="--fps"):
        load_subtitles(path)
    assert [cue.start_ms for cue in load_subtitles(path, fps=Fraction(24)).cues] == [1000, 3000]
    assert main(["shift", str(path), "--by=+1s", "--fps", "24", "-o", str(tmp_path / "out.sub")]) == 0
    assert (tmp_path / "out.sub").read_text() == "{48}{72}One.\n{96}{120}Two.\n"
    assert main(["sentences", str(path), "--fps", "soon"]) == 2
    assert "frame rate" in capsys.readouterr().err


def test_a_language_is_chosen_on_the_command_line(tmp_path, capsys):
    path = tmp_path / "film.smi"
    path.write_text(TWO)
    assert main(["sentences", str(path), "--language", "en", "--json"]) == 0
    assert [row["sentence"] for row in json.loads(capsys.readouterr().out)["sentences"]] == ["Hello.", "Bye."]
    assert main(["sentences", str(path), "--language", "fr"]) == 1
    assert "choose one of Korean, English" in capsys.readouterr().err


# Bytes


def test_nul_and_cut_off_characters_are_shown_as_boxes_and_kept(tmp_path):
    data = b"1\n00:00:01,000 --> 00:00:02,000\nO\0ne.\n\n2\n00:00:03,000 --> 00:00:04,000\nTwo.\n" + bytes(40)
    file = load(tmp_path, data, "film.srt")
    assert [cue.text for cue in file.cues] == ["O\ufffdne.", "Two."]
    assert "are not valid characters" in str(file.warnings[0])
    assert shifted(tmp_path, data, 0, "film.srt") == data
    wide = THREE.format("2\n00:00:03,000 --> 00:00:04,000").encode("utf-16") + b"\x0a"
    assert len(load(tmp_path, wide, "film.srt").cues) == 3
    assert shifted(tmp_path, shifted(tmp_path, wide, 3000, "film.srt"), -3000, "film.srt") == wide
    half = "1\n00:00:01,000 --> 00:00:02,000\nO".encode("utf-16") + b"\x3d\xd8" + "ne.\n".encode("utf-16-le")
    assert len(load(tmp_path, half, "film.srt").cues[0].text) == 6
    assert shifted(tmp_path, half, 0, "film.srt") == half


@pytest.mark.parametrize(
    ("page", "words"),
    [("cp949", "오늘은 비가 오네요."), ("cp932", "今日は雨が降っていますね。"), ("gb18030", "今天下雨了，你知道吗？")],
)
def test_a_stray_byte_does_not_spoil_an_east_asian_file(tmp_path, page, words):
    blocks = [f"{n}\n00:00:{n:02},000 --> 00:00:{n:02},900\n{words}\n\n".encode(page) for n in range(1, 30)]
    data = b"".join(blocks[:5]) + blocks[5].replace(b"\n\n", b"\x81\n\n") + b"".join(blocks[6:])
    file = load(tmp_path, data, "film.srt")
    assert (file.encoding, file.cues[0].text) == (page, words)
    assert "are not valid characters" in str(file.warnings[0])
    assert shifted(tmp_path, data, 0, "film.srt") == data


def test_two_near_readings_are_said(tmp_path):
    data = "1\n00:00:01,000 --> 00:00:02,000\nPromiň, usnul jsem.\n".encode("cp1250")
    file = load(tmp_path, data, "film.srt")
    assert file.other_encoding is not None
    assert f"may be {file.other_encoding}" in str(file.warnings[0])


def test_a_file_of_reversed_subtitles_only_is_refused(tmp_path):
    with pytest.raises(CueReversed):
        load(tmp_path, "[40][30]x\n", "film.mpl")
