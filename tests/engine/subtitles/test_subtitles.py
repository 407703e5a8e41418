"""Every subtitle file opens or reports why not, and is saved with only its times changed."""

import random
import time
import warnings

import pysrt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deepdub_engine.base.errors import (
    CueReversed,
    DeepdubError,
    FileMissing,
    FileUnreadable,
    NoCues,
    OutputExists,
    SliceOutside,
    SubtitleInvalid,
)
from deepdub_engine.subtitles import Cue, load_subtitles, save_subtitles, slice_cues, srt_text
from deepdub_engine.subtitles.retime import Retiming
from tests.helpers.subtitle_samples import SRT, resaved

CUES = (Cue(1000, 2500, "<i>Hello</i>\nyou."), Cue(3000, 4000, "{\\an8}Odd number, and a place."))


def test_an_srt_file_is_read_with_its_tags(write):
    file = load_subtitles(write(SRT))
    assert (file.format, file.encoding, file.bom, file.newline, file.cues) == ("srt", "utf-8", False, "\n", CUES)


def test_unusual_srt_files_lose_no_speech(write):
    text = """
0:0:1.5 --> 0:0:2,25
No number, a full stop for the comma.
2
00:00:03,000-->00:00:04,000
No blank line before.

And one inside.
3

00:00:05:000 --> 00:00:06:000

Blank lines everywhere.

4
00:00:07,000 --> 00:00:08,000

5
100:00:00,000 --> 100:00:01,000
1984
6
00:00:09,000 --> 00:00:10,000
Last, no line end."""
    file = load_subtitles(write(text))
    assert file.unread_lines == ()
    assert file.cues == (
        Cue(1500, 2250, "No number, a full stop for the comma."),
        Cue(3000, 4000, "No blank line before.\n\nAnd one inside."),
        Cue(5000, 6000, "Blank lines everywhere."),
        Cue(7000, 8000, ""),
        Cue(360_000_000, 360_001_000, "1984"),
        Cue(9000, 10_000, "Last, no line end."),
    )


def test_doubled_carriage_returns_do_no_harm(write, tmp_path):
    data = SRT.replace("\n", "\r\r\n").encode()
    file = load_subtitles(write(data))
    assert file.cues == CUES
    assert resaved(file, Retiming(), tmp_path) == data


def test_the_notation_of_times_is_kept(write, tmp_path):
    file = load_subtitles(write("1\n0:00:01.500  -->  0:00:02.500\nx\n"))
    assert resaved(file, Retiming(1000), tmp_path) == b"1\n0:00:02.500  -->  0:00:03.500\nx\n"


def test_times_before_the_start_are_written_as_zero_only_in_the_file(write, tmp_path):
    file = load_subtitles(write(SRT))
    assert resaved(file, Retiming(-1500), tmp_path).startswith(b"1\n00:00:00,000 --> 00:00:01,000\n")
    assert file.cues == CUES


def test_a_line_with_unreadable_times_is_named_and_kept(write, tmp_path):
    data = SRT + "8\n00:00:aa,000 --> 00:00:09,000\nLost?\n"
    file = load_subtitles(write(data))
    assert file.cues == CUES
    assert file.unread_lines == (12,)
    assert resaved(file, Retiming(), tmp_path) == data.encode()


@pytest.mark.parametrize(
    "text", ["1\n00:00:aa,000 --> 00:00:09,000\nx\n", "words\nand more words\n", "{1}{20}x\n", "\x01\x02 a"]
)
def test_what_is_no_subtitle_file_is_refused(write, text):
    with pytest.raises(SubtitleInvalid, match=r"film\.srt.*SRT, ASS or VTT"):
        load_subtitles(write(text))


@pytest.mark.parametrize("data", [b"", b"\n \n", b"\xef\xbb\xbf", b"WEBVTT\n\n", "\ufeff\n".encode("utf-16-le")])
def test_a_file_without_subtitles_says_so(write, data):
    with pytest.raises(NoCues, match="has no subtitles"):
        load_subtitles(write(data))


def test_a_file_whose_only_subtitle_ends_before_it_starts_is_refused(write):
    with pytest.raises(CueReversed, match=r"Subtitle 1 .*00:00:03\.000.*00:00:04\.000"):
        load_subtitles(write("1\n00:00:04,000 --> 00:00:03,000\nx\n"))


def test_files_that_cannot_be_read_are_named(tmp_path):
    with pytest.raises(FileMissing):
        load_subtitles(tmp_path / "none.srt")
    with pytest.raises(FileUnreadable):
        load_subtitles(tmp_path)


def test_an_existing_file_is_kept_when_asked_to(write, tmp_path):
    file = load_subtitles(write(SRT))
    with pytest.raises(OutputExists):
        save_subtitles(file, file.cues, file.path, overwrite=False)
    assert file.path.read_text() == SRT


def test_a_file_may_be_saved_over_itself(write):
    file = load_subtitles(write(SRT))
    save_subtitles(file, Retiming(1000).apply(file.cues), file.path)
    assert load_subtitles(file.path).cues == Retiming(1000).apply(file.cues)


