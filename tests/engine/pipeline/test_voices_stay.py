"""Voices stay with their sentences when the subtitles change, and come back."""

from __future__ import annotations

import csv
import io
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from deepdub_engine.base.errors import NothingToUndo
from deepdub_engine.base.progress import finish
from deepdub_engine.pipeline.dub.identity import Known, match_sentences
from deepdub_engine.pipeline.dub.status import Status
from deepdub_engine.pipeline.lines import keep_lines, line_statuses, map_voices, undo
from deepdub_engine.pipeline.remix import remix
from deepdub_engine.subtitles import Cue
from tests.helpers.dub_clip import DubClip, made_voice, make_dub_clip

RATE_HZ = 8000


@pytest.fixture
def clip(tmp_path: Path) -> DubClip:
    """Six lines; the voice of line n lasts n tenths of a second."""
    clip = make_dub_clip(tmp_path, 6, 20.0, RATE_HZ)
    for number in range(6):
        clip.speak(number, made_voice(number, (number + 1) / 10, RATE_HZ))
    return clip


def voices(folder: Path) -> dict[int, int]:
    """Return which line, by its number, has which voice, by its tenths of a second."""
    rows = json.loads((folder / "sentences.json").read_text(encoding="utf-8"))["sentences"]
    found = {}
    for row in rows:
        path = folder / row["voice"]
        if path.exists():
            found[row["number"]] = round(10 * soundfile.info(path).duration)
    return found


def shifted(cues: tuple[Cue, ...], by_ms: int) -> tuple[Cue, ...]:
    return tuple(replace(cue, start_ms=cue.start_ms + by_ms, end_ms=cue.end_ms + by_ms) for cue in cues)


def statuses(folder: Path) -> dict[int, tuple[Status, ...]]:
    return {line.number: line.statuses for line in finish(line_statuses(folder)).lines}


@pytest.mark.parametrize("by_ms", [7, -40, 400])
def test_a_shift_keeps_every_voice_and_undoes(clip: DubClip, by_ms: int) -> None:
    names = sorted(path.name for path in clip.audio.glob("*_gen_vocals.wav"))
    written = clip.rewrite(shifted(clip.cues, by_ms))
    assert (written.carried.kept, written.carried.reworded, written.carried.set_aside) == (6, 0, 0)
    assert voices(clip.folder) == {number: number for number in range(1, 7)}
    assert sorted(path.name for path in clip.audio.glob("*_gen_vocals.wav")) != names
    assert undo(clip.folder) == 6
    assert sorted(path.name for path in clip.audio.glob("*_gen_vocals.wav")) == names
    with pytest.raises(NothingToUndo):
        undo(clip.folder)


def test_a_shift_by_the_distance_of_two_lines_swaps_no_voice(clip: DubClip) -> None:
    cues = tuple(Cue(1000 + 2000 * number, 2500 + 2000 * number, f"Line {number}.") for number in range(6))
    clip.rewrite(cues)
    for path in clip.audio.glob("*_gen_vocals*.wav"):
        path.unlink()
    rows = json.loads((clip.folder / "sentences.json").read_text())["sentences"]
    for row in rows:
        soundfile.write(clip.folder / row["voice"], made_voice(1, row["number"] / 10, RATE_HZ), RATE_HZ)
    written = clip.rewrite(shifted(cues, 2000))
    assert written.carried.kept == 6
    assert voices(clip.folder) == {number: number for number in range(1, 7)}


