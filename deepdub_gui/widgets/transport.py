"""The transport row: Play, Loop, position, the three sources and Separate."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from deepdub_gui.base.i18n import mark, tr
from deepdub_gui.base.icons import icon
from deepdub_gui.base.theme import Theme
from deepdub_gui.shortcuts.action_entries import TITLE, escaped, plain_text, set_action_names
from deepdub_gui.shortcuts.actions import make_action
from deepdub_gui.widgets.clock_field import ClockField
from deepdub_gui.widgets.folding_row import FoldingRow

SOURCES = (mark("Original"), mark("Vocals"), mark("Music & effects"))
_ARROW_PX = 28
_ICONS = ("original", "vocals", "accompaniment")


class TransportBar(FoldingRow):
    """The row under the shift bar; its actions are shared with the menus."""

    def __init__(self, actions: TransportActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.position = ClockField(self)
        row = self.row
        row.setContentsMargins(12, 4, 12, 8)
        row.setSpacing(6)
        row.addWidget(_button(actions.play, self))
        self._loop = _button(actions.loop, self, text=True)
        row.addWidget(self._loop)
        row.addWidget(self.position)
        row.addSpacing(8)
        self._sources = tuple(_button(action, self, text=True) for action in actions.sources)
        for button in self._sources:
            row.addWidget(button)
        self._listening_at = row.count()
        self._separate = _button(actions.separate, self, text=True)
        row.addWidget(self._separate)

    @property
    def source_buttons(self) -> tuple[QToolButton, ...]:
        """The buttons of original, vocals and accompaniment."""
        return self._sources[: len(SOURCES)]

    def add_model_button(self, menu: QMenu) -> QToolButton:
        """Add the button with the model menu after Separate, and return it."""
        self.model = self._menu_button(menu)
        self.model.setText(tr("Model"))
        return self.model

    def add_separate_menu(self, menu: QMenu) -> None:
        """Add an arrow button with the separation menu after Separate; it works even while Separate is disabled."""
        button = self._menu_button(menu)
        button.setAccessibleName(menu.title())
        button.setToolTip(tr("Separate a part, or listen to a preview"))
        button.setFixedWidth(_ARROW_PX)

    def add_voices(self, voices: QAction, menu: QMenu) -> QToolButton:
        """Add the button that plays the generated voices, with their menu, and return it."""
        button = _button(voices, self, text=True)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        button.setMenu(menu)
        self.row.addWidget(button)
        self._sources = (*self._sources, button)
        return button

    def add_listening(self, controls: QWidget) -> None:
        """Insert the listening controls after the sources."""
        self.row.insertWidget(self._listening_at, controls, 1)

    def add_folds(self, speed: QToolButton, mixer: QToolButton, details: Sequence[QWidget]) -> None:
        """Let the row fold in narrow windows; `details` are the parts of the listening controls that explain others."""
        self.more = self._menu_button(QMenu(tr("More controls"), self))
        self.more.setText("⋯")
        self.more.setAccessibleName(tr("More controls"))
        self.more.setToolTip(tr("More controls"))
        self.more.hide()
        self.add_text_fold(self._loop)
        self.add_overflow((self.model,), (self.model.menu().menuAction(),))
        self.add_overflow((mixer,), (mixer.defaultAction(),))
        self.add_text_fold(self._separate)
        self.add_overflow((speed,), (speed.menu().menuAction(),))
        self.add_overflow(tuple(details), ())
        for button in self._sources:
            self.add_text_fold(button)

    def show_position(self, time_ms: int) -> None:
        """Show the position of the playhead."""
        self.position.show_time(time_ms)

    def _menu_button(self, menu: QMenu) -> QToolButton:
        button = QToolButton(self, popupMode=QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setMenu(menu)
        self.row.addWidget(button)
        return button


class TransportActions:
    """The actions of the transport row.

    Parameters
    ----------
    owner
        The window that owns the actions; their shortcuts work while it has the focus.
    """

    def __init__(self, owner: QWidget) -> None:
        self.play = make_action(owner, tr("&Play"), "Space", tip=tr("Play or pause"))
        self.loop = make_action(owner, tr("&Loop subtitle"), "L", tip=tr("Repeat the current subtitle"), checkable=True)
        self.loop.setIconText(tr("Loop"))
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
        tip = tr(
            "Listen to: {name}\nHold the key to switch back on release\n"
            "Drag it out to use the sound in another program",
            name=name.lower(),
        )
        action = make_action(owner, f"&{key} {escaped(name)}", key, tip=tip, checkable=True, repeats=False)
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
