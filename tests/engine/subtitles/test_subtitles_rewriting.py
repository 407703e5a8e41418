"""Inserted, deleted and edited cues are saved; the rest of the file stays the same."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deepdub_engine.base.errors import NoCuesLeft, OnlyTimesEditable, TextNotInEncoding
from deepdub_engine.subtitles import Cue, SubtitleFile, load_subtitles, origins, save_subtitles
from deepdub_engine.subtitles.decoded_text import DecodedText
from deepdub_engine.subtitles.files import read_subtitles
from deepdub_engine.subtitles.retime import Retiming

SRT = """\
1
00:00:01,000 --> 00:00:02,000 X1:40 X2:600 Y1:20 Y2:50
<i>One</i>

2
00:00:03,000 --> 00:00:04,000
Two
lines

3
00:00:05,000 --> 00:00:06,000
Three
"""


def read(text: str, name: str = "film.srt") -> SubtitleFile:
    return read_subtitles(DecodedText(text, "utf-8", bom=False), Path(name))


def saved(file: SubtitleFile, cues: list[Cue], folder: Path, base: list[Cue] | None = None) -> str:
    save_subtitles(file, cues, folder / "saved.srt", base=base)
    return (folder / "saved.srt").read_bytes().decode("utf-8")


def test_an_edited_subtitle_leaves_every_other_byte(tmp_path: Path) -> None:
    file = read(SRT)
    cues = [file.cues[0], Cue(3000, 4000, "Zwei\n<b>Zeilen</b>"), file.cues[2]]
    assert saved(file, cues, tmp_path) == SRT.replace("Two\nlines", "Zwei\n<b>Zeilen</b>")


def test_an_inserted_subtitle_is_written_as_its_neighbours_and_all_are_numbered(tmp_path: Path) -> None:
    file = read(SRT)
    cues = [*file.cues[:1], Cue(2100, 2900, "New"), *file.cues[1:]]
    number_two, number_three = "2\n00:00:03,000", "3\n00:00:05,000"
    wanted = SRT.replace(number_three, "4\n00:00:05,000")
    wanted = wanted.replace(number_two, "2\n00:00:02,100 --> 00:00:02,900\nNew\n\n3\n00:00:03,000")
    assert saved(file, cues, tmp_path) == wanted


def test_subtitles_at_both_ends_find_their_place(tmp_path: Path) -> None:
    file = read(SRT)
    text = saved(file, [Cue(0, 900, "First"), *file.cues, Cue(7000, 8000, "Last")], tmp_path)
    assert text.startswith("1\n00:00:00,000 --> 00:00:00,900\nFirst\n\n2\n00:00:01,000 --> 00:00:02,000 X1:40")
    assert text.endswith("4\n00:00:05,000 --> 00:00:06,000\nThree\n\n5\n00:00:07,000 --> 00:00:08,000\nLast\n")


@pytest.mark.parametrize("gone", [0, 1, 2])
def test_a_deleted_subtitle_leaves_no_trace(tmp_path: Path, gone: int) -> None:
    file = read(SRT)
    blocks = [block.partition("\n")[2] for block in SRT.rstrip("\n").split("\n\n")]
    kept = [block for number, block in enumerate(blocks) if number != gone]
    wanted = "\n\n".join(f"{number}\n{block}" for number, block in enumerate(kept, 1)) + "\n"
    assert saved(file, [cue for number, cue in enumerate(file.cues) if number != gone], tmp_path) == wanted


def test_split_and_merged_subtitles_keep_what_stands_beside_their_times(tmp_path: Path) -> None:
    file = read(SRT)
    split = [Cue(1000, 1500, "<i>On</i>"), Cue(1500, 2000, "<i>e</i>"), *file.cues[1:]]
    assert "1\n00:00:01,000 --> 00:00:01,500 X1:40 X2:600 Y1:20 Y2:50\n<i>On</i>\n\n2\n" in saved(file, split, tmp_path)
    merged = [Cue(1000, 4000, "<i>One</i>\nTwo"), file.cues[2]]
    assert saved(file, merged, tmp_path) == (
        "1\n00:00:01,000 --> 00:00:04,000 X1:40 X2:600 Y1:20 Y2:50\n<i>One</i>\nTwo\n\n"
        "2\n00:00:05,000 --> 00:00:06,000\nThree\n"
    )


def test_a_shift_besides_does_not_confuse_which_is_which(tmp_path: Path) -> None:
    file = read(SRT)
    base = [file.cues[0], file.cues[2]]
    text = saved(file, list(Retiming(2000).apply(base)), tmp_path, base)
    assert "X1:40" in text.splitlines()[1]
    assert [cue.start_ms for cue in read(text).cues] == [3000, 7000]


def test_odd_numbers_stay_until_a_subtitle_comes_or_goes(tmp_path: Path) -> None:
    odd = SRT.replace("2\n00", "7\n00").replace("3\n00", "7\n00")
    file = read(odd)
    assert saved(file, [*file.cues[:2], Cue(5000, 6500, "Drei")], tmp_path) == (
        odd.replace("06,000\nThree", "06,500\nDrei")
    )
    assert [line for line in saved(file, list(file.cues[1:]), tmp_path).splitlines() if line.isdigit()] == ["1", "2"]


def test_files_without_numbers_or_counted_from_0_stay_so(tmp_path: Path) -> None:
    bare = "00:00:01.0 --> 00:00:02.0\nOne\n\n00:00:03.0 --> 00:00:04.0\nTwo"
    file = read(bare)
    text = saved(file, [*file.cues, Cue(5000, 6000, "Three")], tmp_path)
    assert text == f"{bare}\n\n00:00:05.000 --> 00:00:06.000\nThree\n"
    zero = read(SRT.replace("1\n00", "0\n00"))
    assert saved(zero, list(zero.cues[1:]), tmp_path).startswith("0\n00:00:03,000")


ODD = """

 7 \r