def test_a_changed_text_keeps_its_voice_and_is_marked_until_it_is_made_again(clip: DubClip) -> None:
    cues = list(shifted(clip.cues, 20))
    cues[2] = replace(cues[2], text=cues[2].text.replace("came", "went").replace("over", "under"))
    written = clip.rewrite(tuple(cues))
    assert (written.carried.kept, written.carried.reworded) == (5, 1)
    assert "older text" in str(written.warnings[-1])
    assert Status.OLD_TEXT in statuses(clip.folder)[3]
    result = finish(remix(clip.folder))
    assert "was made for another text" in str(result.warnings[0])
    rows = json.loads((clip.folder / "sentences.json").read_text())["sentences"]
    soundfile.write(clip.folder / rows[2]["voice"], made_voice(9, 0.4, RATE_HZ), RATE_HZ)
    assert Status.OLD_TEXT not in statuses(clip.folder)[3]


def test_a_changed_text_at_the_same_time_is_marked_although_the_name_stays(clip: DubClip) -> None:
    cues = list(clip.cues)
    cues[1] = replace(cues[1], text="Something else entirely, at the very same time.")
    written = clip.rewrite(tuple(cues))
    assert (written.carried.kept, written.carried.reworded) == (5, 1)
    assert Status.OLD_TEXT in statuses(clip.folder)[2]
    clip.rewrite(clip.cues)
    assert not any(Status.OLD_TEXT in each for each in statuses(clip.folder).values())


def test_a_sentence_that_is_gone_sets_its_voice_aside(clip: DubClip) -> None:
    was = clip.voice_path(3).read_bytes()
    written = clip.rewrite((*clip.cues[:3], *clip.cues[4:]))
    assert (written.carried.kept, written.carried.set_aside) == (5, 1)
    (aside,) = (clip.folder / "set_aside").iterdir()
    assert aside.read_bytes() == was
    assert undo(clip.folder) == 1
    assert clip.voice_path(3).read_bytes() == was


def test_a_split_line_leaves_its_voice_with_one_part(clip: DubClip) -> None:
    cue = clip.cues[4]
    half = (cue.start_ms + cue.end_ms) // 2
    first, second = cue.text.split(" ", 1)
    parts = (Cue(cue.start_ms, half, f"{first} said."), Cue(half, cue.end_ms, second))
    written = clip.rewrite((*clip.cues[:4], *parts, *clip.cues[5:]))
    assert (written.carried.kept, written.carried.reworded, written.carried.set_aside) == (5, 1, 0)
    assert set(voices(clip.folder).values()) == {1, 2, 3, 4, 5, 6}


def test_all_takes_go_along(clip: DubClip) -> None:
    clip.speak(0, made_voice(1, 0.9, RATE_HZ), ending=".2")
    clip.rewrite(shifted(clip.cues, 10))
    line = finish(line_statuses(clip.folder)).lines[0]
    assert line.takes == (f"{line.hash}_gen_vocals.wav", f"{line.hash}_gen_vocals.2.wav")


def test_an_export_that_was_killed_before_its_moves_is_finished_by_the_next_look(
    clip: DubClip, monkeypatch: pytest.MonkeyPatch
) -> None:
    from deepdub_engine.pipeline import folder as folder_module

    calls = []

    def killed(path: Path) -> None:
        calls.append(path)
        if len(calls) == 2:  # the one after the new tables are in place
            raise KeyboardInterrupt

    monkeypatch.setattr(folder_module, "recover_moves", killed)
    with pytest.raises(KeyboardInterrupt):
        clip.rewrite(shifted(clip.cues, 30))
    monkeypatch.undo()
    assert voices(clip.folder) == {}
    finish(line_statuses(clip.folder))
    assert voices(clip.folder) == {number: number for number in range(1, 7)}


