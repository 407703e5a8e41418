"""The transport row: Play, Loop, position, the three sources and Separate."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from deepdub_engine.base.timing import format_clock
from deepdub_gui.base.i18n import mark, tr
from deepdub_gui.base.icons import icon
from deepdub_gui.base.plain_text import PlainLabel
from deepdub_gui.base.theme import Theme, tabular_font
from deepdub_gui.shortcuts.action_entries import TITLE, plain_text, set_action_names
from deepdub_gui.shortcuts.actions import make_action

SOURCES = (mark("Original"), mark("Vocals"), mark("Accompaniment"))
_ARROW_PX = 28
_ICONS = ("original", "vocals", "accompaniment")


class TransportBar(QWidget):
    """The row under the shift bar; its actions are shared with the menus."""

    def __init__(self, actions: TransportActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.position = PlainLabel(format_clock(0), self)
        self.position.setFont(tabular_font(18))
        self.position.setAccessibleDescription(tr("Position of the playhead"))  # the name is the text it shows
        self.position.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 8)
        row.setSpacing(6)
        row.addWidget(_button(actions.play, self))
        row.addWidget(_button(actions.loop, self, text=True))
        row.addWidget(self.position)
        row.addSpacing(8)
        for action in actions.sources:
            row.addWidget(_button(action, self, text=True))
        self._listening_at = row.count()
        row.addWidget(_button(actions.separate, self, text=True))

    def add_model_button(self, menu: QMenu) -> QToolButton:
        """Add the button with the model menu after Separate, and return it."""
        button = QToolButton(self, popupMode=QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setText(tr("Model"))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setMenu(menu)
        self._row.addWidget(button)
        return button

    def add_separate_menu(self, menu: QMenu) -> None:
        """Add an arrow button with the separation menu after Separate; it works even while Separate is disabled."""
        button = QToolButton(self, popupMode=QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setAccessibleName(menu.title())
        button.setToolTip(tr("Separate a part, or listen to a preview"))
        button.setFixedWidth(_ARROW_PX)
        button.setMenu(menu)
        self._row.addWidget(button)

    def add_listening(self, controls: QWidget) -> None:
        """Insert the listening controls after the sources."""
        self._row.insertWidget(self._listening_at, controls, 1)

    def show_position(self, time_ms: int) -> None:
        """Show the position of the playhead."""
        self.position.setText(format_clock(time_ms))


class TransportActions:
    """The actions of the transport row.

    Parameters
    ----------
    owner
        The window that owns the actions; their shortcuts work while it has the focus.
    """

    def __init__(self, owner: QWidget) -> None:
        self.play = make_action(owner, tr("&Play"), "Space", tip=tr("Play or pause"))
        self.loop = make_action(owner, tr("&Loop cue"), "L", tip=tr("Repeat the current cue"), checkable=True)
        self.loop.setIconText(tr("Cue"))
        self.separate = make_action(
            owner, tr("&Separate"), "Ctrl+E", tip=tr("Separate the speech from music and effects")
        )
        self.separate.setIconText(tr("Separate"))
        self._group = QActionGroup(owner)
        self.sources = tuple(self._source(owner, number) for number in range(len(SOURCES)))
        self.sources[0].setChecked(True)
        self.play.setProperty(TITLE, tr("Play or pause"))
        set_action_names(self)

    def _source(self, owner: QWidget, number: int) -> QAction:
        key, name = str(number + 1), tr(SOURCES[number])
        tip = tr("Listen to: {name}\nHold the key to switch back on release", name=name.lower())
        action = make_action(owner, f"&{key} {name}", key, tip=tip, checkable=True, repeats=False)
        self._group.addAction(action)
        return action

    def add_to_group(self, action: QAction) -> None:
        """Add an action that excludes the sources, as they exclude each other."""
        self._group.addAction(action)

    def set_theme(self, theme: Theme) -> None:
        """Set the icons in the colours of a theme."""
        for name, action in {"loop": self.loop, "separate": self.separate}.items():
            action.setIcon(icon(name, theme))
        for name, action in zip(_ICONS, self.sources, strict=True):
            action.setIcon(icon(name, theme))

    def show_playing(self, playing: bool, theme: Theme) -> None:
        """Show Pause during playback, otherwise Play."""
        self.play.setText(tr("&Pause") if playing else tr("&Play"))
        self.play.setIcon(icon("pause" if playing else "play", theme))


def _button(action: QAction, parent: QWidget, *, text: bool = False) -> QToolButton:
    button = QToolButton(parent)
    button.setDefaultAction(action)
    style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if text else Qt.ToolButtonStyle.ToolButtonIconOnly
    button.setToolButtonStyle(style)
    button.setAccessibleName(plain_text(action.text()))
    action.changed.connect(lambda: button.setAccessibleName(plain_text(action.text())))
    return button
