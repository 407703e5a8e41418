"""Voices moved by hand: within limits, heard and mixed the same to the sample, and kept with their sentences."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deepdub_engine.base.errors import LineGone
from deepdub_engine.base.progress import finish
from deepdub_engine.base.timing import ms_to_sample
from deepdub_engine.pipeline.dub.identity import Known
from deepdub_engine.pipeline.dub.marks import Marks
from deepdub_engine.pipeline.dub.options import PADDED, RemixOptions
from deepdub_engine.pipeline.dub.placing import MoveLimits, move_voices
from deepdub_engine.pipeline.dub.plan import Placement
from deepdub_engine.pipeline.dub.status import LineStatus, Status
from deepdub_engine.pipeline.lines import choose_take, line_statuses, map_voices, move_voice, undo
from deepdub_engine.pipeline.remix import remix
from deepdub_engine.pipeline.voices import load_voices, with_moved_voice
from deepdub_engine.subtitles import Cue
from tests.helpers.dub_clip import DubClip, made_voice, make_dub_clip

RATE_HZ = 48_000
OPTIONS = RemixOptions()


@pytest.fixture
def dub(tmp_path: Path) -> DubClip:
    made = make_dub_clip(tmp_path / "clip", 4, 20, RATE_HZ)
    for number, factor in ((0, 0.7), (1, 0.6), (2, 0.8)):
        made.speak(number, made_voice(number, made.slot_s(number) * factor, RATE_HZ))
    return made


def lines_of(dub: DubClip) -> tuple[LineStatus, ...]:
    return finish(line_statuses(dub.folder)).lines


def known(line: LineStatus) -> Known:
    return Known(line.hash, line.start_ms, line.end_ms, line.text)


def shifted(cues: tuple[Cue, ...], by_ms: int) -> tuple[Cue, ...]:
    return tuple(replace(cue, start_ms=cue.start_ms + by_ms, end_ms=cue.end_ms + by_ms) for cue in cues)


@st.composite
def clips(draw: st.DrawFn) -> tuple[list[Placement | None], list[int], list[tuple[int, int]]]:
    """Return voices, distances and slots of a clip of 100 s at 1 kHz."""
    edges = sorted(draw(st.sets(st.integers(0, 100_000), min_size=2, max_size=12)))
    slots = list(itertools.pairwise(edges))[::2]
    planned: list[Placement | None] = []
    for start, stop in slots:
        length = draw(st.integers(1, 2 * (stop - start)))
        begin = draw(st.integers(max(0, start - 200), stop))
        placed = Placement(min(begin, 100_000 - length), ((0, length),), 1.0, length)
        planned.append(placed if length <= 100_000 and placed.start >= 0 and draw(st.booleans()) else None)
    moved = draw(st.lists(st.integers(-9000, 9000), min_size=len(slots), max_size=len(slots)))
    return planned, moved, slots


@given(clips())
def test_a_moved_voice_stays_in_free_time_and_off_its_neighbours(
    clip: tuple[list[Placement | None], list[int], list[tuple[int, int]]],
) -> None:
    planned, moved, slots = clip
    laid, limits = move_voices(planned, moved, slots, 100_000, 1000, OPTIONS)
    for index, (placed, before, limit) in enumerate(zip(laid, planned, limits, strict=True)):
        assert (placed is None) == (before is None)
        if placed is None or before is None or not placed.moved_ms:
            assert placed == before
            continue
        assert placed.start == before.start + placed.moved_ms
        assert limit.least_ms <= placed.moved_ms <= limit.most_ms
        assert placed.start >= 0
        assert placed.stop <= 100_000
        left, right = slots[index][0] - OPTIONS.before_ms, slots[index][1] + OPTIONS.behind_ms
        assert placed.start >= min(left, before.start)
        assert placed.stop <= max(right, before.stop)
        if placed.moved_ms > 0 and index + 1 < len(slots):
            following = laid[index + 1]
            assert placed.stop <= (slots[index + 1][0] if following is None else following.start)
        if placed.moved_ms < 0 and index:
            former = laid[index - 1]
            assert placed.start >= (slots[index - 1][1] if former is None else former.stop)


@given(clips(), st.data())
def test_each_distance_within_the_limits_is_reached_and_no_other_voice_moves(
    clip: tuple[list[Placement | None], list[int], list[tuple[int, int]]], data: st.DataObject
) -> None:
    planned, moved, slots = clip
    laid, limits = move_voices(planned, moved, slots, 100_000, 1000, OPTIONS)
    index = data.draw(st.integers(0, len(slots) - 1))
    wanted = [placed.moved_ms if placed else 0 for placed in laid]
    wanted[index] = data.draw(st.integers(limits[index].least_ms, limits[index].most_ms))
    again, _ = move_voices(planned, wanted, slots, 100_000, 1000, OPTIONS)
    assert [placed and placed.moved_ms for placed in again] == [
        placed and by for placed, by in zip(planned, wanted, strict=True)
    ]


def test_no_line_moves_where_none_was_moved() -> None:
    placed = Placement(1000, ((0, 500),), 1.0, 500)
    laid, limits = move_voices([placed], [0], [(1000, 2000)], 9000, 1000, OPTIONS)
    assert laid == (placed,)
    assert limits == (MoveLimits(-200, 1500),)


def test_a_moved_voice_is_heard_and_mixed_at_the_same_sample(dub: DubClip, tmp_path: Path) -> None:
    finish(remix(dub.folder))
    former = dub.read("audio_gen.wav")
    voices = finish(load_voices(dub.folder, dub.clip, tmp_path / "cache"))
    line = voices.lines.lines[1]
    assert line.least_moved_ms < 0 < line.most_moved_ms
    by_ms = line.most_moved_ms // 2
    at_once = with_moved_voice(voices, line.hash, by_ms)
    move_voice(dub.folder, known(line), by_ms)
    loaded = finish(load_voices(dub.folder, dub.clip, tmp_path / "cache", former=voices))
    assert loaded.speech.path == at_once.speech.path
    assert loaded.lines.lines[1] == at_once.lines.lines[1]
    assert all(np.array_equal(*pair) for pair in zip(loaded.peaks.levels, at_once.peaks.levels, strict=True))
    moved = loaded.lines.lines[1]
    assert (moved.moved_ms, Status.MOVED in moved.statuses) == (by_ms, True)
    assert moved.laid_start_sample == line.laid_start_sample + ms_to_sample(by_ms, RATE_HZ)
    assert [each.laid_start_sample for each in loaded.lines.lines if each.number != 2] == [
        each.laid_start_sample for each in voices.lines.lines if each.number != 2
    ]
    finish(remix(dub.folder, force=True))
    start, stop = moved.laid_start_sample, moved.laid_stop_sample
    mixed = dub.read("audio_gen.wav")
    heard = loaded.speech.read(start, stop) + dub.stems.accompaniment.read(start, stop)
    inside = slice(RATE_HZ // 10, -RATE_HZ // 10)
    assert np.abs(mixed[start:stop][inside] - heard[inside]).max() < 2e-4  # 16 bit
    first, last = dub.slot(3)
    assert np.array_equal(mixed[first:last], former[first:last])


def test_a_distance_beyond_the_limits_ends_at_them_and_0_is_the_fit_again(dub: DubClip) -> None:
    before = lines_of(dub)
    move_voice(dub.folder, known(before[0]), 10**6)
    there = lines_of(dub)[0]
    assert there.moved_ms == there.most_moved_ms == before[0].most_moved_ms
    move_voice(dub.folder, known(before[0]), 0)
    assert lines_of(dub) == before
    assert Marks.load(dub.folder).moved == {}


def test_a_moved_voice_and_a_chosen_take_stay_with_their_sentence_over_a_shift(dub: DubClip) -> None:
    dub.speak(1, made_voice(9, dub.slot_s(1) * 0.4, RATE_HZ), ending=".2")
    line = lines_of(dub)[1]
    choose_take(dub.folder, line.hash, f"{line.hash}_gen_vocals.2.wav")
    move_voice(dub.folder, known(line), 60)
    move_voice(dub.folder, known(lines_of(dub)[3]), 40)  # its voice is still to come
    old = lines_of(dub)
    dub.rewrite(shifted(dub.cues, 7))
    new = lines_of(dub)
    assert new[1].hash != old[1].hash
    assert new[1].voice == f"{new[1].hash}_gen_vocals.2.wav"
    assert [line.moved_ms for line in new] == [line.moved_ms for line in old]
    assert Marks.load(dub.folder).moved == {str(new[1].hash): 60, str(new[3].hash): 40}
    move_voice(dub.folder, known(old[1]), 30)  # an older name finds the line
    assert lines_of(dub)[1].moved_ms == 30
    undo(dub.folder)
    assert Marks.load(dub.folder).moved[str(old[1].hash)] == 30
    map_voices(dub.folder)
    assert lines_of(dub)[1].moved_ms == 30
    assert lines_of(dub)[1].voice == f"{new[1].hash}_gen_vocals.2.wav"


def test_a_moved_voice_stays_with_a_sentence_whose_words_change(dub: DubClip) -> None:
    line = lines_of(dub)[1]
    move_voice(dub.folder, known(line), 60)
    cues = tuple(replace(cue, text=f"{cue.text} indeed") if at == 1 else cue for at, cue in enumerate(dub.cues))
    dub.rewrite(shifted(cues, 12))
    new = lines_of(dub)[1]
    assert new.moved_ms == 60
    assert Status.OLD_TEXT in new.statuses
    move_voice(dub.folder, known(line), 20)
    assert lines_of(dub)[1].moved_ms == 20


def test_a_distance_never_falls_to_another_sentence(dub: DubClip) -> None:
    lines = lines_of(dub)
    move_voice(dub.folder, known(lines[0]), 50)
    dub.rewrite(dub.cues[1:])
    assert [line.moved_ms for line in lines_of(dub)] == [0, 0, 0]
    with pytest.raises(LineGone, match="no longer has the line"):
        move_voice(dub.folder, Known(17, 0, 1, "Nobody says this here."), 50)


def test_the_chosen_take_is_used_when_voices_are_padded(dub: DubClip, tmp_path: Path) -> None:
    dub.speak(0, np.zeros(RATE_HZ // 2, np.float32), ending=".2")
    line = lines_of(dub)[0]
    choose_take(dub.folder, line.hash, f"{line.hash}_gen_vocals.2.wav")
    voices = finish(load_voices(dub.folder, dub.clip, tmp_path / "cache", PADDED))
    assert not voices.speech.read(*dub.slot(0)).any()
    finish(remix(dub.folder, PADDED))
    start, stop = dub.slot(0)
    bed = dub.stems.accompaniment.read(start, stop)
    assert np.abs(dub.read("audio_gen.wav")[start:stop] - bed).max() < 2e-4
    assert voices.speech.read(*dub.slot(1)).any()


@pytest.mark.parametrize("text", ['{"old_text": {}, "chosen": {}, "moved": 3}', '{"old_text": {}, "chosen": {}}', "[]"])
def test_damaged_or_earlier_marks_move_nothing(dub: DubClip, text: str) -> None:
    before = lines_of(dub)
    (dub.folder / ".deepdub-dub" / "voices.json").write_text(text)
    assert lines_of(dub) == before