ASS = """\
[Script Info]
; A comment that libraries drop
Title: Tale
ScriptType: v4.00+

[V4+ Styles]
Format: Name, Fontname, Fontsize
Style: Default,Arial,20

[Odd Section]
Kept: yes

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Comment: 0,0:00:00.00,0:00:01.00,Default,,0,0,0,,not a cue
Dialogue: 0,0:00:01.00,0:00:02.50,Default,,0,0,0,,{\\i1}Hello{\\i0},\\Nyou.
Dialogue: 1, 0:00:03.00 ,0:00:04.00,Default,Anna,0,0,0,,Commas, as they are
"""


def test_an_ass_file_keeps_everything_but_its_dialogue_times(write, tmp_path):
    file = load_subtitles(write(ASS.replace("\n", "\r\n"), "film.ass"))
    assert file.format == "ass"
    assert file.cues == (Cue(1000, 2500, "{\\i1}Hello{\\i0},\nyou."), Cue(3000, 4000, "Commas, as they are"))
    assert resaved(file, Retiming(), tmp_path) == ASS.replace("\n", "\r\n").encode()
    shifted = ASS.replace("0:00:01.00,0:00:02.50", "0:00:00.00,0:00:00.51").replace(
        "0:00:03.00 ,0:00:04.00", "0:00:01.01 ,0:00:02.01"
    )
    assert resaved(file, Retiming(-1994), tmp_path) == shifted.replace("\n", "\r\n").encode()


def test_an_ssa_file_is_read_too(write, tmp_path):
    text = (
        "[Script Info]\nScriptType: v4.00\n\n[V4 Styles]\n\n[Events]\n"
        "Dialogue: Marked=0,0:00:01.00,0:00:02.00,Default,,0000,0000,0000,,Hi\n"
    )
    file = load_subtitles(write(text, "film.ssa"))
    assert (file.format, file.cues) == ("ssa", (Cue(1000, 2000, "Hi"),))
    assert (
        resaved(file, Retiming(36_000_000), tmp_path)
        == text.replace("0:00:01", "10:00:01").replace("0:00:02", "10:00:02").encode()
    )


VTT = """\
WEBVTT - a title

STYLE
::cue { color: lime }

NOTE this is never spoken

intro
00:01.000 --> 00:02.000 align:start line:10%
<v Anna>Hello

NOTE nor is this

01:00:00.000 --> 01:00:01.000
1984
"""


def test_a_vtt_file_keeps_its_styles_notes_and_settings(write, tmp_path):
    file = load_subtitles(write(VTT, "film.vtt"))
    assert file.format == "vtt"
    assert file.cues == (Cue(1000, 2000, "<v Anna>Hello"), Cue(3_600_000, 3_601_000, "1984"))
    assert resaved(file, Retiming(), tmp_path) == VTT.encode()
    shifted = VTT.replace("00:01.000 --> 00:02", "00:02.500 --> 00:03").replace("03.000 align", "03.500 align")
    shifted = shifted.replace("01:00:00.000 --> 01:00:01.000", "01:00:01.500 --> 01:00:02.500")
    assert resaved(file, Retiming(1500), tmp_path) == shifted.encode()


def test_a_vtt_time_that_grows_an_hour_gets_one(write, tmp_path):
    file = load_subtitles(write("WEBVTT\n\n59:59.000 --> 59:59.500\nx\n"))
    assert b"01:00:00.000 --> 01:00:00.500" in resaved(file, Retiming(1000), tmp_path)


@pytest.mark.parametrize(
    ("kind", "text", "cues", "shifted"),
    [
        ("microdvd", "{1}{1}25\n{25}{50}Hi|you\n", (Cue(1000, 2000, "Hi\nyou"),), "{1}{1}25\n{50}{75}Hi|you\n"),
        ("mpl2", "[10][20]Hi|you\n", (Cue(1000, 2000, "Hi\nyou"),), "[20][30]Hi|you\n"),
        ("tmp", "00:00:01:Hi\n00:00:02:you\n", (Cue(1000, 2000, "Hi"),), "00:00:02:Hi\n00:00:03:you\n"),
        (
            "sami",
            "<SAMI><BODY>\n<SYNC Start=1000><P>Hi\n<SYNC Start=1400><P>you\n</BODY></SAMI>\n",
            (Cue(1000, 1400, "Hi"),),
            "<SAMI><BODY>\n<SYNC Start=2000><P>Hi\n<SYNC Start=2400><P>you\n</BODY></SAMI>\n",
        ),
    ],
)
def test_older_formats_can_be_shifted_too(write, tmp_path, kind, text, cues, shifted):
    file = load_subtitles(write(text, "film.sub"))
    assert file.format == kind
    assert file.cues[: len(cues)][0].start_ms == cues[0].start_ms
    assert file.cues[0].text == cues[0].text
    assert resaved(file, Retiming(), tmp_path) == text.encode()
    assert resaved(file, Retiming(1000), tmp_path) == shifted.encode()


def test_frames_without_a_frame_rate_are_refused_clearly(write):
    with pytest.raises(SubtitleInvalid, match="does not state the frame rate"):
        load_subtitles(write("{25}{50}Hi\n{60}{80}you\n", "film.sub"))


