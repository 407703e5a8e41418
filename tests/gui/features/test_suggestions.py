"""Suggestions in the window: the best shift, the score of every shift, and cues that miss speech."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from deepdub_engine.audio.media.decode import decode
from deepdub_engine.base.progress import finish
from deepdub_engine.subtitles.retime import Break, Retiming
from deepdub_gui.base.jobs import RunningJob
from deepdub_gui.document.commands import retime
from deepdub_gui.features.suggesting.score_strip import ScoreStrip
from tests.helpers.media_files import TrackToMake, make_media
from tests.helpers.open_window import LATE_SUBS, SAMPLE, TRUE_SUBS, OpenWindow

TRUTH_MS = -3000


@pytest.fixture
def with_sample(opened: OpenWindow) -> OpenWindow:
    opened.open(SAMPLE, LATE_SUBS)
    opened.until(lambda: strip_of(opened).curve is not None and opened.idle())
    return opened


def strip_of(opened: OpenWindow) -> ScoreStrip:
    return opened.window.suggesting.strip


def suggest(opened: OpenWindow) -> None:
    QTest.mouseClick(opened.window.shift_bar.suggest, Qt.MouseButton.LeftButton)
    opened.until(opened.idle)


def test_suggest_puts_the_slider_where_the_subtitles_belong_and_undo_takes_it_back(with_sample):
    suggest(with_sample)
    assert abs(with_sample.window.shift_bar.slider.value_ms - TRUTH_MS) <= 60
    assert "to fit the speech" in with_sample.window.status.message
    with_sample.session.undo.undo()
    assert with_sample.window.shift_bar.slider.value_ms == 0
    assert not with_sample.session.undo.canUndo()


def test_in_doubt_nothing_is_changed_unless_it_is_wanted_anyway(opened, tmp_path):
    few = ["1\n00:00:07,000 --> 00:00:08,000\nOne.\n", "2\n00:00:09,000 --> 00:00:10,000\nTwo: too few to be sure.\n"]
    (tmp_path / "few.srt").write_text("\n".join(few))
    opened.open(SAMPLE, tmp_path / "few.srt")
    suggest(opened)
    status = opened.window.status
    assert opened.session.retiming.is_identity
    assert status.help_button.text() == "Use anyway"
    QTest.mouseClick(status.help_button, Qt.MouseButton.LeftButton)
    assert not opened.session.retiming.is_identity
    opened.session.undo.undo()
    assert opened.session.retiming.is_identity


def test_a_click_on_a_peak_sets_its_shift(with_sample):
    strip = strip_of(with_sample)
    best = max(strip.peaks, key=lambda peak: peak.score)
    x = round(with_sample.window.shift_bar.slider.x_of(best.shift_ms))
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(x, strip.height() // 2))
    with_sample.until(with_sample.idle)
    assert abs(with_sample.session.retiming.offset_ms - TRUTH_MS) <= 60
    with_sample.session.undo.undo()
    assert with_sample.session.retiming.is_identity


def test_the_keyboard_goes_from_peak_to_peak(with_sample):
    strip = strip_of(with_sample)
    strip.setFocus()
    QTest.keyClick(strip, Qt.Key.Key_Left)
    QTest.keyClick(strip, Qt.Key.Key_Left)
    assert strip.accessibleDescription().startswith(f"Peak at −{-strip.peaks[0].shift_ms / 1000:.3f} s")
    QTest.keyClick(strip, Qt.Key.Key_Right)
    QTest.keyClick(strip, Qt.Key.Key_Return)
    with_sample.until(with_sample.idle)
    assert abs(with_sample.session.retiming.offset_ms - strip.peaks[1].shift_ms) <= 150


def test_the_strip_follows_range_ratio_and_scope(with_sample):
    strip, bar = strip_of(with_sample), with_sample.window.shift_bar
    before = strip.curve
    bar.ranges.setCurrentIndex(2)
    bar.ranges.activated.emit(2)
    with_sample.until(with_sample.idle)
    assert strip.curve is not before
    assert strip.curve.start_ms == -60_000
    before = strip.curve
    retime(with_sample.session, Retiming(0, Retiming().ratio * 25 / 24))
    with_sample.until(with_sample.idle)
    assert strip.curve is not before
    before = strip.curve
    with_sample.window.table.select(3)
    with_sample.window.suggesting.scope.setCurrentIndex(1)
    with_sample.until(with_sample.idle)
    assert strip.curve is not before


def test_a_shift_alone_leaves_the_curve_as_it_is(with_sample):
    before = strip_of(with_sample).curve
    with_sample.window.shift_bar.nudge(-300)
    with_sample.window.shift_bar.finish()
    with_sample.until(with_sample.idle)
    assert strip_of(with_sample).curve is before


def test_right_subtitles_of_another_file_align_these(with_sample):
    with_sample.answers.reference = TRUE_SUBS
    with_sample.window.suggesting.align.trigger()
    with_sample.until(with_sample.idle)
    assert abs(with_sample.session.retiming.offset_ms - TRUTH_MS) <= 60


def test_detected_speech_is_cached(with_sample, tmp_path):
    kept = list((tmp_path / "cache" / "activity").iterdir())
    assert len(kept) == 1
    stamp = kept[0].read_bytes()
    with_sample.open(SAMPLE, LATE_SUBS)
    with_sample.until(lambda: strip_of(with_sample).curve is not None and with_sample.idle())
    assert [path.read_bytes() for path in (tmp_path / "cache" / "activity").iterdir()] == [stamp]


def test_breaks_are_said_and_kept_while_the_slider_moves(with_sample):
    at = Break(12_000, -500)
    retime(with_sample.session, Retiming(-2000, breaks=(at,)))
    assert with_sample.window.shift_bar.line.text() == f"−2.000 s, {at}"
    with_sample.window.shift_bar.nudge(-100)
    with_sample.window.shift_bar.finish()
    assert with_sample.session.retiming == Retiming(-2100, breaks=(at,))


def test_listening_can_be_cancelled_and_asked_for_again(opened):
    def cancel(job: RunningJob) -> None:
        if job.title.startswith("Listening"):
            opened.window.jobs.started.disconnect(cancel)
            job.cancel()

    opened.window.jobs.started.connect(cancel)
    opened.open(SAMPLE, LATE_SUBS)
    opened.until(opened.idle)
    assert strip_of(opened).curve is None
    assert "Suggest" in strip_of(opened).accessibleDescription()
    suggest(opened)
    assert abs(opened.session.retiming.offset_ms - TRUTH_MS) <= 60
    assert strip_of(opened).curve is not None


def test_vocals_are_analysed_instead_of_the_clip_once_separated(with_sample, tmp_path):
    with_sample.separate()
    with_sample.until(with_sample.idle)
    assert len(list((tmp_path / "cache" / "activity").iterdir())) == 2
    suggest(with_sample)
    assert abs(with_sample.session.retiming.offset_ms - TRUTH_MS) <= 100  # onsets of vocals differ slightly


def test_suggest_waits_for_a_clip_and_subtitles(opened: OpenWindow, tmp_path: Path):
    assert not opened.window.shift_bar.suggest.isEnabled()
    opened.open(LATE_SUBS)
    assert not opened.window.suggesting.suggest.isEnabled()
    assert opened.window.suggesting.align.isEnabled()


def test_cues_off_speech_and_speech_without_a_cue_are_marked_once_most_cues_lie_right(opened, tmp_path):
    text = TRUE_SUBS.read_text("utf-8-sig")
    blocks = text.strip().split("\n\n")
    moved = [*blocks[:9], *blocks[11:], "18\n00:00:36,500 --> 00:00:37,500\nNobody says this."]
    (tmp_path / "moved.srt").write_text("\n\n".join(moved))
    opened.open(SAMPLE, tmp_path / "moved.srt")
    opened.until(lambda: strip_of(opened).curve is not None and opened.idle())
    checks = opened.window.suggesting.checks
    last = len(moved) - 1
    assert last in checks.off
    model = opened.window.table.model
    assert model.data(model.index(last, 3)).startswith("⚠ ")
    assert "Hardly any speech" in model.data(model.index(last, 3), Qt.ItemDataRole.ToolTipRole)
    assert any(stretch.start_ms < 22_000 < stretch.end_ms for stretch in checks.uncued)
    retime(opened.session, Retiming(20_000))
    opened.until(opened.idle)
    assert not opened.window.suggesting.checks.off


def test_snapping_is_shown_first_and_then_one_step(opened, tmp_path):
    text = TRUE_SUBS.read_text("utf-8-sig").replace("00:00:04,000 -->", "00:00:03,400 -->")
    (tmp_path / "early.srt").write_text(text)
    opened.open(SAMPLE, tmp_path / "early.srt")
    opened.until(lambda: strip_of(opened).curve is not None and opened.idle())
    window, session = opened.window, opened.session
    before = session.cues
    window.table.select(0)
    window.suggesting.snapping.action.trigger()
    opened.until(opened.idle)
    assert session.cues == before
    assert window.status.help_button.text() == "Snap"
    QTest.keyClick(window, Qt.Key.Key_Escape)
    window.suggesting.snapping.action.trigger()
    opened.until(opened.idle)
    QTest.mouseClick(window.status.help_button, Qt.MouseButton.LeftButton)
    opened.until(opened.idle)
    assert abs(session.cues[0].start_ms - 3960) <= 100
    assert session.cues[1:] == before[1:]
    session.undo.undo()
    assert session.cues == before
    assert not session.undo.canUndo()


def test_snapping_where_everything_lies_right_says_so(opened):
    opened.open(SAMPLE, TRUE_SUBS)
    opened.until(lambda: strip_of(opened).curve is not None and opened.idle())
    opened.window.table.select(0)
    opened.window.suggesting.snapping.action.trigger()
    opened.until(opened.idle)
    assert opened.window.status.message.startswith("Nothing to snap")
    assert not opened.session.undo.canUndo()


def test_where_two_shifts_fit_nothing_is_moved_unasked_and_both_are_named(opened, tmp_path):
    clip = finish(decode(SAMPLE, tmp_path)).clip
    once = clip.read(0, clip.samples)
    twice = make_media(tmp_path / "twice.mkv", [TrackToMake(np.concatenate([once, once]), "flac", clip.rate_hz)])
    opened.open(twice, LATE_SUBS)
    opened.until(opened.idle)
    assert not opened.window.status.message
    suggest(opened)
    assert opened.session.retiming.is_identity
    assert "about equally well at −3.0" in opened.window.status.message
    QTest.mouseClick(opened.window.status.help_button, Qt.MouseButton.LeftButton)
    assert abs(opened.session.retiming.offset_ms - TRUTH_MS) <= 60
