"""Adds the listening actions to the Play and Stems menus."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from deepdub_gui.base.i18n import tr
from deepdub_gui.base.settings import ROLLS_MS, Settings
from deepdub_gui.document.session import ACCOMPANIMENT, ORIGINAL, VOCALS
from deepdub_gui.features.listening.actions import ListeningActions
from deepdub_gui.features.listening.mixer_panel import NAMES
from deepdub_gui.features.listening.monitor import GENERATED, MonitorSelection
from deepdub_gui.features.listening.monitor_controller import MonitorController
from deepdub_gui.shortcuts.action_entries import escaped
from deepdub_gui.shortcuts.actions import connect_actions

_PAIRS = ((ORIGINAL, VOCALS), (ORIGINAL, ACCOMPANIMENT), (VOCALS, ACCOMPANIMENT), (GENERATED, VOCALS))


class ListeningMenus(QObject):
    """The listening part of the Play and Stems menus.

    Parameters
    ----------
    actions, monitor, settings
        The actions to show, the current selection, and the stored preferences.
    set_rolls
        Sets the pre-roll and post-roll of the cue loop, in milliseconds.
    """

    def __init__(
        self,
        actions: ListeningActions,
        monitor: MonitorController,
        settings: Settings,
        set_rolls: Callable[[int, int], None],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._actions, self._monitor, self._settings, self._set_rolls = actions, monitor, settings, set_rolls
        self._rolls: dict[tuple[bool, int], QAction] = {}
        self.speed = QMenu(tr("&Speed"), window)
        self.speed.addActions([actions.slower, actions.faster])
        self.speed.addSeparator()
        self.speed.addActions(list(actions.speeds))

    def show_in(self, play: QMenu, loop: QAction, stems: QMenu, output: QMenu) -> None:
        """Add the actions to the Play menu, after `loop`, and to the Stems menu."""
        actions = self._actions
        after = play.actions()[play.actions().index(loop) + 1]
        play.insertActions(after, [actions.loops_shift])
        play.insertMenu(after, self._roll_menu(play))
        play.insertActions(after, [actions.ticks])
        play.insertSeparator(after)
        play.insertActions(after, list(actions.edges.values()))
        play.addActions([actions.scrub_back, actions.scrub_forward])
        play.addSeparator()
        play.addMenu(self.speed)
        play.addMenu(output)
        play.addAction(actions.abx)
        stems.addActions([actions.generated, actions.removed])
        stems.addMenu(self._difference_menu(stems))
        stems.addActions([actions.towards_accompaniment, actions.towards_vocals, actions.matching])
        stems.addSeparator()
        stems.addMenu(self._mixer_menu(stems))
        stems.addAction(actions.load_speech)

    def _mixer_menu(self, parent: QWidget) -> QMenu:
        menu = QMenu(tr("Mi&xer"), parent)
        menu.addAction(self._actions.mixer)
        menu.addSeparator()
        menu.addActions([*self._actions.mutes, *self._actions.solos])
        menu.addSeparator()
        menu.addAction(self._actions.reset_mixer)
        return menu

    def _difference_menu(self, parent: QWidget) -> QMenu:
        menu = QMenu(tr("&Difference of two sources"), parent)
        for first, second in _PAIRS:
            heard = MonitorSelection(second if first == GENERATED else first, pair=(first, second))
            action = menu.addAction(escaped(f"{tr(NAMES[first])} − {tr(NAMES[second]).lower()}"))
            action.setObjectName(f"difference_{first}_{second}")
            connect_actions({action: partial(self._monitor.hear, heard)})
            menu.aboutToShow.connect(lambda action=action, heard=heard: action.setEnabled(self._monitor.has(heard)))
        return menu

    def _roll_menu(self, parent: QWidget) -> QMenu:
        menu = QMenu(tr("&Widen the loop"), parent)
        menu.aboutToShow.connect(self._show_rolls)
        for name, is_before in ((tr("before the subtitle"), True), (tr("after the subtitle"), False)):
            menu.addSection(name)
            group = QActionGroup(menu)
            for roll_ms in ROLLS_MS:
                action = menu.addAction(
                    tr("{seconds:g} s {name}" if roll_ms else "nothing {name}", seconds=roll_ms / 1000, name=name)
                )
                action.setObjectName(f"roll_{'before' if is_before else 'after'}_{roll_ms}")
                action.setCheckable(True)
                group.addAction(action)
                self._rolls[is_before, roll_ms] = action
                connect_actions({action: partial(self._roll, roll_ms, is_before=is_before)})
        self._show_rolls()
        return menu

    def _roll(self, roll_ms: int, *, is_before: bool) -> None:
        before, after = self._settings.pre_post_roll_ms
        self.set_rolls(*((roll_ms, after) if is_before else (before, roll_ms)))

    def set_rolls(self, before_ms: int, after_ms: int) -> None:
        """Set the pre-roll and post-roll of the cue loop, and store them in the settings."""
        self._settings.pre_post_roll_ms = (before_ms, after_ms)
        self._set_rolls(before_ms, after_ms)

    def _show_rolls(self) -> None:
        before, after = self._settings.pre_post_roll_ms
        self._rolls[True, before].setChecked(True)
        self._rolls[False, after].setChecked(True)
