"""Entries of menus that cannot be used say why."""

from __future__ import annotations

from PySide6.QtGui import QAction, QHelpEvent
from PySide6.QtWidgets import QApplication, QMenu, QToolTip

from tests.helpers.open_window import SAMPLE, OpenWindow


def reason(menu: QMenu, entry: QAction) -> str:
    """Return the tooltip while the pointer rests on an entry."""
    QToolTip.hideText()
    menu.adjustSize()
    point = menu.actionGeometry(entry).center()
    QApplication.sendEvent(menu, QHelpEvent(QHelpEvent.Type.ToolTip, point, menu.mapToGlobal(point)))
    text = QToolTip.text() if QToolTip.isVisible() else ""
    QToolTip.hideText()
    return text


def test_each_export_says_what_it_needs_first(opened: OpenWindow) -> None:
    actions = opened.window.actions_
    exports = actions.export_sentences, actions.export_stems
    assert [reason(actions.file, entry) for entry in exports] == ["Open a clip first."] * 2
    assert reason(actions.file, opened.window.voices.actions.export_film) == "Load generated speech first."
    assert reason(actions.file, actions.save) == "Open subtitles first."
    opened.open(SAMPLE)  # with the subtitles beside it
    opened.until(actions.export_sentences.isEnabled)
    assert [reason(actions.file, entry) for entry in exports] == ["", "Separate the clip first."]
