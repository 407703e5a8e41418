"""ASS, SSA, WebVTT and older formats keep everything but their times; damage affects only the damaged line."""

from __future__ import annotations

import json
import random
import time

import pysubs2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deepdub_engine.base.errors import (
    DeepdubError,
    ImageSubtitles,
    SubtitleFormatDiffers,
    SubtitleInvalid,
)
from deepdub_engine.cli import main
from deepdub_engine.project import Document, Project, load_project, save_project
from deepdub_engine.project.parts import SubtitlesPart, subtitle_file
from deepdub_engine.subtitles import Cue, load_subtitles, save_subtitles
from deepdub_engine.subtitles.retime import Retiming
from tests.helpers.subtitle_samples import (
    FILES,
    HEAD,
    SHIFTS,
    SMI,
    ass,
    ass_files,
    clock,
    load,
    shifted,
)

# Properties


@settings(max_examples=40)
@given(FILES)
def test_a_file_that_is_not_changed_is_saved_byte_for_byte(tmp_path_factory, data):
    assert shifted(tmp_path_factory.getbasetemp(), data, 0, "film") == data


@settings(max_examples=40)
@given(FILES, SHIFTS)
def test_a_shift_and_back_through_the_file_is_the_same_file_again(tmp_path_factory, data, shift_ms):
    folder = tmp_path_factory.getbasetemp()
    there = shifted(folder, data, shift_ms, "film")
    assert shifted(folder, there, -shift_ms, "film") == data


@settings(max_examples=40)
@given(ass_files())
def test_ass_is_read_as_pysubs2_reads_it(tmp_path_factory, data):
    file = load(tmp_path_factory.getbasetemp(), data)
    oracle = pysubs2.SSAFile.from_string(data.decode().replace("\r\n", "\n"), format_="ass")
    events = [event for event in oracle.events if not event.is_comment]
    assert [(cue.start_ms, cue.end_ms) for cue in file.cues] == [(event.start, event.end) for event in events]
    assert [cue.text for cue in file.cues] == [event.text.rstrip().replace("\\N", "\n") for event in events]


