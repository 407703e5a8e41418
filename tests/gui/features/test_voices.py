"""Generated voices in the window: heard, marked line by line, watched, compared with the subtitles, and exported."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest
from PySide6.QtCore import Qt, QTime
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from deepdub_engine.audio.peaks import build_peaks
from deepdub_engine.base.progress import finish
from deepdub_engine.pipeline.dub.options import Bed, Level, LevelMode, RemixOptions
from deepdub_engine.separation.stems import Stems
from deepdub_engine.subtitles import Cue, srt_text
from deepdub_gui.dialogs.film_dialog import FilmDialog
from deepdub_gui.dialogs.soundtrack_dialog import SoundtrackDialog
from deepdub_gui.document.dub_exporter import FilmChoice, SoundtrackChoice
from deepdub_gui.features.listening.monitor import GENERATED
from deepdub_gui.widgets.cue_table_model import TEXT, VOICE
from tests.helpers.dub_clip import DubClip, made_voice, make_dub_clip
from tests.helpers.media_files import TrackToMake, make_media
from tests.helpers.open_window import OpenWindow

RATE_HZ = 48_000
OLD_S = 1_000_000_000


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DubClip:
    """Return a clip with four lines, of which the first has a voice."""
    dub = make_dub_clip(tmp_path_factory.mktemp("dub") / "clip", 4, 16, RATE_HZ)
    speak(dub, 0, 0.8)
    return dub


def speak(dub: DubClip, number: int, share: float, ending: str = "") -> Path:
    """Write a voice of a share of its slot, as if long ago."""
    path = dub.speak(number, made_voice(number, dub.slot_s(number) * share, RATE_HZ), ending=ending)
    os.utime(path, (OLD_S, OLD_S))
    return path


@pytest.fixture
def dub(made: DubClip, tmp_path: Path) -> DubClip:
    """Return a copy of the clip's folder that the test may change."""
    folder = tmp_path / "voices"
    shutil.copytree(made.folder, folder)
    return replace(made, sentences=replace(made.sentences, folder=folder))


@pytest.fixture
def window(opened: OpenWindow, dub: DubClip, tmp_path: Path) -> OpenWindow:
    """Return a window with the clip, its subtitles and its stems."""
    film = make_media(tmp_path / "film.mkv", [TrackToMake(dub.clip.read(0, dub.clip.samples))], video_s=16)
    open_cues(opened, dub.cues, film)
    session = opened.session
    session.set_stems(
        Stems(*(replace_folder(opened, stem) for stem in (dub.stems.vocals, dub.stems.accompaniment))),
        [finish(build_peaks(dub.stems.vocals)), finish(build_peaks(dub.stems.accompaniment))],
    )
    opened.answers.folder = dub.folder
    return opened


def replace_folder(opened: OpenWindow, stem):
    """Return a stem in the folder of the clip, where the window expects it."""
    path = opened.session.clip.path.with_name(stem.path.name)
    shutil.copy(stem.path, path)
    return replace(stem, path=path)


def open_cues(opened: OpenWindow, cues: tuple[Cue, ...], *others: Path) -> None:
    path = Path(opened.settings._store.fileName()).with_name("film.srt")
    path.write_text(srt_text(cues), encoding="utf-8")
    opened.open(*others, path)


def load(opened: OpenWindow, text: str = "Loaded generated speech") -> None:
    opened.window.listening.actions.load_speech.trigger()
    opened.until(lambda: opened.idle() and text in opened.window.status.message)


def shown(opened: OpenWindow, column: int = VOICE) -> list[str]:
    model = opened.window.table.view.model()
    return [model.index(row, column).data() for row in range(model.rowCount())]


def choose_filter(opened: OpenWindow, text: str) -> None:
    box = opened.window.table.voice_filter
    box.setCurrentIndex(next(at for at in range(box.count()) if box.itemText(at).startswith(text)))


