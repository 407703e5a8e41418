"""The model menu: choice of model, exact mode, and the estimate for the clip."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.separation.models.registry import Model
from deepdub_gui.base.error_texts import error_text
from deepdub_gui.base.i18n import tr
from deepdub_gui.document.estimate_text import estimate_text
from deepdub_gui.document.model_choice import ModelChoice
from deepdub_gui.document.session import Session
from deepdub_gui.features.models.texts import choice_text
from deepdub_gui.shortcuts.action_entries import mark_refilled
from deepdub_gui.shortcuts.actions import connect_actions


class ModelMenu(QMenu):
    """Lists the models each time it opens; `missing` carries a chosen model that is not installed.

    Parameters
    ----------
    choice
        The chosen model and mode.
    session
        Supplies the clip for the estimate.
    manage
        The action that opens the models dialog.
    """

    missing = Signal(object)

    def __init__(self, choice: ModelChoice, session: Session, manage: QAction, parent: QWidget | None = None) -> None:
        super().__init__(tr("&Model"), parent)
        self._choice, self._session, self._manage = choice, session, manage
        self._group = QActionGroup(self)
        mark_refilled(self)
        self.aboutToShow.connect(self._fill)

    def _fill(self) -> None:
        self.clear()
        try:
            chosen = self._choice.model()
            self._add_models(chosen)
            self._add_exact(chosen)
            self._add_estimate()
        except DeepdubError as error:
            self.addAction(error_text(error)).setEnabled(False)
        self.addSeparator()
        self.addAction(self._manage)

    def _add_models(self, chosen: Model) -> None:
        for model in self._choice.models():
            entry = self.addAction(choice_text(model).replace("&", "&&"))
            entry.setCheckable(True)
            entry.setChecked(model.name == chosen.name)
            connect_actions({entry: partial(self._choose, model)})
            self._group.addAction(entry)

    def _add_exact(self, chosen: Model) -> None:
        self.addSeparator()
        entry = self.addAction(tr("&Exact: the same stems as Spleeter"))
        entry.setCheckable(True)
        entry.setEnabled(chosen.spec.is_spleeters)
        entry.setChecked(self._choice.is_exact(chosen))
        entry.toggled.connect(self._choice.set_exact)

    def _add_estimate(self) -> None:
        clip = self._session.clip
        if clip is not None:
            self.addSeparator()
            text = estimate_text(self._choice.estimate(clip))
            self.addAction(tr("The whole clip: {estimate}", estimate=text)).setEnabled(False)

    def _choose(self, model: Model) -> None:
        self._choice.choose(model.name)
        if not model.is_installed:
            self.missing.emit(model)
