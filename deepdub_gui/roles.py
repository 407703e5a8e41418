"""What a screen reader is told that a control of our own drawing is."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QApplication, QWidget

_ROLE = "accessibleRole"


def give_role(widget: QWidget, role: QAccessible.Role) -> None:
    """Let a widget be told as a slider, a chart…; its class says no more than that it is a widget."""
    widget.setProperty(_ROLE, role.value)


def tell_roles(app: QApplication) -> None:
    """Tell Qt to ask for what was given with `give_role`; once is enough for an application."""
    if not app.property(_ROLE):
        app.setProperty(_ROLE, True)
        QAccessible.installFactory(_interface)


def _interface(_class: str, thing: QObject) -> QAccessibleInterface | None:
    role = thing.property(_ROLE) if isinstance(thing, QWidget) else None
    return None if role is None else QAccessibleWidget(thing, QAccessible.Role(role))
