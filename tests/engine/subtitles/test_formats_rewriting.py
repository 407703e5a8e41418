"""Edited cues are saved in every format, and everything else in the file stays the same."""

from __future__ import annotations

import html
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from deepdub_engine.subtitles import Cue, load_subtitles, save_subtitles
from tests.helpers.subtitle_samples import (
    NEWLINES,
    SMI,
    STARTS,
    ass,
    ass_files,
    load,
    shifted,
)

TALE = ass(
    "Comment: 0,0:00:00.00,0:00:01.00,Default,,0,0,0,,a note",
    "Dialogue: 0,0:00:01.00,0:00:02.00,Sign,Anna,0,0,0,,{\\b1}One{\\b0}\\nand on",
    "; between",
    "Dialogue: 3, 0:00:03.00,0:00:04.00,Default,,0,0,20,,Two, too",
    "Dialogue: 0,0:00:05.00,0:00:06.00,Default",
)


def saved(file, cues):
    save_subtitles(file, cues, file.path)
    return file.path.read_text()


def test_new_subtitles_of_ass_are_like_those_before_them(tmp_path):
    file = load(tmp_path, TALE)
    first, second, third = file.cues
    new = Cue(4200, 4800, "New\nlines")
    line = "Dialogue: 3, 0:00:04.20,0:00:04.80,Default,,0,0,20,,New\\Nlines\n"
    assert saved(file, [first, second, new, third]) == TALE.replace("Two, too\n", f"Two, too\n{line}")
    early = "Dialogue: 0,0:00:00.10,0:00:00.50,Sign,Anna,0,0,0,,Early\n"
    assert saved(file, [Cue(100, 500, "Early"), *file.cues]) == TALE.replace(
        "Dialogue: 0,0:00:01", f"{early}Dialogue: 0,0:00:01"
    )
    late = "Dialogue: 0,0:00:07.00,0:00:08.00,Default,,,,,,Late\n"
    assert saved(file, [*file.cues, Cue(7000, 8000, "Late")]) == TALE + late


def test_deleted_subtitles_of_ass_take_only_their_line_with_them(tmp_path):
    file = load(tmp_path, TALE)
    text = saved(file, [file.cues[0], file.cues[2]])
    assert text == TALE.replace("Dialogue: 3, 0:00:03.00,0:00:04.00,Default,,0,0,20,,Two, too\n", "")


def test_edited_ass_subtitles_keep_their_columns(tmp_path):
    file = load(tmp_path, TALE)
    cues = [file.cues[0], Cue(3500, 4000, "Other, words\nand more"), Cue(5000, 6000, "There")]
    assert saved(file, cues) == TALE.replace("Two, too", "Other, words\\Nand more").replace(
        "3, 0:00:03.00", "3, 0:00:03.50"
    ).replace("06.00,Default\n", "06.00,Default,,,,,,There\n")


def test_a_last_line_without_an_end_stays_without_one(tmp_path):
    file = load(tmp_path, TALE.rstrip("\n").replace("\n", "\r\n"))
    save_subtitles(file, [*file.cues, Cue(7000, 8000, "Late")], file.path)
    assert file.path.read_bytes().endswith(b"Default\r\nDialogue: 0,0:00:07.00,0:00:08.00,Default,,,,,,Late")


NEW_TEXT = st.text(st.sampled_from("abc é,{}\n"), max_size=12).map(lambda text: text.rstrip())


@settings(max_examples=40)
@given(ass_files(), st.data())
def test_any_edited_ass_is_read_again_as_it_was_edited(tmp_path_factory, data, draw):
    file = load(tmp_path_factory.getbasetemp(), data)
    cues = list(file.cues)
    for _ in range(draw.draw(st.integers(1, 4))):
        at = draw.draw(st.integers(0, len(cues) - 1))
        match draw.draw(st.sampled_from(["insert", "delete", "word"])):
            case "insert":
                start_ms = 10 * draw.draw(STARTS)
                cues.insert(at, Cue(start_ms, start_ms + 500, draw.draw(NEW_TEXT)))
            case "delete" if len(cues) > 1:
                del cues[at]
            case _:
                cues[at] = Cue(cues[at].start_ms, cues[at].end_ms, draw.draw(NEW_TEXT))
    save_subtitles(file, cues, file.path)
    again = load_subtitles(file.path)
    assert again.cues == tuple(cues)
    others = [line for line in data.decode().splitlines() if not line.startswith("Dialogue")]
    assert [line for line in again.source.text.splitlines() if not line.startswith("Dialogue")] == others


