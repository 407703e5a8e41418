"""A row of controls that folds by importance where the window is too narrow for all of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLayout, QToolButton, QWidget

Fold = Callable[[bool], object]
_RESTYLED = (QEvent.Type.Polish, QEvent.Type.StyleChange, QEvent.Type.FontChange)


class FoldingRow(QWidget):
    """A row with a list of folds, which are applied one after another until the row fits its width.

    The row asks its parent only for the width of its folded form. Controls that are folded away can be found in the
    menu of a button at the end of the row, which is shown as long as it holds any.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = QHBoxLayout(self)
        self.more: QToolButton | None = None
        self._folds: list[Fold] = []
        self._widths_px: list[int] = []
        self._state: tuple[object, ...] = ()
        self._is_measuring = False
        self._level = 0

    def add_fold(self, fold: Fold) -> None:
        """Add what is folded after all earlier ones; `fold(True)` folds it, `fold(False)` unfolds it."""
        self._folds.append(fold)
        self._state = ()
        self.updateGeometry()  # all folds are measured at once, when the row is laid out

    def add_overflow(self, widgets: tuple[QWidget, ...], actions: tuple[QAction, ...]) -> None:
        """Add a fold that replaces widgets by actions in the menu of `more`."""

        def fold(on: bool) -> None:
            for widget in widgets:
                widget.setVisible(not on)
            if self.more is None:
                return
            for action in actions:
                (self.more.menu().addAction if on else self.more.menu().removeAction)(action)
            self.more.setVisible(bool(self.more.menu().actions()))

        self.add_fold(fold)

    def add_text_fold(self, button: QToolButton) -> None:
        """Add a fold that leaves only the icon of a button; its tooltip says what it does."""
        icon, both = Qt.ToolButtonStyle.ToolButtonIconOnly, Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        self.add_fold(lambda on: button.setToolButtonStyle(icon if on else both))

    @property
    def folded(self) -> int:
        """How many of the folds are applied."""
        return self._level

    def minimumSizeHint(self) -> QSize:
        """Return the size of the folded row."""
        self._measure()
        least = super().minimumSizeHint()
        return QSize(min(self._widths_px, default=0), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold what does not fit."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Fold again when a text or the font has changed."""
        if event.type() in _RESTYLED:
            self._state = ()
        handled = super().event(event)
        if event.type() in (*_RESTYLED, QEvent.Type.LayoutRequest):
            self._fit()
        return handled

    def _texts(self) -> tuple[object, ...]:
        buttons = self.findChildren(QAbstractButton)
        return self.font().key(), self.row.count(), *(_shown_text(button) for button in buttons)

    def _measure(self) -> None:
        state = self._texts()
        if state == self._state or self._is_measuring:
            return
        self._state, self._is_measuring = state, True
        # A control that is shown asks the window for room at once, so that the former widths hold until all are known.
        for fold in self._folds:
            fold(False)
        widths_px = [self._needed_px()]
        for fold in self._folds:
            fold(True)
            widths_px.append(self._needed_px())
        self._widths_px, self._level, self._is_measuring = widths_px, len(self._folds), False
        self._apply(self._level_for(self.width()))

    def _needed_px(self) -> int:
        for part in self.findChildren(QWidget):
            part.ensurePolished()  # the style sheet sets distances
            part.updateGeometry()
        for row in self.findChildren(QLayout):
            row.invalidate()
        return self.row.minimumSize().width()

    def _level_for(self, width_px: int) -> int:
        fitting = (level for level, needed_px in enumerate(self._widths_px) if needed_px <= width_px)
        return next(fitting, len(self._folds))

    def _fit(self) -> None:
        self._measure()
        if not self._is_measuring:
            self._apply(self._level_for(self.width()))

    def _apply(self, level: int) -> None:
        for fold in self._folds[self._level : level]:
            fold(True)
        for fold in reversed(self._folds[level : self._level]):
            fold(False)
        self._level = level


def _shown_text(button: QAbstractButton) -> str:
    action = button.defaultAction() if isinstance(button, QToolButton) else None
    return action.iconText() if action is not None else button.text()