@pytest.mark.parametrize("rate", ["0", "-25", "nan", "inf", "1e-300"])
def test_absurd_frame_rates_are_refused(write, rate):
    with pytest.raises(SubtitleInvalid):
        load_subtitles(write(f"{{1}}{{1}}{rate}\n{{25}}{{50}}Hi\n", "film.sub"))


def test_a_slice_holds_the_cues_wholly_inside_counted_from_its_start():
    cues = [Cue(0, 1000, "across"), Cue(500, 900, "first"), Cue(900, 2000, "last"), Cue(1900, 2001, "over")]
    assert slice_cues(cues, 500, 2000) == (Cue(0, 400, "first"), Cue(400, 1500, "last"))


@pytest.mark.parametrize("to_ms", [500, 499])
def test_an_empty_slice_is_refused(to_ms):
    with pytest.raises(SliceOutside, match="is empty"):
        slice_cues([], 500, to_ms)


def test_new_srt_files_are_read_alike_by_everyone(write):
    cues = (Cue(-5, 1000, "One\n\ntwo"), Cue(1000, 2000, "three"))
    text = srt_text(cues)
    assert text == "1\n00:00:00,000 --> 00:00:01,000\nOne\ntwo\n\n2\n00:00:01,000 --> 00:00:02,000\nthree\n"
    assert [item.text for item in pysrt.from_string(text)] == [cue.text for cue in load_subtitles(write(text)).cues]


LINES = st.lists(
    st.text(st.sampled_from("abc é1-<>{}|."), min_size=1).filter(lambda line: line.strip(" 1-")), min_size=1, max_size=3
)
TIMES = st.tuples(st.integers(0, 10**8), st.integers(0, 10**6))


@given(
    st.lists(st.tuples(TIMES, LINES), min_size=1, max_size=8),
    st.sampled_from(["\n", "\r\n"]),
    st.integers(-(10**7), 10**7),
)
def test_any_well_formed_srt_is_read_as_pysrt_reads_it_and_saved_unchanged(tmp_path_factory, items, newline, shift_ms):
    cues = [Cue(start, start + length, "\n".join(line.strip() for line in lines)) for (start, length), lines in items]
    data = srt_text(cues).replace("\n", newline).encode()
    folder = tmp_path_factory.mktemp("any")
    (folder / "film.srt").write_bytes(data)
    file = load_subtitles(folder / "film.srt")
    oracle = pysrt.from_string(data.decode().replace("\r\n", "\n"))
    assert file.cues == tuple(Cue(item.start.ordinal, item.end.ordinal, item.text) for item in oracle)
    assert resaved(file, Retiming(), folder) == data
    save_subtitles(file, Retiming(shift_ms).apply(file.cues), folder / "film.srt")
    moved = load_subtitles(folder / "film.srt").cues
    assert [cue.start_ms for cue in moved] == [max(0, cue.start_ms + shift_ms) for cue in file.cues]
    assert [cue.text for cue in moved] == [cue.text for cue in file.cues]


PIECES = [
    b"1\n",
    b"00:00:01,000 --> 00:00:02,000\n",
    b"[Events]\nDialogue: 0,0:00:01.00,",
    b"WEBVTT\n",
    b"{1}{2}",
    b"<SAMI>",
]


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=20)), max_size=12).map(b"".join))
def test_no_garbage_does_more_than_be_refused(tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "garbage.srt"
    path.write_bytes(data)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            file = load_subtitles(path)
        except DeepdubError as error:
            assert str(error)  # noqa: PT017
        else:
            assert file.cues
            assert resaved(file, Retiming(), path.parent) == data


@pytest.mark.measured
def test_fifty_thousand_subtitles_load_and_save_in_seconds(write, tmp_path):
    cues = [Cue(n * 1000, n * 1000 + 900, f"Line {n}\nand more") for n in range(50_000)]
    path = write(srt_text(cues))
    began = time.monotonic()
    file = load_subtitles(path)
    resaved(file, Retiming(500), tmp_path)
    assert time.monotonic() - began < 15
    assert file.cues == tuple(cues)


@pytest.mark.parametrize(
    "data",
    [
        b"\n" * 4_000_000,
        b" " * 4_000_000 + b"-->",
        b"00:00:01,000" * 300_000,
        b"1\n" * 500_000,
        b"--> 1:" * 500_000,
        random.Random(1).randbytes(4_000_000).replace(b"\0", b"\1"),
        b"{1}{1" * 500_000,
        b"<SAMI>" + b"<sync start=" * 20_000,
    ],
)
@pytest.mark.measured
def test_large_garbage_is_refused_and_never_hangs(write, data):
    began = time.monotonic()
    with pytest.raises(DeepdubError):
        load_subtitles(write(data))
    assert time.monotonic() - began < 20


def test_a_file_that_is_far_too_large_is_refused_unread(write):
    path = write(SRT)
    with path.open("r+b") as file:
        file.truncate(50 << 20)
    with pytest.raises(SubtitleInvalid, match="larger than 32 MB"):
        load_subtitles(path)