def test_formats_that_count_are_saved_with_other_subtitles_too(tmp_path):
    file = load(tmp_path, "{1}{1}10\n{DEFAULT}\n{10}{20}{y:i}Hi|you\n{30}{40}there\n", "film.sub")
    first, second = file.cues
    assert saved(file, [first, Cue(2200, 2800, "{\\i1}New{\\i0}\nline"), second]) == (
        "{1}{1}10\n{DEFAULT}\n{10}{20}{y:i}Hi|you\n{22}{28}{y:i}New|line\n{30}{40}there\n"
    )
    assert saved(file, [second]) == "{1}{1}10\n{DEFAULT}\n{30}{40}there\n"
    file = load(tmp_path, "[10][20] /Hi|you\n[30][40]there\n", "film.mpl")
    first, second = file.cues
    assert saved(file, [first, Cue(3000, 4000, "{\\i1}all{\\i0}\nof us"), Cue(5000, 6000, "Late")]) == (
        "[10][20] /Hi|you\n[30][40]/all|of us\n[50][60]Late\n"
    )


def test_sami_is_saved_with_subtitles_inserted_deleted_and_edited(tmp_path):
    file = load(tmp_path, SMI, "film.smi")
    first, second, third = file.cues
    worded = [Cue(1000, 2500, "<b>Eins</b> & mehr\nzwei"), second, third]
    assert saved(file, worded) == SMI.replace("안녕<br>하세요", "<b>Eins</b> &amp; mehr<br>zwei")
    assert saved(file, [first, third]) == SMI.replace("네", "&nbsp;")
    new = "<sync start=3000><p class=KRCC>New\n<sync start=3500><p class=KRCC>&nbsp;\n"
    assert saved(file, [first, Cue(3000, 3500, "New"), second, third]) == SMI.replace(
        "<sync start=2500><p class=ENCC>", f"{new}<sync start=2500><p class=ENCC>"
    )
    late = "<sync start=7000>{p}&nbsp;\n<sync start=8000>{p}Late\n<sync start=9000>{p}&nbsp;\n".format(
        p="<p class=KRCC>"
    )
    assert saved(file, [*file.cues, Cue(8000, 9000, "Late")]) == SMI.replace("그래\n", f"그래\n{late}")


def test_a_subtitle_of_sami_that_ends_earlier_gets_an_end(tmp_path):
    file = load(tmp_path, SMI, "film.smi")
    cues = [file.cues[0], Cue(4000, 4600, "네"), file.cues[2]]
    assert saved(file, cues) == SMI.replace("네\n", "네\n<sync start=4600><p class=KRCC>&nbsp;\n")
    assert load_subtitles(file.path).cues == tuple(cues)
    file = load(tmp_path, SMI, "film.smi")
    cues = [*file.cues[:2], Cue(5000, 9000, "그래")]
    assert saved(file, cues) == SMI.replace("그래\n", "그래\n<sync start=9000><p class=KRCC>&nbsp;\n")


@st.composite
def sami_files(draw):
    starts = sorted(draw(st.lists(st.integers(100, 900), min_size=1, max_size=5, unique=True)))
    lines = ["<SAMI><BODY>"]
    for at in starts:
        lines.append(f"<SYNC Start={100 * at}><P Class=A>{draw(SAMI_WORDS)}")
        lines += [f"<SYNC Start={100 * at + 50}><P Class=A>&nbsp;"] if draw(st.booleans()) else []
    return draw(NEWLINES).join([*lines, "</BODY></SAMI>"]).encode()


SAMI_WORDS = st.text(st.sampled_from("abc é,&<\n"), min_size=1, max_size=12).map(
    lambda text: html.escape("x" + " ".join(text.split())).replace("\n", "<br>")
)


@settings(max_examples=40)
@given(sami_files(), st.data())
def test_any_edited_sami_is_read_again_as_it_was_edited(tmp_path_factory, data, draw):
    file = load(tmp_path_factory.getbasetemp(), data, "film.smi")
    assert shifted(tmp_path_factory.getbasetemp(), data, 0, "film.smi") == data
    cues = list(file.cues)
    for _ in range(draw.draw(st.integers(1, 3))):
        at = draw.draw(st.integers(0, len(cues) - 1))
        match draw.draw(st.sampled_from(["insert", "delete", "word", "shorten"])):
            case "insert":
                end_ms = max(cue.end_ms for cue in cues)
                cues.append(Cue(end_ms + 100, end_ms + 300, "New & <b>"))
            case "delete" if len(cues) > 1:
                del cues[at]
            case "word":
                cues[at] = replace(cues[at], text="Other\nwords")
            case _:
                cues[at] = replace(cues[at], end_ms=cues[at].start_ms + 20)
    save_subtitles(file, cues, file.path)
    again = load_subtitles(file.path).cues
    texts = [cue.text.replace("{\\b1}", "<b>") for cue in again]
    assert list(zip([cue.start_ms for cue in again], texts, strict=True)) == [(cue.start_ms, cue.text) for cue in cues]
    assert [cue.end_ms for cue in again] == [cue.end_ms for cue in cues]