@settings(max_examples=40)
@given(FILES, st.lists(st.tuples(st.integers(0, 10**6), st.binary(max_size=6)), min_size=1, max_size=5))
def test_a_damaged_file_opens_and_is_kept_or_is_refused_in_a_sentence(tmp_path_factory, data, wounds):
    for place, put in wounds:
        at = place % len(data)
        data = data[:at] + put + data[at + len(put) // 2 :]
    path = tmp_path_factory.getbasetemp() / "film.txt"
    path.write_bytes(data)
    try:
        file = load_subtitles(path)
    except DeepdubError as error:
        assert str(error).startswith(("“film.txt”", "Subtitle "))  # noqa: PT017
        return
    save_subtitles(file, file.cues, path)
    assert path.read_bytes() == data
    save_subtitles(file, Retiming(1234).apply(file.cues), path)
    assert len(load_subtitles(path, file.encoding).cues) >= 1


# ASS


def test_ass_times_are_rounded_to_hundredths_and_ties_stay_near_the_former_time(tmp_path):
    data = ass("Dialogue: 0,0:00:01.00,0:00:02.50,Default,,0,0,0,,Hi")
    for shift_ms, times in ((4, "01.00,0:00:02.50"), (5, "01.00,0:00:02.50"), (6, "01.01,0:00:02.51")):
        assert f"0,0:00:{times},".encode() in shifted(tmp_path, data, shift_ms)
    assert b"0,0:00:01.01,0:00:02.51," in shifted(tmp_path, data, 15)
    assert b"0,0:00:00.99,0:00:02.49," in shifted(tmp_path, data, -15)


def test_the_notation_of_ass_times_is_kept(tmp_path):
    data = ass(
        "Dialogue: 0,00:00:01.00,00:00:02.5,Default,,0,0,0,,Two digits for the hour",
        "Dialogue: 0, 00:00:03.125 ,00:00:04,Default,,0,0,0,,Milliseconds, and whole seconds",
    )
    assert shifted(tmp_path, data, 1000).decode() == data.replace("01.00", "02.00").replace("02.5,", "03.5,").replace(
        "03.125", "04.125"
    ).replace("00:00:04,", "00:00:05,")


def test_columns_are_where_the_file_says(tmp_path):
    head = HEAD + "[Events]\nFormat: Start, End, Style, Text\n"
    file = load(tmp_path, head + "Dialogue: 0:00:01.00,0:00:02.00,Default,Well, hello\n")
    assert file.cues == (Cue(1000, 2000, "Well, hello"),)


def test_a_damaged_line_of_ass_is_named_and_kept_and_the_others_are_read(tmp_path):
    data = ass(
        "Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,First",
        "Dialogue: 0,0:0x:01.00,0:00:02.00,Default,,0,0,0,,Damaged",
        "Dialogue: 0,0:00:03",
        "Dialogue: 0,0:00:05.00,0:00:06.00,Default",
    )
    file = load(tmp_path, data)
    assert file.cues == (Cue(1000, 2000, "First"), Cue(5000, 6000, ""))
    assert file.unread_lines == (13, 14)
    assert "Lines 13, 14" in str(file.warnings[0])
    assert b"0:0x:01.00,0:00:02.00,Default,,0,0,0,,Damaged" in shifted(tmp_path, data, 500)


def test_lines_of_an_attached_font_are_no_subtitles(tmp_path):
    data = ass("Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,First")
    font = "[Fonts]\nfontname: x.ttf\nDialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,bytes\n"
    assert load(tmp_path, data + font).cues == (Cue(1000, 2000, "First"),)


def test_words_in_brackets_do_not_make_another_format_of_srt(tmp_path):
    data = "1\n00:00:01,000 --> 00:00:02,000\n[Events]\nDialogue: yes\n"
    assert load(tmp_path, data, "film.srt").format == "srt"


# WebVTT

KARAOKE = "WEBVTT\n\nREGION\nid:r1\n\n1\n00:01.000 --> 00:03.000 region:r1\nOne <00:02.000><c>two</c>\n"


def test_the_times_of_single_words_move_with_their_subtitle(tmp_path):
    assert shifted(tmp_path, KARAOKE, 500, "film.vtt").decode() == KARAOKE.replace("1.000", "1.500").replace(
        "2.000", "2.500"
    ).replace("3.000", "3.500")


def test_the_times_of_single_words_are_stretched_with_their_subtitle(tmp_path):
    file = load(tmp_path, KARAOKE, "film.vtt")
    save_subtitles(file, [Cue(1000, 5000, file.cues[0].text)], file.path)
    assert file.path.read_text() == KARAOKE.replace("3.000", "5.000").replace("<00:02.000>", "<00:03.000>")


# SAMI


@pytest.mark.parametrize("encoding", ["utf-8", "cp949", "utf-16"])
def test_sami_ends_where_nothing_is_shown_and_is_moved_with_all_its_points(tmp_path, encoding):
    file = load(tmp_path, SMI.encode(encoding), "film.smi")
    assert file.format == "sami"
    assert file.cues == (Cue(1000, 2500, "안녕\n하세요"), Cue(4000, 5000, "네"), Cue(5000, 7000, "그래"))
    moved = SMI
    for at in (5, 4, 2, 1):
        moved = moved.replace(f"start={at}", f"start={at + 3}")
    assert shifted(tmp_path, SMI.encode(encoding), 3000, "film.smi") == moved.encode(encoding)


# Refused input, with its position


@pytest.mark.parametrize(
    ("data", "word"),
    [
        ('<?xml version="1.0"?><tt xmlns="http://www.w3.org/ns/ttml"><body/></tt>', "TTML"),
        ('{"segments": [{"start": 0.0, "end": 1.0, "text": "x"}]}', "JSON"),
    ],
)
def test_formats_that_could_not_be_given_back_are_refused_by_name(tmp_path, data, word):
    with pytest.raises(SubtitleInvalid, match=f"it is {word}"):
        load(tmp_path, data, "film.xml")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"PG" + bytes(8) + b"\x16\x00\x13" + bytes(30), "PGS"),
        (b"\0\0\x01\xba" + bytes(40), "VobSub"),
        (b"# VobSub index file, v7\n", "VobSub"),
    ],
)
def test_pictures_of_subtitles_are_refused_as_such(tmp_path, data, name):
    with pytest.raises(ImageSubtitles, match=rf"image-based subtitles \({name}\)"):
        load(tmp_path, data, "film.sup")


def test_a_name_that_promises_another_format_is_refused(tmp_path):
    file = load(tmp_path, ass("Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,Hi"))
    with pytest.raises(SubtitleFormatDiffers, match=r"film\.srt.*ASS.*ends in \.ass"):
        save_subtitles(file, file.cues, tmp_path / "film.srt")
    assert not (tmp_path / "film.srt").exists()
    for name in ("film.ssa", "film.txt", "film"):
        save_subtitles(file, file.cues, tmp_path / name)


def test_a_file_with_a_wrong_name_may_keep_it(tmp_path):
    data = ass("Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,Hi")
    assert b"0:00:03.00" in shifted(tmp_path, data, 1000 + 1000, "film.srt")


