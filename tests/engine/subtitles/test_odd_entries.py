"""One odd entry among good ones, other formats, frame rates and stray bytes in subtitle files."""


# ruff: noqa: RUF001

from __future__ import annotations

from fractions import Fraction

import pytest

from deepdub_engine.base.errors import (
    CueReversed,
    FrameRateUnknown,
    SubtitleInvalid,
)
from deepdub_engine.cli import main
from deepdub_engine.subtitles import Cue, load_subtitles, save_subtitles
from tests.helpers.subtitle_samples import ass, load, shifted

THREE = "1\n00:00:01,000 --> 00:00:02,000\nOne.\n\n{}\nTwo.\n\n3\n00:00:05,000 --> 00:00:06,000\nThree.\n"


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
