"""Saving with obstacles, and closing while jobs run."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from deepdub_engine.subtitles import load_subtitles
from deepdub_engine.subtitles.retime import Retiming
from deepdub_gui.document.commands import retime
from tests.helpers.open_window import LATE_SUBS, SAMPLE, TRUE_SUBS, OpenWindow, open_window


def shift_and_save(opened: OpenWindow) -> None:
    opened.window.shift_bar.nudge(-3000)
    opened.window.actions_.save.trigger()
    opened.until(opened.idle)


def test_a_file_that_another_program_changed_is_replaced_only_on_a_press_of_the_button(
    opened: OpenWindow, mine: Path
) -> None:
    opened.open(mine)
    theirs = mine.read_bytes() + b"\n99\n00:01:00,000 --> 00:01:01,000\nAdded elsewhere.\n"
    mine.write_bytes(theirs)
    shift_and_save(opened)
    assert "was changed by another program" in opened.window.status.message
    assert mine.read_bytes() == theirs
    assert opened.window.isWindowModified()
    QTest.mouseClick(opened.window.status.help_button, Qt.MouseButton.LeftButton)
    opened.until(lambda: opened.idle() and not opened.window.isWindowModified())
    assert mine.read_bytes() == TRUE_SUBS.read_bytes()


def test_saving_twice_is_no_change_by_another_program(opened: OpenWindow, mine: Path) -> None:
    opened.open(mine)
    shift_and_save(opened)
    opened.session.undo.undo()
    opened.window.actions_.save.trigger()
    opened.until(lambda: opened.idle() and not opened.window.isWindowModified())
    assert mine.read_bytes() == LATE_SUBS.read_bytes()


def test_what_is_changed_while_it_is_saved_stays_modified(opened: OpenWindow, mine: Path) -> None:
    opened.open(mine)
    retime(opened.session, Retiming(-3000))
    opened.window.actions_.save.trigger()
    opened.session.undo.undo()
    retime(opened.session, Retiming(-2000))
    opened.until(opened.idle)
    assert mine.read_bytes() == TRUE_SUBS.read_bytes()
    assert opened.window.isWindowModified()


def test_what_cannot_be_saved_stays_modified_and_says_why(opened: OpenWindow, mine: Path) -> None:
    opened.open(mine)
    opened.answers.target = mine / "a file is no folder.srt"
    opened.window.shift_bar.nudge(-3000)
    opened.window.actions_.save_as.trigger()
    opened.until(opened.idle)
    assert "cannot be written" in opened.window.status.message
    assert opened.window.isWindowModified()
    assert mine.read_bytes() == LATE_SUBS.read_bytes()


@pytest.mark.parametrize("job", ["reading", "separating", "exporting", "saving", "starting sound"])
def test_closing_during_a_job_leaves_nothing_half_done(
    qapp: QApplication, qtbot, tmp_path: Path, mine: Path, job: str
) -> None:
    opened = open_window(qapp, qtbot, tmp_path)
    root = opened.session.folders._root
    if job == "reading":
        opened.window.open_files([SAMPLE])
        opened.until(lambda: opened.session.media is not None)
    else:
        opened.open(SAMPLE, mine)
        opened.answers.folder = tmp_path / "out"
        {
            "separating": opened.window.separation.separate,
            "exporting": opened.window.actions_.export_sentences.trigger,
            "saving": opened.window.actions_.save.trigger,
            "starting sound": opened.window.actions_.transport.play.trigger,
        }[job]()
    opened.close()
    assert not opened.window.jobs.running
    assert not root.exists()
    out = tmp_path / "out"
    assert not out.exists() or (out / "sentences.csv").exists() or list(out.iterdir()) == []
    assert mine.read_bytes() == LATE_SUBS.read_bytes()


def test_another_format_is_saved_as_a_copy_after_saying_what_is_lost(opened: OpenWindow, mine: Path) -> None:
    opened.open(mine)
    retime(opened.session, Retiming(-2996))
    opened.answers.target = mine.with_suffix(".ass")
    opened.answers.converting = False
    opened.window.actions_.save_as.trigger()
    opened.until(opened.idle)
    assert opened.answers.asked[-1].startswith("converting: ASS cannot keep: exact times, which are rounded to 10 ms")
    assert not mine.with_suffix(".ass").exists()
    opened.answers.converting = True
    opened.window.actions_.save_as.trigger()
    opened.until(lambda: opened.idle() and "Saved a copy" in opened.window.status.message)
    assert "ASS cannot keep: exact times" in opened.window.status.message
    copy = load_subtitles(mine.with_suffix(".ass"))
    assert copy.format == "ass"
    assert [cue.text for cue in copy.cues] == [cue.text for cue in opened.session.cues]
    assert all(abs(one.start_ms - cue.start_ms) <= 5 for one, cue in zip(copy.cues, opened.session.cues, strict=True))
    assert opened.session.subtitles.path == mine, "the subtitles stay open as they are"
    assert opened.session.undo.count() == 1
    assert opened.window.isWindowModified()


def test_a_format_that_counts_frames_asks_for_the_rate(opened: OpenWindow, mine: Path) -> None:
    opened.open(mine)
    opened.answers.target = mine.with_suffix(".sub")
    opened.answers.frame_rate = "25"
    opened.window.actions_.save_as.trigger()
    opened.until(lambda: opened.idle() and "Saved a copy" in opened.window.status.message)
    assert opened.answers.asked.count("frame rate") == 1
    assert load_subtitles(mine.with_suffix(".sub")).format == "microdvd"
    opened.answers.frame_rate = "soon"
    opened.window.actions_.save_as.trigger()
    opened.until(lambda: opened.idle() and "is not a frame rate" in opened.window.status.message)


def test_letters_that_the_encoding_lacks_are_offered_as_utf8_in_a_copy_too(opened: OpenWindow, mine: Path) -> None:
    mine.write_bytes("1\n00:00:01,000 --> 00:00:02,000\nDéjà vu à l’opéra, très drôle\n".encode("cp1252"))
    opened.open(mine)
    opened.window.editing.commands.set_text(0, "한국어")
    opened.answers.target = mine.with_suffix(".ass")
    opened.window.actions_.save_as.trigger()
    opened.until(lambda: opened.idle() and opened.window.status.help_button.isVisible())
    QTest.mouseClick(opened.window.status.help_button, Qt.MouseButton.LeftButton)
    opened.until(lambda: opened.idle() and mine.with_suffix(".ass").exists())
    assert "한국어" in mine.with_suffix(".ass").read_text("utf-8")
