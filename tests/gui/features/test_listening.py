"""Playback controls in the window: sources, mixer, loops, speed, generated speech; settings are restored."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtTest import QTest

from deepdub_engine.base.progress import finish
from deepdub_engine.base.timing import ms_to_sample
from deepdub_engine.pipeline.clip import segment
from deepdub_engine.pipeline.requests import ClipRequest, CueRequest
from deepdub_engine.player import Mix, only
from deepdub_engine.sentences.sentences import sentences_from_cues
from deepdub_engine.subtitles import Cue
from deepdub_gui.features.listening.cue_edge_player import CueEdge, edge_ms
from deepdub_gui.features.listening.monitor import (
    GENERATED,
    TICKS,
    MixerState,
    MonitorSelection,
    build_mix,
    selection_at_fader,
)
from tests.gui.shortcuts.test_keyboard import unnamed
from tests.helpers.open_window import SAMPLE, TRUE_SUBS, OpenWindow
from tests.helpers.playback import BLOCK, LEFT, RATE_HZ, loop_ms, monitor_gain, output_after_switch, play, press


@pytest.mark.parametrize(
    ("position", "source", "gains"),
    [(-1, 2, (0, 0, 1, 0, 0)), (0, 0, (1, 0, 0, 0, 0)), (1, 1, (0, 1, 0, 0, 0)), (0.25, 0, (0, 1, 0.75, 0, 0))],
)
def test_the_fader_ends_at_the_stems_and_its_middle_is_the_original(
    position: float, source: int, gains: tuple[float, ...]
) -> None:
    heard = selection_at_fader(position)
    assert (heard.source, heard.position) == (source, position)
    assert build_mix(heard, MixerState()).gains(5) == gains


def test_ticks_are_heard_with_everything_and_change_nothing_else() -> None:
    ticking = MixerState(ticking=True)
    for heard in (MonitorSelection(0), selection_at_fader(0.5), MonitorSelection(3), MonitorSelection(0, pair=(0, 1))):
        with_ticks, without = build_mix(heard, ticking).gains(5), build_mix(heard, MixerState()).gains(5)
        assert with_ticks == (*without[:TICKS], 1.0)
    soloed = ticking.switched("soloed", 1, on=True)
    assert build_mix(MonitorSelection(0), soloed).gains(5) == (0, 1, 0, 0, 1)


def test_loudness_is_matched_for_single_sources_only() -> None:
    matched = (-6.0, 3.0, 0.0)
    assert build_mix(MonitorSelection(0), MixerState(), matched).gain_db[0] == -6
    assert build_mix(MonitorSelection(1), MixerState(ticking=True), matched).gain_db[1] == 3
    assert build_mix(selection_at_fader(0.5), MixerState(), matched).gain_db == (0, 0, 0, 0)
    assert build_mix(MonitorSelection(0, pair=(0, 1)), MixerState(), matched) == Mix((1.0, -1.0, 0.0, 0.0, 0.0))


@pytest.mark.parametrize(
    ("edge", "span"),
    [
        (CueEdge.BEFORE, (500, 1000, 1000)),
        (CueEdge.AFTER, (1800, 2300, 1800)),
        (CueEdge.FIRST, (1000, 1500, 1000)),
        (CueEdge.LAST, (1300, 1800, 1800)),
    ],
)
def test_the_edges_of_a_cue(edge: CueEdge, span: tuple[int, int, int]) -> None:
    assert edge_ms(Cue(1000, 1800, "Well."), edge) == span


def test_keys_fader_and_mixer_change_what_is_heard_while_it_plays(ready: OpenWindow) -> None:
    window, listening = ready.window, ready.window.listening
    play(ready)
    assert monitor_gain(ready) == 1
    press(ready, Qt.Key.Key_2)
    assert monitor_gain(ready) == pytest.approx(0.75)
    assert listening.controls.fader.value() == 100
    listening.controls.fader.setValue(-100)
    assert window.actions_.transport.sources[2].isChecked()
    assert monitor_gain(ready) == pytest.approx(0.25)
    QTest.mouseDClick(listening.controls.fader, LEFT)
    assert window.actions_.transport.sources[0].isChecked()
    heard, original = output_after_switch(ready)
    assert np.array_equal(heard, original)
    press(ready, Qt.Key.Key_5)
    assert monitor_gain(ready) == pytest.approx(0.25)  # the original minus the vocals
    press(ready, Qt.Key.Key_5)
    assert monitor_gain(ready) == 1
    press(ready, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert monitor_gain(ready) == pytest.approx(0.75)
    listening.mixer.strips[1].gain.setValue(-12)
    assert monitor_gain(ready) == pytest.approx(0.75 * 10 ** (-6 / 20), rel=1e-3)
    assert listening.controls.mixer.text() == "Mix •"
    press(ready, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    heard, _ = output_after_switch(ready)
    assert not heard.any()
    listening.actions.reset_mixer.trigger()
    assert monitor_gain(ready) == 1
    window.playback.toggle()


def test_a_key_that_is_held_switches_only_meanwhile_and_a_tap_stays(ready: OpenWindow) -> None:
    monitor, timeline = ready.window.listening.monitor, ready.window.timeline
    QTest.keyClick(timeline, Qt.Key.Key_3)
    assert monitor.heard == MonitorSelection(2)
    QTest.keyPress(timeline, Qt.Key.Key_2)
    assert monitor.heard == MonitorSelection(1)
    QTest.keyRelease(timeline, Qt.Key.Key_2, delay=350)
    assert monitor.heard == MonitorSelection(2)
    QTest.keyPress(timeline, Qt.Key.Key_5)
    assert monitor.heard.pair == (0, 2)
    QTest.keyRelease(timeline, Qt.Key.Key_5, delay=350)
    assert monitor.heard == MonitorSelection(2)


def test_a_key_that_was_put_elsewhere_is_held_there(ready: OpenWindow) -> None:
    window, keymap = ready.window, ready.window.preferences.keymap
    vocals = next(entry for entry in keymap.entries if entry.action is window.actions_.transport.sources[1])
    keymap.give(vocals, [QKeySequence("V")])
    press(ready, Qt.Key.Key_1)
    QTest.keyPress(window.timeline, Qt.Key.Key_V)
    assert window.listening.monitor.heard == MonitorSelection(1)
    QTest.keyRelease(window.timeline, Qt.Key.Key_V, delay=350)
    assert window.listening.monitor.heard == MonitorSelection(0)


def test_loudness_is_measured_once_and_the_stems_become_equally_loud(ready: OpenWindow) -> None:
    listening = ready.window.listening
    listening.actions.matching.trigger()
    ready.until(lambda: ready.idle() and "equally loud" in ready.window.status.message)
    play(ready)
    alone = []
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3):
        press(ready, key)
        alone.append(monitor_gain(ready))
    assert alone == pytest.approx([alone[0]] * 3, rel=0.01)
    assert alone[0] <= 1
    listening.actions.matching.trigger()
    press(ready, Qt.Key.Key_1)
    assert monitor_gain(ready) == 1
    ready.window.playback.toggle()


def test_the_edges_are_played_once_by_their_keys_and_the_cue_stays(ready: OpenWindow) -> None:
    window = ready.window
    window.navigator.choose(3)
    cue, clip = ready.session.cues[3], ready.session.clip
    for key, edge in zip("QWED", (CueEdge.BEFORE, CueEdge.AFTER, CueEdge.FIRST, CueEdge.LAST), strict=True):
        start_ms, stop_ms, then_ms = edge_ms(cue, edge)
        QTest.keyClick(window.timeline, key)
        assert window.playback.playing
        heard = ready.output.pull(RATE_HZ)
        start, stop = ms_to_sample(start_ms, RATE_HZ), ms_to_sample(stop_ms, RATE_HZ)
        sounding = np.flatnonzero(heard.any(axis=1))
        assert abs(sounding[-1] + 1 - (stop - start)) < RATE_HZ // 100
        middle = slice(RATE_HZ // 10, RATE_HZ // 5)
        assert np.array_equal(heard[middle], clip.read(start, stop)[middle])
        ready.until(lambda: not window.playback.playing)
        assert (window.playback.position_ms, window.playback.current_cue) == (then_ms, 3)


def test_a_cue_is_repeated_with_what_is_before_and_behind_it(ready: OpenWindow) -> None:
    window = ready.window
    window.navigator.choose(3)
    cue = ready.session.cues[3]
    window.listening.menus._roll(500, is_before=True)
    window.listening.menus._roll(250, is_before=False)
    window.actions_.transport.loop.trigger()
    assert loop_ms(window.playback) == (cue.start_ms - 500, cue.end_ms + 250)
    assert ready.settings.pre_post_roll_ms == (500, 250)


def test_while_the_slider_moves_the_cue_repeats_at_its_new_place_and_then_it_plays_on(ready: OpenWindow) -> None:
    window, session, playback = ready.window, ready.session, ready.window.playback
    window.navigator.choose(3)
    play(ready, session.cues[3].start_ms)
    slider = window.shift_bar.slider
    QTest.mousePress(slider, LEFT, pos=QPoint(round(slider.x_of(0)), 20))
    for shift_ms in (-400, -900, -1500):
        QTest.mouseMove(slider, QPoint(round(slider.x_of(shift_ms)), 20))
        cue = session.cues[3]
        assert loop_ms(playback) == (cue.start_ms, cue.end_ms)
        heard = ready.output.pull(RATE_HZ // 2)
        start = ms_to_sample(cue.start_ms, RATE_HZ)
        expected = session.clip.read(start, start + RATE_HZ // 2)
        faded = RATE_HZ // 50  # the fade-in differs from the clip
        loudest = faded + int(np.abs(expected[faded : RATE_HZ // 5]).max(axis=1).argmax())
        places = np.flatnonzero((heard == expected[loudest]).all(axis=1)) - loudest
        assert 0 <= places[0] < RATE_HZ // 50
        assert np.abs(np.diff(heard[: RATE_HZ // 20], axis=0)).max() < 0.2
    QTest.mouseRelease(slider, LEFT, pos=QPoint(round(slider.x_of(-1500)), 20))
    assert loop_ms(playback) is None
    assert playback.playing
    assert playback.current_cue == 3
    window.listening.actions.loops_shift.trigger()
    window.shift_bar.nudge(100)
    assert loop_ms(playback) is None
    window.shift_bar.finish()
    playback.toggle()


def test_ticks_stand_where_the_cues_start_and_follow_the_slider(ready: OpenWindow) -> None:
    window, session = ready.window, ready.session
    press(ready, Qt.Key.Key_K)
    for shift_ms in (0, 700):
        window.shift_bar.nudge(shift_ms)
        window.shift_bar.finish()
        start = ms_to_sample(session.cues[2].start_ms, RATE_HZ)
        play(ready, session.cues[2].start_ms - 200)
        heard = ready.output.pull(RATE_HZ // 2)
        original = session.clip.read(start - RATE_HZ // 5, start + RATE_HZ // 2)[: len(heard)]
        ticks = np.flatnonzero(np.abs(heard - original)[BLOCK:].max(axis=1) > 0.01) + BLOCK
        assert 0 <= ticks[0] - RATE_HZ // 5 < 20
        window.playback.toggle()
        ready.output.pull(BLOCK)


def test_dragging_in_the_ruler_lets_each_place_be_heard_and_then_plays_on(ready: OpenWindow) -> None:
    window, canvas = ready.window, ready.window.timeline._canvas
    view, y = canvas.viewport(), round(canvas.ruler.y() + 5)
    play(ready, 1_000)
    QTest.mousePress(view, LEFT, pos=QPoint(200, y))
    for x in (210, 260, 300):
        QTest.mouseMove(view, QPoint(x, y))
        place_ms = window.playback.position_ms
        assert abs(window.timeline.x_of(place_ms) - x) < 2
        heard = ready.output.pull(RATE_HZ // 5)
        assert RATE_HZ // 50 < np.count_nonzero(heard.any(axis=1)) < RATE_HZ // 8
        assert window.playback.position_ms == place_ms
        assert not window.playback.playing
    QTest.mouseRelease(view, LEFT, pos=QPoint(300, y))
    ready.until(lambda: window.playback.playing and ready.idle())
    assert window.playback.position_ms >= place_ms
    window.playback.toggle()
    ready.output.pull(BLOCK)
    before_ms = window.playback.position_ms
    press(ready, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert window.playback.position_ms == before_ms + 40
    ready.output.pull(RATE_HZ // 5)
    ready.until(lambda: not window.playback._poll.isActive())


@pytest.mark.parametrize(("key", "speed"), [("[", 0.9), ("]", 1.1)])
def test_speed_is_changed_by_keys_and_the_playhead_keeps_to_it(ready: OpenWindow, key: str, speed: float) -> None:
    window = ready.window
    play(ready, 1_000)
    QTest.keyClick(window.timeline, key)
    assert window.playback.speed == speed
    assert window.listening.controls.speed.text() == f"{speed:g}×"
    ready.output.pull(BLOCK)
    before_ms = window.playback.position_ms
    ready.output.pull(2 * RATE_HZ)
    assert abs(window.playback.position_ms - before_ms - 2000 * speed) < 20
    window.playback._follow()
    assert abs(window.timeline.playhead_ms - window.playback.position_ms) < 20
    QTest.keyClick(window.timeline, "\\")
    assert window.playback.speed == 1
    window.playback.toggle()


def test_generated_speech_is_heard_over_the_accompaniment(ready: OpenWindow, tmp_path: Path) -> None:
    window = ready.window
    press(ready, Qt.Key.Key_4)
    assert "no generated speech yet" in window.status.message
    folder = tmp_path / "out"
    finish(segment(ClipRequest(SAMPLE), CueRequest(TRUE_SUBS), folder))
    ready.answers.folder = folder
    window.listening.actions.load_speech.trigger()
    ready.until(lambda: ready.idle() and "<hash>_gen_vocals.wav" in window.status.message)
    sentence = sentences_from_cues(ready.session.cues)[1]
    soundfile.write(folder / "audio_segments" / f"{sentence.hash}_gen_vocals.wav", np.full(RATE_HZ, 0.25), RATE_HZ)
    window.listening.actions.load_speech.trigger()
    ready.until(lambda: ready.idle() and "Loaded generated speech for 1 sentence" in window.status.message)
    for _ in range(2):  # playback reads the old one until the new one is loaded
        former = window.playback.sources[GENERATED]
        window.status.clear()
        window.listening.actions.load_speech.trigger()
        ready.until(lambda: ready.idle() and "Loaded generated speech" in window.status.message)
        assert former is not None
        assert former.path.exists()
    assert window.listening.actions.generated.isChecked()
    play(ready, sentence.start_ms + 200)
    heard, original = output_after_switch(ready)
    assert np.abs(heard - original * np.float32(0.25) - 0.25).max() < 1e-3
    window.playback.toggle()
    ready.until(lambda: not window.playback.playing)
    ready.session.set_media(None)
    assert window.playback.sources[GENERATED] is None


def test_meters_show_levels_keep_the_clip_mark_and_rest_when_nothing_is_heard(ready: OpenWindow) -> None:
    window, listening = ready.window, ready.window.listening
    assert not listening.metering.is_running
    press(ready, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert listening.mixer.isVisible()
    assert unnamed(QAccessible.queryAccessibleInterface(listening.mixer)) == []
    meters = [strip.meter for strip in listening.mixer.strips]
    play(ready)
    listening.mixer.strips[0].gain.setValue(24)
    ready.until(lambda: ready.output.pull(960).any() and listening.controls.meter.level.clipped)
    ready.until(lambda: ready.output.pull(960).any() and "peak" in listening.mixer.strips[1].numbers.text())
    assert meters[0].level.true_peak_db - meters[1].level.true_peak_db == pytest.approx(-20 * np.log10(0.75), abs=1e-3)
    assert not meters[1].level.clipped
    assert meters[3].level.rms_db == -np.inf
    window.playback.toggle()
    ready.output.pull(BLOCK)
    ready.until(lambda: not listening.metering.is_running)
    described = QAccessible.queryAccessibleInterface(listening.controls.meter).text(QAccessible.Text.Description)
    assert described.endswith("dBTP, clipped")
    QTest.mouseClick(listening.controls.meter, LEFT)
    assert not listening.controls.meter.level.clipped


def test_the_transport_fits_into_the_window(opened: OpenWindow) -> None:
    window = opened.window
    assert window.transport.minimumSizeHint().width() <= 1280
    window.listening.actions.mixer.trigger()
    assert window.centralWidget().minimumSizeHint().width() <= 1280
    assert window.width() == 1280


def test_with_only_the_clip_the_rest_says_what_is_missing(opened: OpenWindow) -> None:
    opened.open(SAMPLE)
    window, listening = opened.window, opened.window.listening
    assert not listening.controls.fader.isEnabled()
    press(opened, Qt.Key.Key_2)
    assert "separate the clip first" in window.status.message
    assert listening.monitor.heard == MonitorSelection(0)
    listening.actions.abx.trigger()
    assert "There is no vocals track yet" in listening.abx.state.text()
    listening.abx.close()
    assert build_mix(listening.monitor.heard, listening.monitor.mixer_state).weights[:1] == only(0)
