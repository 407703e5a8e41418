"""A season in the window: pairs are shown and mended, the work can be watched, stopped and repeated, doubts checked."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDesktopServices, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenu

from deepdub_engine.batch.items import StepKind
from deepdub_engine.subtitles import load_subtitles
from deepdub_gui.dialogs.dialogs import SaveAnswer, StopAnswer
from deepdub_gui.features.season.rows import Standing
from deepdub_gui.features.season.saved import read_seasons
from deepdub_gui.features.season.window import SeasonWindow
from tests.helpers.open_window import PATIENCE_MS, OpenWindow, open_window
from tests.helpers.seasons import LATE, SAMPLE, TRUE, add_broken, add_doubtful, add_episode


def click(button: QAbstractButton) -> None:
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def drop(window: SeasonWindow, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    kinds = Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(9, 9), *kinds))


def cells(window: SeasonWindow) -> list[list[str]]:
    model = window.table.model()
    return [[model.index(row, column).data() for column in range(3)] for row in range(model.rowCount())]


def standings(window: SeasonWindow) -> list[Standing]:
    return [row.standing for row in window.service.rows]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "season").mkdir()
    return tmp_path / "season"


@pytest.fixture
def season(opened: OpenWindow) -> SeasonWindow:
    """Return the window of the season, opened from the menu; only what takes a moment is done."""
    opened.window.season.season.trigger()
    window = opened.window.season.window
    opened.until(window.isActiveWindow)
    click(window.plan_bar.steps[StepKind.RUN])
    assert window.service.kinds == (StepKind.ALIGN,)
    return window


def load(opened: OpenWindow, window: SeasonWindow, *paths: Path) -> None:
    drop(window, *paths)
    opened.until(opened.idle)
    assert window.plan_bar.plan.text()


def run(opened: OpenWindow, window: SeasonWindow) -> None:
    click(window.work_bar.start)
    assert window.service.is_running
    opened.until(opened.idle)


# Pairs


def test_a_dropped_folder_is_paired_and_measured(opened: OpenWindow, season: SeasonWindow, folder: Path) -> None:
    add_episode(folder, 1)
    add_episode(folder, 2, None)
    (folder / "notes.srt").write_bytes(LATE.read_bytes())
    assert season.invitation.isVisible()
    load(opened, season, folder)
    assert cells(season) == [
        ["Show.S01E01.mkv", "show 1x01.srt", ""],
        ["Show.S01E02.mkv", "those inside the clip", ""],
    ]
    assert season.unpaired.text() == "Belong to no clip: “notes.srt”"
    assert season.plan_bar.root.text() == str(folder / "Deepdub")
    assert season.plan_bar.plan.text().startswith("2 episodes, 00:01:22.000 in all; each command needs up to")
    assert "are free; it takes about " in season.plan_bar.plan.text()
    click(season.plan_bar.steps[StepKind.RUN])
    opened.until(lambda: re.search(r"the results take about \d\d MB more", season.plan_bar.plan.text()) is not None)
    assert not (folder / "Deepdub").exists()


def test_pairs_are_mended_by_choosing_a_file_or_none(opened: OpenWindow, season: SeasonWindow, folder: Path) -> None:
    add_episode(folder, 1)
    add_episode(folder, 2, None)
    (folder / "final.srt").write_bytes(TRUE.read_bytes())
    load(opened, season, folder)
    season.table.selectRow(1)
    season.list_bar.subtitles.pressed.emit()
    season.pairs.aboutToShow.emit()
    entries = {action.text(): action for action in season.pairs.actions()}
    entries["final.srt"].trigger()
    assert cells(season)[1][1] == "final.srt"
    assert not season.unpaired.isVisible()
    assert season.table.chosen == [1]
    opened.answers.subtitles = folder / "show 1x01.srt"
    season.pairs.aboutToShow.emit()
    next(action for action in season.pairs.actions() if action.text() == "Another &file…").trigger()
    assert cells(season)[1][1] == "show 1x01.srt"
    assert season.unpaired.text() == "Belong to no clip: “final.srt”"
    season.pairs.aboutToShow.emit()
    season.pairs.actions()[-1].trigger()
    assert cells(season)[1][1] == "those inside the clip"
    season.table.selectRow(0)
    QTest.keyClick(season.table, Qt.Key.Key_Delete)
    assert [row[0] for row in cells(season)] == ["Show.S01E02.mkv"]
    assert (folder / "Show.S01E01.mkv").exists()
    opened.until(opened.idle)


def test_the_language_chooses_among_several_files(opened: OpenWindow, season: SeasonWindow, folder: Path) -> None:
    add_episode(folder, 1, None)
    for language in ("de", "fr"):
        shutil.copy(LATE, folder / f"Show.S01E01.{language}.srt")
    load(opened, season, folder)
    assert cells(season)[0][1] == "⚠ Show.S01E01.de.srt"
    assert season.detail.label.text() == "Several subtitle files fit “Show.S01E01.mkv”."
    season.list_bar.language.setText("fr")
    season.list_bar.language.editingFinished.emit()
    opened.until(opened.idle)
    assert cells(season)[0][1] == "Show.S01E01.fr.srt"


def test_a_folder_without_clips_says_so(opened: OpenWindow, season: SeasonWindow, folder: Path) -> None:
    load(opened, season, folder)
    assert (
        season.detail.label.text() == f"“{folder}” holds no clip: name a folder with clips, or a CSV that lists them."
    )
    assert season.invitation.isVisible()


def test_a_folder_dropped_on_the_main_window_opens_the_season(opened: OpenWindow, folder: Path) -> None:
    add_episode(folder, 1)
    opened.window.open_files([folder])
    opened.until(opened.idle)
    assert [row[0] for row in cells(opened.window.season.window)] == ["Show.S01E01.mkv"]


# The work


def test_a_broken_clip_stands_with_its_sentence_and_is_retried_alone(
    opened: OpenWindow, season: SeasonWindow, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_episode(folder, 1)
    broken = add_broken(folder, 2)
    load(opened, season, folder)
    run(opened, season)
    assert standings(season) == [Standing.DONE, Standing.FAILED]
    assert "is not a video or audio file" in cells(season)[1][2]
    season.table.selectRow(1)
    assert season.detail.label.text().startswith("Show.S01E02: “")
    assert season.progress_bar.text.text() == "1 of 2 episodes done · 1 failed"
    out = folder / "Deepdub"
    assert (out / "Show.S01E01" / "subtitles.srt").is_file()
    shown: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", shown.append)
    click(season.work_bar.report)
    assert [url.toLocalFile() for url in shown] == [str(out / "report.html")]
    shutil.copy(SAMPLE, broken)
    before = (out / "Show.S01E01" / ".done-align.json").stat().st_mtime_ns
    click(season.work_bar.retry)
    assert standings(season) == [Standing.DONE, Standing.WAITING]
    opened.until(opened.idle)
    assert standings(season) == [Standing.DONE, Standing.DONE]
    assert (out / "Show.S01E01" / ".done-align.json").stat().st_mtime_ns == before
    page = (out / "report.html").read_text("utf-8")
    assert "Show.S01E01" in page
    assert "Show.S01E02" in page
    run(opened, season)
    assert [row[2] for row in cells(season)] == ["✓ Done before", "✓ Done before"]


def test_the_report_is_in_the_language_of_the_window(opened: OpenWindow, season: SeasonWindow, folder: Path) -> None:
    opened.settings.language = "ko"
    add_episode(folder, 1)
    load(opened, season, folder)
    run(opened, season)
    assert '<html lang="ko">' in (folder / "Deepdub" / "report.html").read_text("utf-8")


def test_a_paused_season_begins_nothing_new(opened: OpenWindow, season: SeasonWindow, folder: Path) -> None:
    for number in (1, 2, 3):
        add_episode(folder, number)
    load(opened, season, folder)
    season.plan_bar.workers.setValue(1)
    click(season.work_bar.start)
    click(season.work_bar.pause)
    opened.until(lambda: all(row.standing is not Standing.RUNNING for row in season.service.rows))
    done = season.service.finished
    assert season.progress_bar.text.text().startswith("Paused: what runs is finished, nothing new begins · ")
    QTest.qWait(400)  # longer than a command needs to begin
    assert season.service.finished == done < 3
    assert season.service.is_running
    click(season.work_bar.pause)
    opened.until(opened.idle)
    assert standings(season) == [Standing.DONE] * 3


def test_cancelling_ends_what_runs_and_leaves_nothing_unfinished(
    opened: OpenWindow, season: SeasonWindow, folder: Path
) -> None:
    for number in (1, 2):
        add_episode(folder, number)
    click(season.plan_bar.steps[StepKind.RUN])
    load(opened, season, folder)
    click(season.work_bar.start)
    opened.until(lambda: Standing.RUNNING in standings(season))
    assert not season.list_bar.add.isEnabled()
    click(season.work_bar.cancel)
    assert season.progress_bar.text.text().startswith("Stopping…")
    opened.until(opened.idle)
    assert Standing.STOPPED in standings(season)
    assert set(standings(season)) <= {Standing.STOPPED, Standing.DONE}
    assert not list((folder / "Deepdub").rglob("*partial*"))
    click(season.plan_bar.steps[StepKind.RUN])
    run(opened, season)
    assert standings(season) == [Standing.DONE] * 2


@pytest.mark.slow
def test_the_steps_that_are_chosen_are_done(opened: OpenWindow, season: SeasonWindow, folder: Path) -> None:
    add_episode(folder, 1)
    click(season.plan_bar.steps[StepKind.RUN])
    load(opened, season, folder)
    click(season.work_bar.start)
    opened.qtbot.waitUntil(opened.idle, timeout=4 * PATIENCE_MS)
    assert standings(season) == [Standing.DONE]
    assert (folder / "Deepdub" / "Show.S01E01" / "sentences" / "sentences.csv").is_file()


def test_the_main_window_works_on_meanwhile(opened: OpenWindow, season: SeasonWindow, folder: Path) -> None:
    add_episode(folder, 1)
    load(opened, season, folder)
    click(season.work_bar.start)
    opened.window.open_files([SAMPLE, TRUE])
    opened.until(lambda: opened.session.clip is not None)
    opened.window.playback.toggle()
    opened.until(opened.idle)
    assert standings(season) == [Standing.DONE]
    assert opened.session.media.path == SAMPLE


def test_two_seasons_cannot_write_to_one_folder(opened: OpenWindow, season: SeasonWindow, folder: Path) -> None:
    from deepdub_engine.base.locks import FileLock

    add_episode(folder, 1)
    load(opened, season, folder)
    (folder / "Deepdub").mkdir()
    lock = FileLock.take(folder / "Deepdub" / ".batch.lock")
    run(opened, season)
    lock.release()
    assert "Deepdub" in season.detail.label.text()
    assert standings(season) == [Standing.STOPPED]


@pytest.mark.parametrize("answer", [StopAnswer.CANCEL, StopAnswer.GO_ON, StopAnswer.STOP])
def test_closing_while_it_runs_asks(opened: OpenWindow, season: SeasonWindow, folder: Path, answer: StopAnswer) -> None:
    add_episode(folder, 1)
    load(opened, season, folder)
    click(season.work_bar.start)
    opened.answers.stopping = answer
    season.close()
    assert opened.answers.asked == ["stopping"]
    assert season.isVisible() is (answer is StopAnswer.CANCEL)
    opened.until(opened.idle)
    assert standings(season) == [Standing.STOPPED if answer is StopAnswer.STOP else Standing.DONE]


def test_closing_the_program_asks_and_stops_the_season(opened: OpenWindow, season: SeasonWindow, folder: Path) -> None:
    add_episode(folder, 1)
    load(opened, season, folder)
    click(season.work_bar.start)
    opened.answers.ending = False
    opened.window.close()
    assert opened.window.isVisible()
    assert season.service.is_running
    opened.answers.ending = True
    opened.window.close()
    assert opened.answers.asked == ["ending", "ending"]
    assert not season.isVisible()
    assert not opened.window.jobs.running


# Checking


@pytest.fixture
def doubtful(opened: OpenWindow, season: SeasonWindow, folder: Path) -> SeasonWindow:
    """Return a season with two doubtful alignments and one that is certain."""
    add_doubtful(folder, 1, 900)
    add_episode(folder, 2)
    add_doubtful(folder, 3, 1100)
    load(opened, season, folder)
    run(opened, season)
    assert standings(season) == [Standing.CHECK, Standing.DONE, Standing.CHECK]
    assert all(row[2].startswith("⚠ To check: confidence ") for row in cells(season)[::2])
    return season


def test_doubts_are_opened_one_after_the_other_and_moved_by_nobody(
    opened: OpenWindow, doubtful: SeasonWindow, folder: Path
) -> None:
    status, session, service = opened.window.status, opened.session, doubtful.service
    first, second = service.doubts
    assert first.suggestion.confidence <= second.suggestion.confidence
    click(doubtful.work_bar.check)
    opened.until(lambda: opened.window.suggesting.offer.is_shown and opened.idle())
    assert opened.window.projects.service.path == folder / "Deepdub" / first.item.name / f"{first.item.name}.deepdub"
    assert session.media.path == first.item.media
    assert session.retiming.is_identity
    assert session.cues == load_subtitles(first.source).cues
    assert "(confidence " in status.message
    assert opened.answers.asked == []
    click(status.help_button)
    opened.until(lambda: opened.idle() and status.message.startswith("Checked and saved"))
    assert session.retiming == first.suggestion.retiming
    assert not session.modified
    saved = load_subtitles(first.task.output).cues
    assert [cue.start_ms for cue in saved] == [max(0, cue.start_ms) for cue in session.cues]
    assert load_subtitles(first.source).cues != saved
    assert [doubt.item.name for doubt in service.doubts] == [second.item.name]
    assert Standing.CHECKED in standings(doubtful)
    click(status.help_button)
    opened.until(lambda: opened.window.suggesting.offer.is_shown and opened.idle())
    assert session.media.path == second.item.media
    assert opened.answers.asked == []


def test_what_was_checked_stays_checked_and_saved_times_are_used(
    opened: OpenWindow, doubtful: SeasonWindow, folder: Path
) -> None:
    doubt = doubtful.service.doubts[0]
    click(doubtful.work_bar.check)
    opened.until(lambda: opened.window.suggesting.offer.is_shown and opened.idle())
    opened.window.shift_bar.shift.commit(1234)
    opened.window.actions_.save.trigger()
    opened.until(opened.idle)
    assert doubt.item.name not in [each.item.name for each in doubtful.service.doubts]
    corrected = doubt.task.output.read_bytes()
    run(opened, doubtful)
    assert standings(doubtful).count(Standing.CHECKED) == 1
    assert doubt.task.output.read_bytes() == corrected


def test_a_doubt_that_is_left_alone_comes_again_after_the_others(opened: OpenWindow, doubtful: SeasonWindow) -> None:
    opened.answers.saving = SaveAnswer.DISCARD
    media = []
    for _ in range(3):
        click(doubtful.work_bar.check)
        opened.until(lambda: opened.window.suggesting.offer.is_shown and opened.idle())
        media.append(opened.session.media.path)
    first, second = (doubt.item.media for doubt in doubtful.service.doubts)
    assert media == [first, second, first]
    assert len(doubtful.service.doubts) == 2


# The window


def test_two_hundred_episodes_are_listed(opened: OpenWindow, season: SeasonWindow, folder: Path) -> None:
    for number in range(200):
        (folder / f"Show.S01E{number:03}.wav").touch()
        (folder / f"show.S01E{number:03}.srt").touch()
    load(opened, season, folder)
    assert len(cells(season)) == 200
    season.table.selectAll()
    click(season.list_bar.remove)
    assert season.invitation.isVisible()
    opened.until(opened.idle)


def test_the_key_of_the_handbook_opens_the_page_on_the_season(opened: OpenWindow, season: SeasonWindow) -> None:
    QTest.keyClick(season.focusWidget(), Qt.Key.Key_F1)
    handbook = opened.window.handbook.handbook
    assert handbook is not None
    assert handbook.view.page_name == "season.md"


def test_every_control_of_the_season_has_a_name_and_is_reached_with_tab(
    opened: OpenWindow, season: SeasonWindow, folder: Path
) -> None:
    add_episode(folder, 1)
    load(opened, season, folder)
    reached = []
    season.list_bar.add.setFocus()
    while season.focusWidget() not in reached:
        reached.append(season.focusWidget())
        QTest.keyClick(season.focusWidget(), Qt.Key.Key_Tab)
    for button in season.findChildren(QAbstractButton):
        if button.isVisible() and button.isEnabled():
            assert button in reached, button.text()
    names = [QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name) for widget in reached]
    assert all(names)
    labels = [label.text() for label in season.findChildren(QLabel) if label.buddy() is not None]
    texts = labels + [button.text() for button in season.findChildren(QAbstractButton)]
    letters = [found[1].lower() for text in texts if (found := re.search("&([^&])", text))]
    assert len(letters) >= 13
    assert len(set(letters)) == len(letters)


@pytest.mark.qt_log_ignore("This plugin does not support")  # popups
def test_the_menu_of_an_episode_marks_it_as_checked(opened: OpenWindow, doubtful: SeasonWindow, folder: Path) -> None:
    doubtful.table.selectRow(0)
    doubtful.table.customContextMenuRequested.emit(QPoint(4, 4))
    menu = next(menu for menu in doubtful.findChildren(QMenu) if menu.isVisible())
    next(action for action in menu.actions() if action.text() == "&Mark as checked").trigger()
    menu.close()
    opened.until(opened.idle)
    assert standings(doubtful)[0] is Standing.CHECKED
    assert (folder / "Deepdub" / "Show.S01E01" / ".checked.json").is_file()


# From one start to the next


@pytest.fixture
def again(qapp, qtbot):
    """Return a function that closes a window, starts the program anew, and opens the season from the menu."""
    started: list[OpenWindow] = []

    def start(former: OpenWindow) -> tuple[OpenWindow, SeasonWindow]:
        former.close()
        started.append(open_window(qapp, qtbot, former.settings.folder))
        started[-1].window.season.season.trigger()
        started[-1].until(started[-1].idle)
        return started[-1], started[-1].window.season.window

    yield start
    for each in started:
        each.close()


def entries(window: SeasonWindow) -> list[str]:
    window.seasons.aboutToShow.emit()
    return [action.text() for action in window.seasons.actions() if action.text()]


def test_the_season_is_there_again_after_a_restart_and_only_what_is_missing_is_done(
    opened: OpenWindow, season: SeasonWindow, folder: Path, again
) -> None:
    add_episode(folder, 1)
    add_doubtful(folder, 2)
    add_episode(folder, 3, None)
    (folder / "final.srt").write_bytes(TRUE.read_bytes())
    load(opened, season, folder)
    run(opened, season)
    season.plan_bar.workers.setValue(3)
    season.table.selectRow(2)
    season.list_bar.subtitles.pressed.emit()
    season.pairs.aboutToShow.emit()
    next(action for action in season.pairs.actions() if action.text() == "final.srt").trigger()
    second, window = again(opened)
    assert [row[:2] for row in cells(window)] == [
        ["Show.S01E01.mkv", "show 1x01.srt"],
        ["Show.S01E02.mkv", "show 1x02.srt"],
        ["Show.S01E03.mkv", "final.srt"],
    ]
    assert standings(window) == [Standing.DONE, Standing.CHECK, Standing.NEW]
    assert window.progress_bar.text.text() == "2 of 3 episodes done · 1 to check"
    assert window.plan_bar.root.text() == str(folder / "Deepdub")
    assert window.plan_bar.workers.value() == 3
    assert [kind for kind, box in window.plan_bar.steps.items() if box.isChecked()] == [StepKind.ALIGN]
    assert window.work_bar.check.isEnabled()
    marker = folder / "Deepdub" / "Show.S01E01" / ".done-align.json"
    before = marker.stat().st_mtime_ns
    run(second, window)
    assert standings(window) == [Standing.DONE, Standing.CHECK, Standing.DONE]
    assert marker.stat().st_mtime_ns == before
    click(window.plan_bar.steps[StepKind.RUN])
    second.until(second.idle)
    assert cells(window)[0][2] == "1 of 2 steps done"
    click(window.plan_bar.steps[StepKind.RUN])
    second.until(second.idle)
    assert standings(window) == [Standing.DONE, Standing.CHECK, Standing.DONE]


def test_a_season_of_which_files_are_gone_or_new_says_so(
    opened: OpenWindow, season: SeasonWindow, folder: Path, again
) -> None:
    for number in (1, 2, 3):
        add_episode(folder, number)
    load(opened, season, folder)
    season.table.selectRow(2)
    click(season.list_bar.remove)
    opened.until(opened.idle)
    (folder / "Show.S01E01.mkv").unlink()
    add_episode(folder, 4)
    second, window = again(opened)
    assert standings(window) == [Standing.FAILED, Standing.NEW]
    assert "Show.S01E01.mkv" in cells(window)[0][2]
    assert window.detail.label.text() == "1 clip has come into the folder since."
    click(window.detail.button)
    second.until(second.idle)
    assert [row[0] for row in cells(window)] == ["Show.S01E01.mkv", "Show.S01E02.mkv", "Show.S01E04.mkv"]
    moved = folder.rename(folder.with_name("moved"))
    third, window = again(second)
    assert window.invitation.isVisible()
    assert window.detail.label.text().startswith(f"The clips of the last season are not in “{folder}”")
    moved.rename(folder)
    assert entries(window) == ["&New season", "season · 3 episodes"]
    window.seasons.actions()[-1].trigger()
    third.until(third.idle)
    assert len(cells(window)) == 3


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"seasons": 3}', b"\xff\xfe", b"[" * 100_000])
def test_a_damaged_list_of_seasons_is_set_aside(opened: OpenWindow, folder: Path, damage: bytes) -> None:
    path = opened.settings.folder / "seasons.json"
    path.write_bytes(damage)
    opened.window.season.season.trigger()
    opened.until(opened.idle)
    window = opened.window.season.window
    assert window.detail.label.text().startswith("The list of recent seasons is damaged; it is kept as “")
    assert (opened.settings.folder / "seasons.damaged.json").read_bytes() == damage
    add_episode(folder, 1)
    load(opened, window, folder)
    assert len(read_seasons(path)) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"root": "relative"},
        {"episodes": []},
        {"episodes": [{"name": "../..", "media": "/a.mkv"}]},
        {"episodes": [{"name": "a", "media": "/a.mkv", "options": [["unknown", "x"]]}]},
        {"kinds": ["extract"]},
        {"workers": 0},
        {"key": 3},
    ],
)
def test_a_damaged_season_leaves_the_others(tmp_path: Path, change: dict[str, object]) -> None:
    media = str(tmp_path / "a.mkv")
    good = {"key": "one", "root": str(tmp_path), "episodes": [{"name": "a", "media": media}], "workers": 1}
    assert len(read_seasons(_written(tmp_path, good))) == 1
    found = read_seasons(_written(tmp_path, {**good, **change}, good))
    assert [season.key for season in found] == ["one"]


def _written(folder: Path, *seasons: dict[str, object]) -> Path:
    path = folder / "seasons.json"
    path.write_text(json.dumps({"seasons": seasons}), encoding="utf-8")
    return path


def test_another_season_begins_with_an_empty_list_and_the_former_one_stays_in_the_menu(
    opened: OpenWindow, season: SeasonWindow, folder: Path, tmp_path: Path
) -> None:
    assert entries(season) == ["&New season", "None yet"]
    add_episode(folder, 1)
    other = tmp_path / "other & more"
    for number in (1, 2):
        add_episode(other, number)
    load(opened, season, folder)
    season.seasons.aboutToShow.emit()
    season.seasons.actions()[0].trigger()
    assert season.invitation.isVisible()
    load(opened, season, other)
    assert season.plan_bar.root.text() == str(other / "Deepdub")
    assert entries(season) == ["&New season", "other && more · 2 episodes", "season · 1 episode"]
    season.seasons.actions()[-1].trigger()
    opened.until(opened.idle)
    assert [row[0] for row in cells(season)] == ["Show.S01E01.mkv"]
    assert season.plan_bar.root.text() == str(folder / "Deepdub")
    assert entries(season)[1:] == ["season · 1 episode", "other && more · 2 episodes"]