def test_each_line_shows_what_became_of_its_voice_and_can_be_filtered(window: OpenWindow, dub: DubClip) -> None:
    table = window.window.table
    assert table.view.isColumnHidden(VOICE)
    assert not table.voice_filter.isVisible()
    speak(dub, 1, 1.9)
    load(window)
    assert "2 sentences, 2 still missing" in window.window.status.message
    assert f"Needs attention: 1, first “{dub.cues[1].text}”" in window.window.status.message
    assert not table.view.isColumnHidden(VOICE)
    texts = shown(window)
    assert texts[0] == "new, fits"
    assert texts[1].startswith("⚠ ")
    assert texts[1].endswith(" s too long")
    assert texts[2:] == ["none", "none"]
    choose_filter(window, "None")
    assert len(shown(window)) == 2
    QTest.mouseClick(window.window.status.help_button, Qt.MouseButton.LeftButton)  # Show lines
    assert shown(window) == [texts[1]]
    window.window.table.search.setText("no such words")
    assert shown(window) == []
    table.select_rows([3])  # a hidden row is shown again
    assert shown(window) == texts
    window.session.set_media(None)
    assert table.view.isColumnHidden(VOICE)


def test_the_voices_have_a_button_that_shows_when_they_are_heard(window: OpenWindow, dub: DubClip) -> None:
    generated = window.window.listening.actions.generated
    buttons = window.window.transport.findChildren(QToolButton)
    button = next(button for button in buttons if button.defaultAction() is generated)
    assert button.isVisible()
    assert button.text() == "4 Voices"
    assert not button.isChecked()
    load(window)
    assert button.isChecked()  # what was loaded is heard
    QTest.keyClick(window.window.timeline, "1")
    assert not button.isChecked()
    QTest.keyClick(window.window.timeline, "4")
    assert button.isChecked()
    start, stop = dub.slot(0)
    heard = window.window.playback.sources[GENERATED].read(start, stop)
    vocals = dub.stems.vocals.read(start, stop)
    assert 20 * np.log10(np.sqrt((heard**2).mean() / (vocals**2).mean())) == pytest.approx(0, abs=3)
    assert window.window.voices.actions.summary.text() == "voices: 1 of 4 lines have a voice"


def test_a_file_that_arrives_is_heard_at_once(window: OpenWindow, dub: DubClip) -> None:
    load(window)
    former = window.window.playback.sources[GENERATED]
    start, stop = dub.slot(2)
    assert not former.read(start, stop).any()
    dub.speak(2, made_voice(2, dub.slot_s(2) * 0.7, RATE_HZ))
    window.until(lambda: "New voice for “" in window.window.status.message)
    told = window.window.status.message.split("“")[1].removesuffix("”: new, fits.")
    assert dub.cues[2].text.startswith(told.removesuffix("…"))
    assert window.window.playback.sources[GENERATED].read(start, stop).any()
    assert shown(window)[2] == "new, fits"
    path = dub.voice_path(2)
    dub.speak(2, made_voice(9, dub.slot_s(2) * 1.1, RATE_HZ))  # written again in place
    window.until(lambda: "×" in shown(window)[2] or "too long" in shown(window)[2])
    path.unlink()
    window.until(lambda: shown(window)[2] == "none")
    (dub.audio / "1234567_gen_vocals.wav").write_bytes(b"")
    window.until(lambda: "belong to no line: 1, first 1234567_gen_vocals.wav" in window.window.status.message)
    assert not window.window.playback.sources[GENERATED].read(start, stop).any()
    assert window.window.listening.actions.generated.isChecked()


def test_a_file_that_is_still_being_written_is_loaded_when_it_is_whole(window: OpenWindow, dub: DubClip) -> None:
    load(window)
    whole = speak(dub, 3, 0.8).read_bytes()
    window.until(lambda: shown(window)[3] == "new, fits")
    other = dub.voice_path(2)
    with other.open("wb") as file:
        file.write(whole[:20])
        file.flush()
        window.until(lambda: "damaged" in shown(window)[2])
        file.write(whole[20:])
    window.until(lambda: "damaged" not in shown(window)[2] and "none" not in shown(window)[2])