def test_voices_of_an_earlier_export_are_named_and_can_be_mapped(clip: DubClip, tmp_path: Path) -> None:
    night_work = {path.name: path.read_bytes() for path in clip.audio.glob("*_gen_vocals.wav")}
    for name in night_work:
        (clip.audio / name).unlink()
    clip.rewrite(shifted(clip.cues, 50))
    for name, data in night_work.items():  # they arrive after the subtitles have been shifted
        (clip.audio / name).write_bytes(data)
    found = finish(line_statuses(clip.folder))
    assert [stray.number for stray in sorted(found.strays, key=lambda stray: stray.number or 0)] == [1, 2, 3, 4, 5, 6]
    assert all("lines --map" in str(warning) for warning in found.warnings[-6:])
    assert map_voices(clip.folder) == 6
    assert voices(clip.folder) == {number: number for number in range(1, 7)}
    assert not finish(line_statuses(clip.folder)).strays
    assert undo(clip.folder) == 6
    assert {path.name: path.read_bytes() for path in clip.audio.glob("*_gen_vocals.wav")} == night_work


def test_a_file_that_looks_like_a_voice_is_named(clip: DubClip) -> None:
    shutil.copy(clip.voice_path(0), clip.audio / "line 3 gen vocals.wav")
    shutil.copy(clip.voice_path(0), clip.audio / "12345678901_gen_vocals.wav")
    result = finish(remix(clip.folder))
    for name in ("line 3 gen vocals.wav", "12345678901_gen_vocals.wav"):
        assert any(name in str(warning) and "belongs to no line" in str(warning) for warning in result.warnings)


def test_a_kept_line_stays_the_original_and_is_kept_over_an_export(clip: DubClip) -> None:
    assert keep_lines(clip.folder, [2], keep=True) == 1
    finish(remix(clip.folder))
    start, stop = clip.slot(1)
    original = clip.clip.read(start + RATE_HZ // 4, stop - RATE_HZ // 4)
    mixed = clip.read("audio_gen.wav")
    assert (mixed[start + RATE_HZ // 4 : stop - RATE_HZ // 4] == original).all()
    clip.rewrite(shifted(clip.cues, 10))
    assert statuses(clip.folder)[2] == (Status.KEPT,)
    keep_lines(clip.folder, [2], keep=False)
    assert Status.KEPT not in statuses(clip.folder)[2]


def test_a_damaged_journal_moves_nothing_outside(clip: DubClip, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    clip.rewrite(shifted(clip.cues, 10))
    path = clip.folder / ".deepdub-dub/moves.json"
    journal = json.loads(path.read_text())
    for damage in ("{", json.dumps({**journal, "moves": [["../mine.txt", "audio_segments/x.wav"]], "phase": 1}), "[]"):
        path.write_text(damage)
        finish(line_statuses(clip.folder))
        assert (tmp_path / "mine.txt").read_text() == "mine"


def test_the_tables_of_the_notebook_are_as_before(clip: DubClip) -> None:
    rows = list(csv.DictReader(io.StringIO((clip.folder / "sentences.csv").read_text())))
    assert list(rows[0]) == ["start", "end", "sentence", "hash"]
    assert [int(row["hash"]) for row in rows] == [each.hash for each in clip.sentences.sentences]


TEXTS = st.lists(st.sampled_from(["Yes.", "No.", "Come in.", "Who is there?", "It rains."]), max_size=12)


@given(TEXTS, st.integers(-900, 900))
def test_repeated_lines_are_never_mixed_up_by_a_shift(texts: list[str], shift_ms: int) -> None:
    old = [Known(number, 2000 * number, 2000 * number + 900, text) for number, text in enumerate(texts)]
    new = [replace(each, hash=each.hash + 100, start_ms=each.start_ms + shift_ms) for each in old]
    assert {before: after.hash - 100 for before, after in match_sentences(old, new).items()} == {
        number: number for number in range(len(texts))
    }


@given(TEXTS, TEXTS)
def test_no_two_sentences_become_one(old_texts: list[str], new_texts: list[str]) -> None:
    old = [Known(number, 2000 * number, 2000 * number + 900, text) for number, text in enumerate(old_texts)]
    new = [Known(100 + number, 2000 * number, 2000 * number + 900, text) for number, text in enumerate(new_texts)]
    found = [each.hash for each in match_sentences(old, new).values()]
    assert len(set(found)) == len(found)
