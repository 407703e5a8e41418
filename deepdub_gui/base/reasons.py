"""Says why an entry of a menu cannot be used now."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction, QHelpEvent
from PySide6.QtWidgets import QMenu, QToolTip

from deepdub_gui.base.plain_text import tooltip

_REASON = "whyDisabled"


def allow(action: QAction, reason: str) -> None:
    """Enable an action if there is no reason against it; else disable it and keep the reason for its menu."""
    action.setEnabled(not reason)
    action.setProperty(_REASON, reason)


class ReasonTips(QObject):
    """Shows the reason while the pointer rests on a disabled entry of a menu.

    Parameters
    ----------
    menu
        The menu, which owns this object.
    """

    def __init__(self, menu: QMenu) -> None:
        super().__init__(menu)
        self._menu = menu
        menu.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show the reason of the entry below the pointer."""
        if not isinstance(event, QHelpEvent) or event.type() != QEvent.Type.ToolTip:
            return super().eventFilter(watched, event)
        entry = self._menu.actionAt(event.pos())
        reason = "" if entry is None or entry.isEnabled() else entry.property(_REASON)
        if entry is not None and reason:
            QToolTip.showText(event.globalPos(), tooltip(reason), self._menu, self._menu.actionGeometry(entry))
        return bool(reason)