def test_shifted_subtitles_keep_their_voices_once_the_folder_is_updated(window: OpenWindow, dub: DubClip) -> None:
    shifted = tuple(replace(cue, start_ms=cue.start_ms + 7, end_ms=cue.end_ms + 7) for cue in dub.cues)
    open_cues(window, shifted)
    load(window)
    message = window.window.status.message
    assert "The subtitles differ from the folder (moved: 4; first “" in message
    assert shown(window)[0] == "new, fits"  # recognised all the same
    assert window.window.status.help_button.text() == "Update the folder"
    QTest.mouseClick(window.window.status.help_button, Qt.MouseButton.LeftButton)
    window.until(lambda: window.idle() and "Exported 4 sentences" in window.window.status.message)
    window.until(lambda: window.idle() and not window.window._services.voices.comparison.differ)
    assert shown(window)[0] == "new, fits"
    assert not dub.voice_path(0).exists()  # it has the new name


def test_voices_of_an_earlier_export_can_be_used_and_moved_back(window: OpenWindow, dub: DubClip) -> None:
    shifted = tuple(replace(cue, start_ms=cue.start_ms + 7, end_ms=cue.end_ms + 7) for cue in dub.cues)
    dub.rewrite(shifted)
    old = speak(dub, 1, 0.7)  # a name of the first export
    open_cues(window, shifted)
    load(window)
    assert (
        f"Voices of an earlier export: 1, first {old.name}, now “{dub.cues[1].text}”." in window.window.status.message
    )
    QTest.mouseClick(window.window.status.help_button, Qt.MouseButton.LeftButton)  # Use them
    window.until(lambda: window.idle() and "Voices with new names: 1" in window.window.status.message)
    window.until(lambda: shown(window)[1] == "new, fits")
    assert not old.exists()
    QTest.mouseClick(window.window.status.help_button, Qt.MouseButton.LeftButton)  # Undo
    window.until(lambda: window.idle() and "former names: 1" in window.window.status.message)
    window.until(lambda: shown(window)[1] == "none")
    assert old.exists()


def test_another_take_of_a_line_can_be_chosen(window: OpenWindow, dub: DubClip) -> None:
    second = speak(dub, 0, 0.5, ending=".2")
    load(window)
    before = window.window.playback.sources[GENERATED].read(*dub.slot(0))
    window.window.table.select(0)
    menu = window.window.voices.actions.line
    menu.aboutToShow.emit()
    takes = [action for action in menu.actions() if action.text().endswith(".wav")]
    assert [action.text() for action in takes] == [dub.voice_path(0).name, second.name]
    assert [action.isChecked() for action in takes] == [True, False]
    takes[1].trigger()
    window.until(
        lambda: window.idle() and (window.window.playback.sources[GENERATED].read(*dub.slot(0)) != before).any()
    )


def test_a_line_can_keep_its_original(window: OpenWindow, dub: DubClip) -> None:
    load(window)
    window.window.table.select(0)
    menu = window.window.voices.actions.line
    for expected in ("original kept", "new, fits"):
        menu.aboutToShow.emit()
        menu.actions()[0].trigger()
        window.until(lambda expected=expected: window.idle() and shown(window)[0] == expected)
        heard = window.window.playback.sources[GENERATED]
        assert bool(heard.read(*dub.slot(0)).any() if heard else False) == (expected != "original kept")


def test_cue_sheets_go_to_a_new_folder(window: OpenWindow, tmp_path: Path) -> None:
    load(window)
    window.answers.folder = tmp_path
    for name in ("film cue sheets", "film cue sheets.2"):
        window.window.voices.actions.rates["25"].trigger()
        window.until(
            lambda name=name: window.idle() and f"Exported 2 files to “{name}”." in window.window.status.message
        )
        rows = (tmp_path / name / "all.csv").read_text("utf-8-sig").splitlines()
        assert rows[1].startswith('"1","00:00:01:00",')
        assert len(rows) == 5


