"""Subtitle files as the world makes them: what the samples in `tests/data/cases` and others of their kinds say."""

# ruff: noqa: RUF001

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from deepdub_engine.base.errors import (
    DeepdubError,
    LanguageUnknown,
    OnlyTimesEditable,
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


def test_a_language_is_chosen_on_the_command_line(tmp_path, capsys):
    path = tmp_path / "film.smi"
    path.write_text(TWO)
    assert main(["sentences", str(path), "--language", "en", "--json"]) == 0
    assert [row["sentence"] for row in json.loads(capsys.readouterr().out)["sentences"]] == ["Hello.", "Bye."]
    assert main(["sentences", str(path), "--language", "fr"]) == 1
    assert "choose one of Korean, English" in capsys.readouterr().err