# Encodings with duplicate characters


def test_bytes_that_a_code_page_has_twice_stay_as_they_are(tmp_path):
    words = "こんにちは。天気予報では見ませんでした。".encode("cp932")
    twice = b"\xed\x40"  # FA5C decodes to the same character, and is what the codec writes
    data = b"".join(
        b"%d\n00:00:%02d,000 --> 00:00:%02d,900\n%s\n\n" % (n, n, n, words + twice * (n == 3)) for n in range(1, 9)
    )
    file = load(tmp_path, data, "film.srt")
    assert file.encoding == "cp932"
    part = SubtitlesPart.of(file)
    for read in (file, subtitle_file(part, file.path)):
        save_subtitles(read, read.cues, tmp_path / "again.srt")
        assert (tmp_path / "again.srt").read_bytes() == data


# Many cues


@pytest.mark.measured
@pytest.mark.parametrize("kind", ["ass", "smi"])
def test_fifty_thousand_subtitles_of_any_format_are_read_and_saved_in_seconds(tmp_path, kind):
    count = 50_000
    data = {
        "ass": lambda: ass(
            *(f"Dialogue: 0,{clock(1000 * n)},{clock(1000 * n + 900)},Default,,0,0,0,,Line {n}" for n in range(count))
        ),
        "smi": lambda: (
            "<SAMI>\n"
            + "\n".join(
                f"<SYNC Start={1000 * n}><P>Line {n}\n<SYNC Start={1000 * n + 900}><P>&nbsp;" for n in range(count)
            )
        ),
    }[kind]()
    began = time.process_time()
    moved = shifted(tmp_path, data, 500, f"film.{kind}")
    assert time.process_time() - began < 6
    assert load(tmp_path, moved, f"film.{kind}").cues[-1].start_ms == 1000 * (count - 1) + 500


@pytest.mark.parametrize(
    "data",
    [
        "[Events]\n" + "Dialogue:" * 400_000,
        "[Script Info]\n" * 200_000,
        "[Events]\n" + "Dialogue: 0,0:00:01.00\n" * 100_000,
        "[Events]\nFormat: " + "Text," * 500_000,
        "WEBVTT\n" + "<00:00:01.000>" * 200_000,
        "WEBVTT\n" + "00:00:01.000 -->\n" * 100_000,
        "<SAMI>" + "<SYNC Start=5>" * 20_000,
        "[Events]\n" + random.Random(2).randbytes(1_000_000).decode("latin-1").replace("\0", ""),
    ],
)
@pytest.mark.measured
def test_large_garbage_in_any_format_is_refused_and_never_hangs(tmp_path, data):
    began = time.monotonic()
    with pytest.raises(DeepdubError):
        load(tmp_path, data)
    assert time.monotonic() - began < 20


# Projects and the command line


@settings(max_examples=40)
@given(FILES)
def test_a_project_carries_any_format(tmp_path_factory, data):
    folder = tmp_path_factory.getbasetemp()
    file = load(folder, data, "film")
    project = Project(subtitles=SubtitlesPart.of(file), document=Document(Retiming(1500)))
    save_project(project, folder / "work.deepdub")
    part = load_project(folder / "work.deepdub").subtitles
    assert part is not None
    again = subtitle_file(part, file.path)
    assert (again.format, again.encoding, again.bom, again.cues) == (file.format, file.encoding, file.bom, file.cues)
    save_subtitles(again, again.cues, folder / "again")
    assert (folder / "again").read_bytes() == data


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("film.ass", ass("Dialogue: 0,0:00:01.00,0:00:02.50,Default,,0,0,0,,{\\an8}Hello\\Nthere.")),
        ("film.vtt", "WEBVTT\n\nNOTE no\n\n1\n00:01.000 --> 00:02.500 line:1\n<v Anna>Hello\n<b>there</b>.\n"),
        ("film.smi", "<SAMI><BODY><SYNC Start=1000><P>Hello<br>there.<SYNC Start=2500><P>&nbsp;</BODY></SAMI>"),
        ("film.sub", "{1}{1}10\n{10}{25}{y:i}Hello|there.\n"),
    ],
)
def test_sentences_are_the_same_from_any_format(tmp_path, capsys, name, text):
    (tmp_path / name).write_text(text)
    assert main(["sentences", str(tmp_path / name), "--json"]) == 0
    sentence = json.loads(capsys.readouterr().out)["sentences"][0]
    assert (sentence["sentence"], sentence["start_ms"], sentence["end_ms"]) == ("Hello there.", 1000, 2500)