def test_the_soundtrack_is_exported_and_nothing_is_replaced_unasked(
    window: OpenWindow, dub: DubClip, tmp_path: Path
) -> None:
    export = window.window.voices.actions.export_soundtrack
    assert not export.isEnabled()
    load(window)
    target = tmp_path / "dub.wav"
    window.answers.soundtrack = SoundtrackChoice(target, RemixOptions(bed=Bed.ACCOMPANIMENT, me=True))
    foreign = dub.audio / "audio_gen.wav"
    foreign.write_bytes(b"made elsewhere")
    export.trigger()
    window.until(lambda: window.idle() and "Exported “dub.wav”." in window.window.status.message)
    assert window.answers.offered.target == tmp_path / "film_dub.wav"
    assert target.read_bytes() == foreign.read_bytes()
    assert (tmp_path / "dub_me.wav").exists()
    assert (dub.folder / "set_aside" / "audio_gen.wav").read_bytes() == b"made elsewhere"
    target.write_bytes(b"mine")
    export.trigger()
    window.until(lambda: window.idle() and window.window.status.help_button.text() == "Replace")
    assert target.read_bytes() == b"mine"
    QTest.mouseClick(window.window.status.help_button, Qt.MouseButton.LeftButton)
    window.until(lambda: window.idle() and "Exported “dub.wav”." in window.window.status.message)
    assert len(target.read_bytes()) > 1000


def test_the_export_tells_the_first_warning_as_a_sentence(window: OpenWindow, dub: DubClip, tmp_path: Path) -> None:
    speak(dub, 1, 2.5)
    load(window)
    window.answers.soundtrack = SoundtrackChoice(tmp_path / "dub.wav")
    window.window.voices.actions.export_soundtrack.trigger()
    window.until(lambda: window.idle() and "More warnings" in window.window.status.message)
    assert "too long" in window.window.status.message
    assert "; it is laid whole until 00:00:" in window.window.status.message
    assert ". More warnings: " in window.window.status.message


def test_the_film_is_exported_with_the_voices_first(window: OpenWindow, tmp_path: Path) -> None:
    load(window)
    target = tmp_path / "dubbed.mkv"
    window.answers.film = FilmChoice(target, language="kor", title="Korean dub")
    window.window.voices.actions.export_film.trigger()
    window.until(lambda: window.idle() and "Exported “dubbed.mkv”" in window.window.status.message)
    with av.open(str(target)) as film:
        sounds = [stream for stream in film.streams if stream.type == "audio"]
        assert sounds[0].metadata["language"] == "kor"
        assert sounds[0].metadata["title"] == "Korean dub"
        assert len(sounds) == 2
    assert window.answers.offered.target == tmp_path / "film_dub.mkv"


def test_a_cancelled_export_leaves_no_file(window: OpenWindow, tmp_path: Path) -> None:
    load(window)
    target = tmp_path / "dubbed.mkv"
    window.answers.film = FilmChoice(target)
    window.window.voices.actions.export_film.trigger()
    (job,) = window.window.jobs.running
    job.cancel()
    window.until(window.idle)
    assert [path.name for path in tmp_path.iterdir() if "dub" in path.name or "partial" in path.name] == []
    assert window.window.voices.actions.export_film.isEnabled()


def test_the_voices_have_a_lane_while_they_are_open(window: OpenWindow, dub: DubClip) -> None:
    timeline = window.window.timeline
    canvas = timeline._canvas
    assert len(canvas.lanes) == 3
    folds = window.window.viewing.actions.folds
    assert not folds[3].isEnabled()
    load(window)
    lane = canvas.lanes[3]
    assert lane.isVisible()
    assert lane.is_active  # it is what is heard
    start, stop = dub.slot(0)
    low, high = lane.source.peaks.envelope(start, stop, 1)[0]
    heard = window.window.playback.sources[GENERATED].read(start, stop)
    assert max(-low, high) == pytest.approx(np.abs(heard).max(), abs=0.01)
    QTest.keyClick(timeline, "1")
    assert not lane.is_active
    place = lane.header_rect().center().toPoint()
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert lane.is_active
    folds[3].trigger()
    assert not timeline.lane_stack.is_open(3)
    window.session.set_media(None)
    assert len(canvas.lanes) == 3
    assert not lane.isVisible()
    assert len(timeline.lane_stack.shares) == 3


def test_the_text_has_the_rest_of_the_width(window: OpenWindow) -> None:
    load(window)
    view = window.window.table.view
    assert view.horizontalHeader().visualIndex(TEXT) > view.horizontalHeader().visualIndex(VOICE)
    assert view.columnWidth(TEXT) > 120
    assert "1." in shown(window, TEXT)[0]