0:0:1.5 --> 0:0:2,25   \r
No number in order, a full stop, spaces behind.  \r
2
00:00:03,000-->00:00:04,000
No blank line before.

And one inside.
3

00:00:05:000 --> 00:00:06:000

Blank lines everywhere.


4
00:00:07,000 --> 00:00:08,000

8
00:00:aa,000 --> 00:00:09,000
Lost?

5
100:00:00,000 --> 100:00:01,000
1984"""


def test_what_cannot_be_read_stays_whatever_happens_around_it(tmp_path: Path) -> None:
    file = read(ODD)
    for number in range(len(file.cues)):
        cues = [cue for index, cue in enumerate(file.cues) if index != number]
        text = saved(file, cues, tmp_path)
        assert "8\n00:00:aa,000 --> 00:00:09,000\nLost?\n" in text
        assert list(read(text).cues) == cues


def test_words_that_look_like_times_or_end_a_subtitle_early_do_no_harm(tmp_path: Path) -> None:
    file = read(SRT)
    cues = [Cue(1000, 2000, "a\n\n5\n00:00:01,000 --> 00:00:02,000\nb --> c\n"), *file.cues[1:]]
    again = read(saved(file, cues, tmp_path)).cues
    assert [cue.text for cue in again] == ["a\n5\n00:00:01,000 / 00:00:02,000\nb --> c", "Two\nlines", "Three"]


def test_a_vtt_file_keeps_styles_notes_names_and_settings(tmp_path: Path) -> None:
    text = (
        "WEBVTT\n\nSTYLE\n::cue { color: lime }\n\nintro\n00:01.000 --> 00:02.000 align:start\nOne\n\n"
        "NOTE never spoken\n\n00:03.000 --> 00:04.000\nTwo\n"
    )
    file = read(text, "film.vtt")
    path = tmp_path / "saved.vtt"
    save_subtitles(file, [file.cues[0], Cue(2500, 2900, "New"), file.cues[1]], path)
    assert path.read_text() == text.replace("00:03.000", "00:02.500 --> 00:02.900\nNew\n\n00:03.000")
    save_subtitles(file, [file.cues[1]], path)
    assert path.read_text() == (
        "WEBVTT\n\nSTYLE\n::cue { color: lime }\n\nNOTE never spoken\n\n00:03.000 --> 00:04.000\nTwo\n"
    )


def test_what_a_file_cannot_hold_is_refused_before_it_is_touched(tmp_path: Path) -> None:
    path = tmp_path / "saved.srt"
    path.write_text("mine")
    endless = read("00:00:01:Hi\n00:00:03:you\n", "film.txt")
    with pytest.raises(OnlyTimesEditable, match=r"film\.txt.*save the project"):
        save_subtitles(endless, endless.cues[:1], path.with_suffix(".txt"))
    with pytest.raises(NoCuesLeft, match="no subtitles left"):
        save_subtitles(read(SRT), [], path)
    western = read_subtitles(DecodedText(SRT, "cp1252", bom=False), Path("film.srt"))
    korean = [Cue(1000, 2000, "안녕"), *western.cues[1:]]
    with pytest.raises(TextNotInEncoding, match=r"“안” cannot be stored in “film\.srt”, whose encoding is cp1252"):
        save_subtitles(western, korean, path)
    assert path.read_text() == "mine"
    save_subtitles(western, korean, path, encoding="utf-8")
    assert "안녕" in path.read_text("utf-8")


LINES = st.text(st.sampled_from("ab é1.<>-"), min_size=1).map(str.strip).filter(lambda line: line.strip(" 1-<>."))
TEXTS = st.lists(LINES, max_size=3).map("\n".join)
NEWLINES = st.sampled_from(["\n", "\r\n"])
BLOCKS = st.lists(
    st.tuples(
        st.sampled_from(["{n}", "{n}", " {n} ", "0{n}"]),
        st.sampled_from(["", " X1:1 X2:2"]),
        TEXTS,
        st.integers(1, 3),
    ),
    min_size=1,
    max_size=7,
)


def clock(time_ms: int) -> str:
    seconds, ms = divmod(time_ms, 1000)
    return f"00:{seconds // 60:02}:{seconds % 60:02},{ms:03}"


@given(BLOCKS, NEWLINES, st.data())
def test_any_edit_of_any_file_is_read_back_as_it_was_meant(
    tmp_path_factory: pytest.TempPathFactory, blocks: list[tuple[str, str, str, int]], newline: str, data: st.DataObject
) -> None:
    parts = [
        f"{head.format(n=n)}\n{clock(n * 1000)} --> {clock(n * 1000 + 900)}{rest}\n{text}" + "\n" * (blank + 1)
        for n, (head, rest, text, blank) in enumerate(blocks, 1)
    ]
    source = "".join(parts).replace("\n", newline)
    file = read(source)
    cues = list(file.cues)
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(cues)))
        kind = data.draw(st.sampled_from(["insert", "delete", "word", "move"]))
        if kind == "insert":
            start_ms = data.draw(st.integers(0, 10_000))
            cues.insert(place, Cue(start_ms, start_ms + 500, data.draw(TEXTS)))
        elif place < len(cues) and (kind != "delete" or len(cues) > 1):
            cue = cues.pop(place)
            if kind == "word":
                cues.insert(place, Cue(cue.start_ms, cue.end_ms, data.draw(TEXTS)))
            elif kind == "move":
                cues.insert(place, Cue(cue.start_ms + 50, cue.end_ms + 50, cue.text))
    text = saved(file, cues, tmp_path_factory.getbasetemp())
    assert list(read(text).cues) == cues
    kept = [part.rstrip("\n").partition("\n")[2].replace("\n", newline) for part in parts]
    for cue, part in zip(file.cues, kept, strict=True):
        assert cue not in cues or part in text  # all but the number, byte for byte


CUES = st.lists(
    st.builds(lambda start, text: Cue(start, start + 300, text), st.integers(0, 3000), st.sampled_from("abc")),
    max_size=9,
)


@given(CUES, CUES)
def test_what_each_was_is_found_in_order_and_the_unchanged_always(former: list[Cue], cues: list[Cue]) -> None:
    found = origins(former, cues)
    indices = [index for index in found if index is not None]
    assert all(one < other for one, other in itertools.pairwise(indices))
    assert origins(former, former) == tuple(range(len(former)))
    for place in range(len(former)):
        rest = [*former[:place], *former[place + 1 :]]
        assert [former[index] for index in origins(former, rest) if index is not None] == rest


def test_thousands_of_alike_subtitles_are_matched_at_once() -> None:
    former = [Cue(n * 1000, n * 1000 + 900, "Yes.") for n in range(20_000)]
    moved = [*former[:5], Cue(4950, 4990, "No."), *(Cue(cue.start_ms + 7, cue.end_ms, "Yes.") for cue in former[5:])]
    assert origins(former, moved)[-1] == len(former) - 1


def test_a_retimed_file_is_loaded_again_as_it_was_edited(tmp_path: Path) -> None:
    path = tmp_path / "film.srt"
    path.write_bytes(b"\xef\xbb\xbf" + SRT.replace("\n", "\r\n").encode())
    file = load_subtitles(path)
    base = [*file.cues[:2], Cue(4200, 4800, "Grüße"), file.cues[2]]
    save_subtitles(file, Retiming(-1500).apply(base), path, base=base)
    again = load_subtitles(path)
    assert (again.bom, again.newline) == (True, "\r\n")
    assert again.cues == (Cue(0, 500, "<i>One</i>"), *Retiming(-1500).apply(base[1:]))
