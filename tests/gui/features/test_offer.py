"""Subtitles that certainly lie elsewhere are offered to be moved when they are opened, and never moved unasked."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from deepdub_engine.subtitles import load_subtitles, save_subtitles
from deepdub_engine.subtitles.retime import Break, Retiming
from deepdub_gui.document.commands import retime
from deepdub_gui.features.suggesting.offer import offer_text
from deepdub_gui.widgets.status_bar import About
from tests.helpers.open_window import LATE_SUBS, SAMPLE, TRUE_SUBS, OpenWindow

OFFER = "The subtitles look 3.0 s late. Move them?"


def click(button: QPushButton) -> None:
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def marks(opened: OpenWindow) -> list[int]:
    """Return the rows of the list that carry a warning sign."""
    model = opened.window.table.model
    return [row for row in range(model.rowCount()) if str(model.data(model.index(row, 3))).startswith("⚠")]


def shifted(tmp_path: Path, shift_ms: int, *, keep: int | None = None) -> Path:
    """Write the right subtitles, shifted but for the first `keep`."""
    file = load_subtitles(TRUE_SUBS)
    cues = Retiming(shift_ms).apply(file.cues)
    path = tmp_path / f"shifted_{shift_ms}.srt"
    save_subtitles(file, (*file.cues[: keep or 0], *cues[keep or 0 :]), path)
    return path


@pytest.fixture
def offered(opened: OpenWindow) -> OpenWindow:
    opened.open(SAMPLE, LATE_SUBS)
    opened.until(lambda: opened.window.suggesting.offer.is_shown and opened.idle())
    return opened


def test_late_subtitles_are_offered_to_be_moved_and_stay_until_then(offered: OpenWindow) -> None:
    status = offered.window.status
    assert status.message == OFFER
    assert [button.text() for button in (status.help_button, status.dismiss_button)] == ["Move", "Not now"]
    assert offered.session.retiming.is_identity
    assert not offered.session.undo.canUndo()
    click(status.help_button)
    assert abs(offered.session.retiming.offset_ms + 3000) <= 60
    assert "to fit the speech" in status.message
    assert not status.dismiss_button.isVisible()
    offered.session.undo.undo()
    assert offered.session.retiming.is_identity
    offered.until(offered.idle)
    assert not offered.window.suggesting.offer.is_shown


def test_not_now_leaves_everything_and_is_remembered_for_these_subtitles(offered: OpenWindow, tmp_path: Path) -> None:
    click(offered.window.status.dismiss_button)
    assert offered.window.status.message == ""
    assert offered.session.retiming.is_identity
    copy = tmp_path / "the same under another name.srt"
    copy.write_bytes(LATE_SUBS.read_bytes())
    offered.open(copy)
    offered.until(offered.idle)
    assert offered.window.status.message == ""
    offered.open(shifted(tmp_path, 2000))
    offered.until(lambda: offered.window.suggesting.offer.is_shown)
    assert offered.window.status.message == "The subtitles look 2.0 s late. Move them?"


def test_right_subtitles_are_left_in_peace(opened: OpenWindow) -> None:
    opened.open(SAMPLE, TRUE_SUBS)
    opened.until(lambda: opened.window.suggesting.service.heard is not None and opened.idle())
    assert opened.window.status.message == ""
    assert not opened.window.suggesting.offer.is_shown


def test_doubtful_subtitles_are_left_in_peace(opened: OpenWindow, tmp_path: Path) -> None:
    (tmp_path / "few.srt").write_text(
        "1\n00:00:07,000 --> 00:00:08,000\nOne.\n\n2\n00:00:09,000 --> 00:00:10,000\nTwo.\n"
    )
    opened.open(SAMPLE, tmp_path / "few.srt")
    opened.until(lambda: opened.window.suggesting.service.heard is not None and opened.idle())
    assert opened.window.status.message == ""


def test_the_offer_goes_when_the_subtitles_change(offered: OpenWindow) -> None:
    retime(offered.session, Retiming(-500))
    assert offered.window.status.message != OFFER
    offered.session.undo.undo()
    offered.until(offered.idle)
    assert not offered.window.suggesting.offer.is_shown


def test_the_offer_goes_with_another_file(offered: OpenWindow) -> None:
    offered.open(TRUE_SUBS)
    offered.until(offered.idle)
    assert offered.window.status.message == ""


def test_a_preview_leaves_the_offer_until_it_is_committed(offered: OpenWindow) -> None:
    offered.window.shift_bar.nudge(-300)
    assert offered.window.suggesting.offer.is_shown
    offered.window.shift_bar.finish()
    assert not offered.window.suggesting.offer.is_shown


def test_the_offer_comes_back_when_another_message_goes(offered: OpenWindow) -> None:
    status = offered.window.status
    status.show_message("Something went wrong.", error=True)
    assert status.dismiss_button.text() == "Dismiss"
    click(status.dismiss_button)
    assert status.message == OFFER
    click(status.dismiss_button)
    assert status.message == ""


def test_a_message_that_waits_for_an_answer_is_not_replaced(opened: OpenWindow) -> None:
    opened.open(SAMPLE)
    status = opened.window.status
    opened.window.open_files([LATE_SUBS])
    status.show_message("Read as something else?", "Read", lambda: None, about=About.PROGRAM)
    opened.until(lambda: opened.window.suggesting.service.heard is not None and opened.idle())
    assert status.message == "Read as something else?"
    status.clear()
    assert status.message == OFFER


def test_suggest_takes_the_place_of_the_offer(offered: OpenWindow) -> None:
    offered.window.suggesting.suggest.trigger()
    offered.until(offered.idle)
    assert abs(offered.session.retiming.offset_ms + 3000) <= 60
    assert "to fit the speech" in offered.window.status.message


def test_warnings_of_the_shift_are_held_back_while_the_offer_stands(opened: OpenWindow, tmp_path: Path) -> None:
    path = shifted(tmp_path, 1500)
    with path.open("a", encoding="utf-8") as file:
        file.write("\n18\n00:00:37,500 --> 00:00:38,500\nNobody says this.\n")
    opened.open(SAMPLE, path)
    opened.until(lambda: opened.window.suggesting.offer.is_shown and opened.idle())
    assert marks(opened) == [17]
    status = opened.window.status
    status.show_message("Something else.")
    assert len(marks(opened)) > 1  # nothing is held back without a reason on the screen
    status.clear()
    assert marks(opened) == [17]
    click(status.dismiss_button)
    assert len(marks(opened)) > 1


@pytest.mark.parametrize(
    ("retiming", "start"),
    [
        (Retiming(-3407), "The subtitles look 3.4 s late."),
        (Retiming(250), "The subtitles look 0.25 s early."),
        (Retiming(0, Retiming().ratio * 25 / 24), "The subtitles and the speech drift apart"),
        (
            Retiming(-2000, breaks=(Break(60_000, -500),)),
            "Parts of the subtitles are off by different times. Move them by −2.00 s, −2.50 s from 00:01:00?",
        ),
    ],
)
def test_the_question_says_what_is_wrong(retiming: Retiming, start: str) -> None:
    assert offer_text(retiming).startswith(start)
