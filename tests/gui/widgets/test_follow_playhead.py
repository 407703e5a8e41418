"""During playback the view follows the playhead in the chosen mode, without jitter."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from deepdub_gui.base.follow_mode import FollowMode
from deepdub_gui.widgets.timeline import Timeline
from deepdub_gui.widgets.timeline.axis import TimeAxis
from deepdub_gui.widgets.timeline.following import followed
from tests.helpers.open_window import SAMPLE, OpenWindow
from tests.helpers.timeline import scroll_by


@pytest.fixture
def timeline(qtbot: QtBot) -> Timeline:
    widget = Timeline()
    qtbot.addWidget(widget)
    widget.resize(1002, 500)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.set_duration(600_000)
    widget.show_span(0, 10_000)
    return widget


def played(timeline: Timeline, start_ms: float, stop_ms: float, step_ms: float = 16.7) -> list[tuple[int, float]]:
    """Simulate playback; return the playhead's column and the start of the view for each frame."""
    seen = []
    timeline.set_playhead(start_ms, follow=False)
    for time_ms in np.arange(start_ms, stop_ms, step_ms):
        timeline.set_playhead(round(time_ms), follow=True)
        seen.append((timeline._canvas.axis.column(timeline.playhead_ms), timeline.visible_ms[0]))
    return seen


def test_a_centred_playhead_stays_in_one_column_once_it_is_in_the_middle(timeline: Timeline) -> None:
    timeline.following = FollowMode.CENTRED
    seen = played(timeline, 0, 20_000)
    middle = timeline._canvas.axis.columns // 2
    moving = [column for column, start_ms in seen if start_ms > 0]
    assert len(moving) > 800
    assert set(moving) == {middle}
    before = [column for column, start_ms in seen if start_ms == 0]
    assert before == sorted(before)


def test_a_centred_view_moves_forward_only_and_by_whole_columns(timeline: Timeline) -> None:
    timeline.following = FollowMode.CENTRED
    column_ms = timeline._canvas.axis.ms_per_column
    starts = [start_ms / column_ms for _, start_ms in played(timeline, 0, 20_000)]
    assert np.abs(np.array(starts) - np.round(starts)).max() < 1e-6
    assert (np.diff(np.round(starts)) >= 0).all()


def test_a_centred_view_stops_at_the_end_of_the_clip(timeline: Timeline) -> None:
    timeline.following = FollowMode.CENTRED
    timeline.show_span(585_000, 595_000)
    played(timeline, 586_000, 600_000)
    assert timeline.visible_ms[1] == pytest.approx(600_000)
    assert timeline._canvas.axis.shows(timeline.playhead_ms)


def test_a_centred_view_can_be_scrolled_away_while_it_plays(timeline: Timeline) -> None:
    timeline.following = FollowMode.CENTRED
    played(timeline, 0, 8_000)
    scroll_by(timeline, 2_000)
    start_ms = timeline.visible_ms[0]
    assert {start for _, start in played(timeline, 8_000, 9_900)} == {start_ms}
    assert played(timeline, 9_900, 20_000)[-1][1] > start_ms  # following resumes once the playhead crosses the centre
    scroll_by(timeline, 200_000)
    start_ms = timeline.visible_ms[0]
    assert {start for _, start in played(timeline, 20_000, 22_000)} == {start_ms}


def test_a_free_view_never_moves(timeline: Timeline) -> None:
    timeline.following = FollowMode.FREE
    assert {start for _, start in played(timeline, 0, 30_000)} == {0}


def test_pages_are_turned_and_stand_still_between(timeline: Timeline) -> None:
    starts = [start for _, start in played(timeline, 0, 40_000)]
    assert len(set(starts)) == 5
    assert starts == sorted(starts)


axes = st.builds(TimeAxis, st.floats(0, 1e7), st.floats(0.01, 1e4), st.integers(2, 4000))


@given(axes, st.floats(0, 4e7), st.floats(0, 4e7), st.sampled_from(FollowMode))
def test_after_any_move_a_view_that_follows_shows_the_playhead(
    axis: TimeAxis, before_ms: float, now_ms: float, mode: FollowMode
) -> None:
    moved = followed(axis, before_ms, now_ms, mode)
    if moved is None:
        assert mode is FollowMode.FREE or not axis.shows(before_ms) or axis.shows(now_ms)
    else:
        assert moved.shows(now_ms)
        assert moved.ms_per_column == axis.ms_per_column


def test_in_the_window_the_mode_is_chosen_from_the_menu_and_works(opened: OpenWindow) -> None:
    opened.open(SAMPLE)
    window = opened.window
    window.viewing.actions.following[FollowMode.CENTRED].trigger()
    assert opened.settings.following is FollowMode.CENTRED
    window.timeline.show_span(0, 2_000)
    window.actions_.transport.play.trigger()
    opened.until(lambda: window.playback.playing)
    opened.output.pull(3 * opened.session.clip.rate_hz)
    opened.until(lambda: window.timeline.visible_ms[0] > 1_000)
    start_ms, stop_ms = window.timeline.visible_ms
    assert window.timeline.playhead_ms == pytest.approx((start_ms + stop_ms) / 2, abs=100)