def test_a_folder_that_is_none_is_refused_and_the_voices_stay(window: OpenWindow, dub: DubClip, tmp_path: Path) -> None:
    window.answers.folder = tmp_path / "empty"
    window.answers.folder.mkdir()
    load(window, "segments.csv")
    assert window.window.table.view.isColumnHidden(VOICE)
    assert list(window.answers.folder.iterdir()) == []
    window.answers.folder = dub.folder
    load(window)
    assert shown(window)[0] == "new, fits"
    window.answers.folder = tmp_path / "empty"
    load(window, "segments.csv")
    window.until(lambda: window.idle() and window.window._services.voices.voices is not None)
    assert shown(window)[0] == "new, fits"
    path = speak(dub, 1, 0.8)  # it is still watched
    window.until(lambda: shown(window)[1] == "new, fits")
    assert path.exists()


def test_the_window_closes_while_voices_are_loaded(window: OpenWindow) -> None:
    window.window.listening.actions.load_speech.trigger()
    assert window.window.jobs.running
    window.close()
    assert not window.window.jobs.running


def choose(box: QComboBox, text: str) -> None:
    box.setCurrentIndex(box.findText(text))


def test_the_dialogs_start_with_what_was_chosen_and_return_what_is_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    sound = SoundtrackDialog(SoundtrackChoice(tmp_path / "dub.wav"))
    qtbot.addWidget(sound)
    assert sound.choice == SoundtrackChoice(tmp_path / "dub.wav")
    assert not sound.options.lufs.isEnabled()
    sound.show()
    assert sound.options.bed.width() > sound.options.width() / 2  # a long check box takes no room from the fields
    choose(sound.options.level, "At a loudness")
    choose(sound.options.bed, "Music and effects")
    sound.options.duck.setValue(6)
    sound.broadcast.setChecked(True)
    sound.start.setTime(QTime(1, 0))
    sound.music.setChecked(True)
    sound.target.edit.setText(str(tmp_path / "other"))
    options = RemixOptions(level=Level(LevelMode.FIXED, -23), bed=Bed.ACCOMPANIMENT, duck_db=6, me=True)
    assert sound.choice == SoundtrackChoice(tmp_path / "other.wav", options, True, 3600)
    assert SoundtrackDialog(sound.choice, sound).choice == sound.choice
    choose(sound.options.fit, "Pad or cut, as the notebook")
    assert not sound.options.duck.isEnabled()
    sound.target.edit.setText("")
    assert not sound.export.isEnabled()
    film = FilmDialog(FilmChoice(tmp_path / "dub.mkv", options, "kor", "Dub", keeps_original=False))
    qtbot.addWidget(film)
    assert film.choice == FilmChoice(tmp_path / "dub.mkv", options, "kor", "Dub", keeps_original=False)
    choose(film.language, "Not stated")
    assert film.choice.language == ""
    film.target.edit.setText(str(tmp_path / "dub"))
    assert not film.export.isEnabled()


@pytest.mark.parametrize("kind", ["soundtrack", "film"])
def test_tab_goes_through_all_of_an_export_dialog_as_it_is_seen(qtbot: QtBot, tmp_path: Path, kind: str) -> None:
    if kind == "film":
        dialog: FilmDialog | SoundtrackDialog = FilmDialog(FilmChoice(tmp_path / "dub.mkv"))
    else:
        dialog = SoundtrackDialog(SoundtrackChoice(tmp_path / "dub.wav"))
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow, timeout=10_000)
    reached: list[QWidget] = []
    while dialog.focusWidget() not in reached:
        reached.append(dialog.focusWidget())
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    assert {dialog.target.edit, dialog.target.button, dialog.export} <= set(reached)
    places = [widget.mapTo(dialog, widget.rect().center()) for widget in reached]
    rows = [(place.y() // 12, place.x()) for place in places]
    assert rows == sorted(rows)
    QTest.keyClick(dialog, Qt.Key.Key_F, Qt.KeyboardModifier.AltModifier)
    assert dialog.target.edit.hasFocus()
