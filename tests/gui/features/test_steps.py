"""Every kind of undo step says what was done; what changes nothing is no step and leaves no mark in the title."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from deepdub_engine.subtitles import Cue
from deepdub_engine.subtitles.retime import Retiming
from deepdub_gui.document.commands import change, retime
from deepdub_gui.widgets.shift.scope_choice import ALL, FROM_HERE, SELECTED
from tests.helpers.open_window import SAMPLE, OpenWindow
from tests.helpers.retiming import choose_scope, shifts_ms, type_into

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def opened(opened: OpenWindow, mine: Path) -> OpenWindow:
    opened.open(SAMPLE, mine)
    return opened


def steps(opened: OpenWindow) -> list[str]:
    return [opened.session.undo.text(number) for number in range(opened.session.undo.count())]


def nudge(by_ms: int) -> Callable[[OpenWindow], None]:
    def act(opened: OpenWindow) -> None:
        opened.window.shift_bar.nudge(by_ms)
        opened.window.shift_bar.finish()

    return act


def scoped(scope: int, act: Callable[[OpenWindow], None]) -> Callable[[OpenWindow], None]:
    def both(opened: OpenWindow) -> None:
        choose_scope(opened, scope, 3)
        act(opened)

    return both


def typed(name: str, text: str) -> Callable[[OpenWindow], None]:
    return lambda opened: type_into(getattr(opened.window.shift_bar, name), text)


def anchor(row: int) -> Callable[[OpenWindow], None]:
    def act(opened: OpenWindow) -> None:
        opened.window.navigator.choose(row)
        QTest.keyClick(opened.window.timeline, Qt.Key.Key_N, ALT)

    return act


def edited(name: str, row: int = 3, at_ms: int | None = None) -> Callable[[OpenWindow], None]:
    """Return what triggers an action of the editing menu at a subtitle, with the playhead there or elsewhere."""

    def act(opened: OpenWindow) -> None:
        opened.window.navigator.choose(row)
        if at_ms is not None:
            opened.window.playback.seek(at_ms)
        opened.window.playback.set_current_cue(row)
        getattr(opened.window.editing.actions, name).trigger()
        opened.window.editing.finish()

    return act


def text(words: str) -> Callable[[OpenWindow], None]:
    return lambda opened: opened.window.editing.commands.set_text(3, words)


def suggest(opened: OpenWindow) -> None:
    opened.window.shift_bar.suggest.click()
    opened.until(opened.idle)


def snap(opened: OpenWindow) -> None:
    opened.window.table.select_rows([3, 4], 3)
    opened.window.suggesting.snapping.action.trigger()
    opened.until(lambda: opened.idle() and bool(opened.window.status.message))
    opened.window.suggesting.snapping.action.trigger()


@pytest.mark.parametrize(
    ("act", "name"),
    [
        (nudge(-250), "Shift −0.250 s"),
        (scoped(FROM_HERE, nudge(250)), "Shift +0.250 s from subtitle 4 on"),
        (scoped(SELECTED, nudge(250)), "Shift 1 subtitle by +0.250 s"),
        (typed("value", "1.5"), "Shift +1.500 s"),
        (typed("ratio", "25/24"), "Stretch ×25/24"),
        (typed("line", "-3s, x25/24"), "Set the times to −3.000 s, ×25/24"),
        (typed("line", "-3s"), "Shift −3.000 s"),
        (suggest, "Suggest −3.0"),
        (anchor(3), "Anchor subtitle 4"),
        (edited("insert", 0, 40_000), "Insert a subtitle"),
        (edited("split", 3, 12_300), "Split subtitle 4"),
        (edited("merge"), "Merge 2 subtitles"),
        (edited("delete"), "Delete subtitle 4"),
        (edited("start", 3, 11_000), "Set the start of subtitle 4"),
        (edited("end", 3, 14_000), "Set the end of subtitle 4"),
        (edited("rest", 3, 11_000), "Move subtitle 4 and all later ones"),
        (text("Other words."), "Edit the text of subtitle 4"),
        (edited("begin_sentence", 5), "Begin a sentence at subtitle 6"),
        (edited("join_sentence", 3), "Join subtitle 4 to the sentence before"),
    ],
)
def test_a_step_says_what_was_done(opened: OpenWindow, act: Callable[[OpenWindow], None], name: str) -> None:
    act(opened)
    assert [step[: len(name)] for step in steps(opened)] == [name]
    assert opened.window.isWindowModified()
    opened.session.undo.undo()
    assert set(shifts_ms(opened)) == {0}
    assert not opened.window.isWindowModified()


def test_the_steps_of_anchors_say_which(opened: OpenWindow) -> None:
    for row in (3, 8):
        anchor(row)(opened)
    start_ms = opened.session.cues[3].start_ms
    anchor(3)(opened)
    opened.window.retiming.anchors.clear.trigger()
    at = f"00:00:{start_ms / 1000:06.3f}"
    first, second, third, fourth = steps(opened)
    assert (first, second, third) == ("Anchor subtitle 4", "Anchor subtitle 9", f"Remove the anchor at {at}")
    assert fourth.startswith("Remove the anchor at ")
    for row in (3, 8):
        anchor(row)(opened)
    opened.window.retiming.anchors.clear.trigger()
    assert steps(opened)[-1] == "Remove all anchors"


def there_and_back(opened: OpenWindow) -> None:
    bar = opened.window.shift_bar
    bar.nudge(400)
    bar.nudge(-400)
    bar.finish()


def same_cues(opened: OpenWindow) -> None:
    copies = tuple(Cue(cue.start_ms, cue.end_ms, cue.text) for cue in opened.session.file_cues)
    change(opened.session, "Nothing", replace(opened.session.document, cues=copies))


def shift_with_all_anchored(opened: OpenWindow) -> None:
    session = opened.session
    for row in (0, len(session.cues) - 1):
        anchor(row)(opened)
    session.undo.setClean()
    before = session.cues
    nudge(700)(opened)
    assert session.cues == before
    opened.window.playback.set_current_cue(2)
    scoped(FROM_HERE, nudge(700))(opened)
    assert session.cues == before


@pytest.mark.parametrize(
    "act",
    [
        there_and_back,
        nudge(0),
        scoped(FROM_HERE, nudge(0)),
        scoped(SELECTED, nudge(0)),
        typed("value", "0"),
        typed("line", "+0.000 s"),
        typed("ratio", "1"),
        lambda opened: opened.window.shift_bar.reset_all(),
        lambda opened: retime(opened.session, Retiming(0, Fraction(1))),
        same_cues,
        lambda opened: opened.window.editing.commands.set_text(3, opened.session.cues[3].text + "\n "),
        lambda opened: edited("start", 3, opened.session.cues[3].start_ms)(opened),
        lambda opened: edited("end", 3, opened.session.cues[3].end_ms)(opened),
        lambda opened: edited("rest", 3, opened.session.cues[3].start_ms)(opened),
        edited("split", 3, 100),
        edited("merge", 16),
        edited("begin_sentence", 4),
        edited("join_sentence", 5),
        edited("free_sentence", 5),
        lambda opened: opened.window.retiming.anchors._commit(()),
    ],
)
def test_what_changes_nothing_is_no_step(opened: OpenWindow, act: Callable[[OpenWindow], None]) -> None:
    act(opened)
    assert steps(opened) == []
    assert not opened.window.isWindowModified()
    assert not opened.session.previewing


def test_a_shift_of_anchored_subtitles_only_is_no_step(opened: OpenWindow) -> None:
    shift_with_all_anchored(opened)
    assert len(steps(opened)) == 2
    assert not opened.window.isWindowModified()


def test_a_snap_and_a_snap_that_finds_nothing(opened: OpenWindow) -> None:
    suggest(opened)
    before = len(steps(opened))
    snap(opened)
    assert all(step.startswith("Snap ") and step.endswith(" subtitles to speech") for step in steps(opened)[before:])


@pytest.mark.parametrize("scope", [ALL, FROM_HERE])
def test_anchored_subtitles_stay_while_the_others_shift_and_the_slider_says_so(opened: OpenWindow, scope: int) -> None:
    bar, start = opened.window.shift_bar, opened.session.retiming
    for row in (6, 8):
        anchor(row)(opened)
    anchored = opened.session.retiming
    choose_scope(opened, scope, 3)
    assert bar.slider.accessibleDescription() == "+0.000 s · 3 subtitles stay at anchors"
    nudge(900)(opened)
    early = 900 if scope == ALL else 0
    count = len(opened.session.cues)
    assert shifts_ms(opened) == [early] * 3 + [900] * 3 + [0] * 3 + [900] * (count - 9)
    assert bar.slider.value_ms == 900
    nudge(-900)(opened)
    assert opened.session.retiming == anchored
    choose_scope(opened, FROM_HERE, 7)
    nudge(-300)(opened)
    assert shifts_ms(opened) == [0] * 9 + [-300] * (count - 9), "from among the anchored ones on, the later ones move"
    assert bar.slider.value_ms == -300
    opened.window.retiming.anchors.clear.trigger()
    assert "anchor" not in bar.slider.accessibleDescription()
    bar.reset_all()
    assert opened.session.retiming == start


def test_selected_subtitles_shift_except_the_anchored(opened: OpenWindow) -> None:
    anchor(6)(opened)
    opened.window.shift_bar.scope.setCurrentIndex(SELECTED)
    opened.window.table.select_rows([5, 6, 7], 5)
    assert "1 subtitle stays at its anchor" in opened.window.shift_bar.slider.accessibleDescription()
    nudge(50)(opened)
    assert shifts_ms(opened)[4:9] == [0, 50, 0, 50, 0]
