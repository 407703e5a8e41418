"""The video beside the timeline: the picture in sync with the sound, read only on demand."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from deepdub_engine.subtitles.appearance.looks import Anchor
from deepdub_gui.document.commands import change
from deepdub_gui.features.video.dock import VideoDock
from tests.engine.audio.test_video import make_film, number_in
from tests.helpers.open_window import OpenWindow

PICTURE_MS = 40


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return make_film(tmp_path / "film.mkv")


def dock_of(opened: OpenWindow) -> VideoDock:
    return opened.window.video


def number_shown(dock: VideoDock) -> int | None:
    image = dock.canvas.image
    if image is None:
        return None
    words = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    return number_in(words)


def film_threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith("film")]


def test_nothing_is_decoded_before_it_is_asked_for_nor_afterwards(opened: OpenWindow, clip: Path) -> None:
    opened.open(clip)
    dock = dock_of(opened)
    assert not dock.isVisible()
    assert film_threads() == []
    dock.toggleViewAction().trigger()
    opened.until(lambda: number_shown(dock) == 0)
    assert film_threads() == ["film: film.mkv"]
    dock.toggleViewAction().trigger()
    assert not dock.is_running
    assert film_threads() == []


def test_the_picture_is_that_of_the_playhead_wherever_one_goes(opened: OpenWindow, clip: Path) -> None:
    opened.open(clip)
    dock = dock_of(opened)
    dock.toggleViewAction().trigger()
    for time_ms in (1000, 3210, 40, 4790, 2000):
        opened.window.playback.seek(time_ms)
        opened.until(lambda time_ms=time_ms: number_shown(dock) == time_ms // PICTURE_MS)
        assert dock.canvas.start_ms == pytest.approx(time_ms // PICTURE_MS * PICTURE_MS, abs=1)


def test_while_it_plays_the_picture_follows_the_same_clock(opened: OpenWindow, clip: Path) -> None:
    opened.open(clip)
    window, dock = opened.window, dock_of(opened)
    dock.toggleViewAction().trigger()
    opened.until(lambda: number_shown(dock) == 0)
    window.actions_.transport.play.trigger()
    opened.until(lambda: window.playback.playing)
    rate_hz = opened.session.clip.rate_hz
    for _ in range(20):
        opened.output.pull(rate_hz // 10)
        # The picture at the playhead, or the next one, because a drawn frame stays for a moment.
        opened.until(lambda: 0 <= (number_shown(dock) or 0) - window.playback.position_ms // PICTURE_MS <= 1)
    assert window.playback.position_ms > 1900
    window.actions_.transport.play.trigger()


def test_another_clip_has_another_picture_or_says_that_it_has_none(
    opened: OpenWindow, clip: Path, tmp_path: Path
) -> None:
    dock = dock_of(opened)
    dock.toggleViewAction().trigger()
    assert "Open a clip" in dock.canvas.text
    opened.open(clip)
    opened.until(lambda: number_shown(dock) == 0)
    sound = tmp_path / "sound.wav"
    soundfile.write(sound, np.zeros((48_000, 2)), 48_000)
    opened.open(sound)
    assert dock.canvas.image is None
    assert "no video" in dock.canvas.text
    assert film_threads() == []


def test_the_buttons_that_float_and_close_a_dock_are_large_enough_to_hit(opened: OpenWindow, clip: Path) -> None:
    opened.open(clip)
    dock = dock_of(opened)
    dock.toggleViewAction().trigger()
    names = [f"qt_dockwidget_{name}button" for name in ("float", "close")]
    float_, close = (dock.findChild(QAbstractButton, name).geometry() for name in names)
    assert min(float_.width(), float_.height(), close.width(), close.height()) >= 24
    assert not float_.intersects(close)


def test_a_picture_fits_its_dock_and_keeps_its_form(opened: OpenWindow, clip: Path) -> None:
    opened.open(clip)
    dock = dock_of(opened)
    dock.toggleViewAction().trigger()
    opened.until(lambda: dock.canvas.image is not None)
    before = dock.canvas.width()
    opened.window.projects.docks.resizeDocks([dock], [before + 60], Qt.Orientation.Horizontal)
    opened.until(lambda: dock.canvas.width() != before)
    opened.until(lambda: dock.canvas.image.width() == dock.canvas.width())
    assert dock.canvas.image.height() == pytest.approx(dock.canvas.width() / 2, abs=1)


def test_a_file_that_disappears_is_reported_in_the_dock(opened: OpenWindow, clip: Path) -> None:
    opened.open(clip)
    clip.unlink()
    dock = dock_of(opened)
    dock.toggleViewAction().trigger()
    opened.until(lambda: "film.mkv" in dock.canvas.text)


def test_closing_the_window_ends_it(opened: OpenWindow, clip: Path) -> None:
    opened.open(clip)
    dock_of(opened).toggleViewAction().trigger()
    opened.until(lambda: dock_of(opened).canvas.image is not None)
    opened.close()
    assert film_threads() == []


# Steps


def test_keys_step_frame_by_frame_and_take_the_playhead_along(opened: OpenWindow, clip: Path) -> None:
    opened.open(clip)
    dock, playback = dock_of(opened), opened.window.playback
    dock.next_frame.trigger()  # shows the picture first
    opened.until(lambda: number_shown(dock) == 0)
    for number in (1, 2, 3):
        QTest.keyClick(opened.window, Qt.Key.Key_Period, Qt.KeyboardModifier.AltModifier)
        opened.until(lambda number=number: number_shown(dock) == number)
        opened.until(lambda number=number: playback.position_ms == number * PICTURE_MS)
        assert dock.number.text() == f"Frame {number}"
    QTest.keyClick(opened.window, Qt.Key.Key_Comma, Qt.KeyboardModifier.AltModifier)
    opened.until(lambda: number_shown(dock) == 2 and playback.position_ms == 2 * PICTURE_MS)
    playback.seek(2000)
    opened.until(lambda: number_shown(dock) == 50)
    dock.previous_frame.trigger()
    opened.until(lambda: number_shown(dock) == 49 and playback.position_ms == 49 * PICTURE_MS)


def test_quick_presses_add_up(opened: OpenWindow, clip: Path) -> None:
    opened.open(clip)
    dock = dock_of(opened)
    dock.toggleViewAction().trigger()
    opened.until(lambda: number_shown(dock) == 0)
    for _ in range(10):
        dock.next_frame.trigger()
    dock.previous_frame.trigger()
    opened.until(lambda: number_shown(dock) == 9 and opened.window.playback.position_ms == 9 * PICTURE_MS)


def test_comma_and_full_stop_step_on_the_picture_and_fade_elsewhere(opened: OpenWindow, clip: Path) -> None:
    opened.open(clip)
    dock = dock_of(opened)
    dock.toggleViewAction().trigger()
    opened.until(lambda: number_shown(dock) == 0)
    fader = opened.window.listening.controls.fader
    QTest.mouseClick(dock.canvas, Qt.MouseButton.LeftButton)
    QTest.keyClick(dock.canvas, Qt.Key.Key_Period)
    opened.until(lambda: number_shown(dock) == 1)
    QTest.keyClick(dock.canvas, Qt.Key.Key_Comma)
    opened.until(lambda: number_shown(dock) == 0)
    assert fader.value() == 0
    opened.window.timeline.setFocus()
    QTest.keyClick(opened.window.timeline, Qt.Key.Key_Period)
    assert number_shown(dock) == 0


def test_a_step_stops_playback_at_the_frame(opened: OpenWindow, clip: Path) -> None:
    opened.open(clip)
    window, dock = opened.window, dock_of(opened)
    dock.toggleViewAction().trigger()
    window.actions_.transport.play.trigger()
    opened.until(lambda: window.playback.playing)
    opened.output.pull(opened.session.clip.rate_hz)
    opened.until(lambda: (number_shown(dock) or 0) >= 24)
    dock.next_frame.trigger()
    opened.until(lambda: not window.playback.playing and dock.canvas.start_ms == window.playback.position_ms)
    assert number_shown(dock) == window.playback.position_ms // PICTURE_MS


def test_frames_after_the_end_of_the_sound_can_be_reached(opened: OpenWindow, clip: Path) -> None:
    opened.open(clip)  # 4.8 s of picture, and 10 s of sound
    dock = dock_of(opened)
    dock.toggleViewAction().trigger()
    opened.window.playback.seek(9000)
    opened.until(lambda: number_shown(dock) == 119)
    dock.next_frame.trigger()
    opened.until(lambda: opened.window.playback.position_ms == 119 * PICTURE_MS)
    assert number_shown(dock) == 119


def test_without_a_video_there_are_no_steps(opened: OpenWindow, tmp_path: Path) -> None:
    sound = tmp_path / "sound.wav"
    soundfile.write(sound, np.zeros((48_000, 2)), 48_000)
    opened.open(sound)
    assert not dock_of(opened).next_frame.isEnabled()
    dock_of(opened).step(1)
    assert not dock_of(opened).is_running


# Subtitles


SUBS = "1\n00:00:00,500 --> 00:00:01,500\n<i>One</i> line\n\n2\n00:00:01,000 --> 00:00:02,000\n{\\an8}Another\n"


def shown_at(opened: OpenWindow, time_ms: int) -> list[str]:
    opened.window.playback.seek(time_ms)
    return [text.plain for text in dock_of(opened).overlay.texts]


@pytest.fixture
def with_subtitles(opened: OpenWindow, clip: Path) -> OpenWindow:
    subtitles = clip.with_suffix(".srt")
    subtitles.write_text(SUBS)
    opened.open(clip, subtitles)
    dock_of(opened).toggleViewAction().trigger()
    opened.until(lambda: number_shown(dock_of(opened)) == 0)
    return opened


def rows_changed(dock: VideoDock) -> list[int]:
    """Return the rows of the picture that the subtitles cover, from 0 at the top to 9."""
    image = dock.overlay.image
    alpha = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)[:, :, 3]
    rows = np.flatnonzero(alpha.any(axis=1))
    return sorted(set((rows * 10 // image.height()).tolist()))


def test_subtitles_are_shown_while_they_last_and_stand_where_they_say(with_subtitles: OpenWindow) -> None:
    dock = dock_of(with_subtitles)
    assert shown_at(with_subtitles, 499) == []
    assert dock.overlay.image is None
    assert shown_at(with_subtitles, 500) == ["One line"]
    with_subtitles.until(lambda: dock.overlay.image is not None)
    assert min(rows_changed(dock)) >= 7
    assert shown_at(with_subtitles, 1000) == ["One line", "Another"]
    with_subtitles.until(lambda: min(rows_changed(dock)) == 0)
    assert max(rows_changed(dock)) >= 7
    assert shown_at(with_subtitles, 1500) == ["Another"]
    assert shown_at(with_subtitles, 2000) == []
    assert dock.overlay.image is None


def test_subtitles_follow_each_shift_at_once_even_while_the_slider_moves(with_subtitles: OpenWindow) -> None:
    window, dock = with_subtitles.window, dock_of(with_subtitles)
    assert shown_at(with_subtitles, 100) == []
    window.shift_bar.nudge(-450)
    assert window.session.previewing
    assert [text.plain for text in dock.overlay.texts] == ["One line"]
    window.shift_bar.finish()
    assert [text.plain for text in dock.overlay.texts] == ["One line"]
    window.session.undo.undo()
    assert dock.overlay.texts == ()


def test_subtitles_show_the_edited_text_and_not_the_file(with_subtitles: OpenWindow) -> None:
    session, dock = with_subtitles.session, dock_of(with_subtitles)
    assert shown_at(with_subtitles, 600) == ["One line"]
    cues = (replace(session.cues[0], text="<b>Changed</b>"), session.cues[1])
    change(session, "Edit", replace(session.document, cues=cues))
    assert [text.plain for text in dock.overlay.texts] == ["Changed"]
    assert dock.overlay.texts[0].runs[0].look.is_bold
    session.undo.undo()
    assert [text.plain for text in dock.overlay.texts] == ["One line"]


def test_subtitles_on_the_picture_can_be_turned_off_and_stay_off(with_subtitles: OpenWindow) -> None:
    dock = dock_of(with_subtitles)
    shown_at(with_subtitles, 600)
    with_subtitles.until(lambda: dock.overlay.image is not None)
    dock.subtitles.trigger()
    assert dock.overlay.image is None
    assert not with_subtitles.settings.subtitles_on_picture
    dock.subtitles.trigger()
    with_subtitles.until(lambda: dock.overlay.image is not None)
    dock.toggleViewAction().trigger()
    assert dock.overlay.texts == ()


def test_subtitles_have_the_size_of_the_picture_whatever_the_size_of_the_dock(with_subtitles: OpenWindow) -> None:
    dock = dock_of(with_subtitles)
    shown_at(with_subtitles, 600)
    with_subtitles.until(lambda: dock.overlay.image is not None)
    sizes = []
    for width in (270, 420):
        with_subtitles.window.projects.docks.resizeDocks([dock], [width], Qt.Orientation.Horizontal)
        with_subtitles.until(lambda width=width: abs(dock.canvas.width() - width) < 8)
        with_subtitles.until(lambda: dock.overlay.image.size() == dock.canvas.place.size() == fitted(dock))
        sizes.append(dock.overlay.image.width())
        assert min(rows_changed(dock)) >= 7
    assert sizes[1] > 1.4 * sizes[0]


def fitted(dock: VideoDock) -> QSize:
    return QSize(2, 1).scaled(dock.canvas.size(), Qt.AspectRatioMode.KeepAspectRatio)


def test_styles_of_ass_stay_with_their_subtitles_after_edits(opened: OpenWindow, clip: Path) -> None:
    path = clip.with_suffix(".ass")
    path.write_text(ASS)
    opened.open(clip, path)
    dock, session = dock_of(opened), opened.session
    dock.toggleViewAction().trigger()
    opened.until(opened.idle)
    shown_at(opened, 600)
    assert [(text.plain, text.anchor, text.runs[0].look.size) for text in dock.overlay.texts] == [
        ("Sign", Anchor.TOP_LEFT, 90.0),
        ("Speech", Anchor.BOTTOM, 60.0),
    ]
    change(session, "Delete", replace(session.document, cues=session.cues[1:]))
    opened.until(opened.idle)
    assert [(text.plain, text.anchor) for text in dock.overlay.texts] == [("Speech", Anchor.BOTTOM)]
    change(session, "Edit", replace(session.document, cues=(replace(session.cues[0], text="{\\an5}Edited"),)))
    opened.until(opened.idle)
    assert [(text.plain, text.anchor) for text in dock.overlay.texts] == [("Edited", Anchor.MIDDLE)]
    session.undo.setIndex(0)
    opened.until(opened.idle)
    assert [(text.plain, text.anchor) for text in dock.overlay.texts] == [
        ("Sign", Anchor.TOP_LEFT),
        ("Speech", Anchor.BOTTOM),
    ]


ASS = """[Script Info]
PlayResX: 1920
PlayResY: 1080

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, Bold, Outline, Alignment, MarginL, MarginR, MarginV
Style: Default,Sans,60,&H00FFFFFF,0,3,2,60,60,40
Style: Sign,Sans,90,&H000000FF,-1,3,7,60,60,40

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Dialogue: 0,0:00:00.50,0:00:02.00,Sign,,0,0,0,,Sign
Dialogue: 0,0:00:00.50,0:00:02.00,Default,,0,0,0,,Speech
"""
