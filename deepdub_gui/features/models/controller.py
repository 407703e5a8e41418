"""Creates the model service, dialog and menu, and connects them to the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from deepdub_engine.base.errors import DeepdubError, WeightsMissing
from deepdub_engine.separation.models.parts import CAMPPLUS
from deepdub_engine.separation.models.registry import FILM, Model
from deepdub_gui.base.error_texts import Remedy, error_text
from deepdub_gui.base.i18n import mark, tr
from deepdub_gui.base.jobs import JobRunner
from deepdub_gui.dialogs.dialogs import Dialogs
from deepdub_gui.document.estimate_text import estimate_text
from deepdub_gui.document.separation import SeparationService
from deepdub_gui.document.session import Session
from deepdub_gui.features.models.menu import ModelMenu
from deepdub_gui.features.models.service import ModelService
from deepdub_gui.shortcuts.actions import connect_actions, make_action
from deepdub_gui.widgets.status_bar import StatusBar
from deepdub_gui.widgets.transport import TransportBar

if TYPE_CHECKING:
    from deepdub_gui.features.models.models_dialog import ModelsDialog

_SHORT_NAMES = {"speech": mark("Speech"), "film": mark("Film")}


class ModelController(QObject):
    """Owns the model service, the models dialog and the model menu.

    `voices_fetched` is emitted when the weights of the voice network are there that finding speakers lacked.

    Parameters
    ----------
    session, jobs, separation, dialogs
        The document, and the services of the window.
    status
        Reports a missing model, with a button that fetches it.
    window
        The parent of all objects created here.
    """

    voices_fetched = Signal()

    def __init__(
        self,
        session: Session,
        jobs: JobRunner,
        separation: SeparationService,
        dialogs: Dialogs,
        status: StatusBar,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session, self._separation, self._status = session, separation, status
        self._wanted = ""  # the model that was missing when Separate was pressed
        self._is_noticed = False
        self.choice = separation.choice
        self.service = ModelService(jobs, self)
        self.manage = make_action(window, tr("Mo&dels…"), name="models")
        self.menu = ModelMenu(self.choice, self._session, self.manage, window)
        self._dialogs, self._window = dialogs, window
        self._panel: ModelsDialog | None = None
        connect_actions({self.manage: self.show_panel})
        self.menu.missing.connect(lambda model: self._offer(WeightsMissing(model.name, model.path)))
        self.service.installed.connect(self._after_installing)
        self.service.changed.connect(self.choice.changed)

    @property
    def panel(self) -> ModelsDialog:
        """The models dialog, made when it is first wanted."""
        if self._panel is None:
            from deepdub_gui.features.models.models_dialog import ModelsDialog

            self._panel = ModelsDialog(self.service, self._dialogs, self._window)
        return self._panel

    def show_panel(self) -> None:
        """Open the models dialog, or bring it to the front."""
        self.panel.show()
        self.panel.activateWindow()

    def close(self) -> None:
        """Close the models dialog."""
        if self._panel is not None:
            self._panel.close()

    def remedy(self, error: Exception) -> Remedy | None:
        """Return the label and callback of a button that resolves an error, or None."""
        if isinstance(error, WeightsMissing) and error.name == self.choice.name:
            again = self._separation.again(error)
            return tr("Fetch"), lambda: self._fetch_for_separating(error.name, again)
        if isinstance(error, WeightsMissing) and error.name == CAMPPLUS:
            return tr("Fetch"), lambda: self.service.fetch(CAMPPLUS, then=self.voices_fetched.emit)
        return self.service.remedy(error)

    def show_in(self, stems: QMenu, transport: TransportBar, separate: QAction) -> None:
        """Add the model menu beside Separate, and keep the tooltips up to date with the model and its estimate."""
        stems.addSeparator()
        stems.addMenu(self.menu)
        stems.addAction(self.manage)
        button = transport.add_model_button(self.menu)
        separate.triggered.connect(self._show_notice)
        tip = separate.toolTip()

        def show() -> None:
            with_model = self._tip()
            separate.setToolTip("\n".join(filter(None, (tip, self._done_text() or with_model))))
            title = self._describe_model(lambda model: tr(model.title), tr("No model"))
            button.setToolTip(tr("Separation model\n{tip}", tip=with_model).rstrip())
            button.setAccessibleName(tr("Model: {title}", title=title))

        self.choice.changed.connect(show)
        self._separation.changed.connect(show)
        self._session.media_changed.connect(show)
        show()

    def _show_notice(self) -> None:
        """Say once that a better model, or a part of this one, is not installed, and offer to fetch it."""
        notice = self.choice.notice()
        if notice is not None and not self._is_noticed:
            self._is_noticed = True
            parts = dict(notice.values).get("parts")
            if parts is None:  # the notice itself names the command
                text = tr("“speech” is used, because the weights of the better model “film” are not installed.")
            else:
                text = tr("“{name}” separates less well without {parts}.", name=FILM, parts=parts)
            self._status.show_message(text, tr("Fetch"), lambda: self.service.fetch(FILM))

    def label(self) -> str:
        """Return the name of the model in use: ``Speech model``."""
        return self._describe_model(
            lambda model: tr(
                "{name} model, exact" if self.choice.is_exact(model) else "{name} model",
                name=tr(_SHORT_NAMES.get(model.name, model.name[:1].upper() + model.name[1:])),
            ),
            tr("No model"),
        )

    def _tip(self) -> str:
        """Return the model that Separate uses and, if a clip is open, the estimate for it."""
        clip = self._session.clip
        if clip is None:
            return self._describe_model(lambda model: tr("With {title}", title=model.title), "")
        return self._describe_model(
            lambda model: tr(
                "With {title}: {estimate} for the whole clip",
                title=model.title,
                estimate=estimate_text(self.choice.estimate(clip)),
            ),
            "",
        )

    def _done_text(self) -> str:
        """Return why there is nothing left to separate; empty if there is."""
        stems = self._session.stems
        is_done = stems is not None and stems.complete and not self._separation.busy
        if not is_done or self._separation.may_separate:
            return ""
        return tr("The whole clip is separated with this model already")

    def _describe_model(self, describe: Callable[[Model], str], otherwise: str) -> str:
        try:
            return describe(self.choice.model())
        except DeepdubError:
            return otherwise

    def _offer(self, error: WeightsMissing) -> None:
        self._status.show_message(error_text(error), tr("Fetch"), lambda: self.service.fetch(error.name))

    def _fetch_for_separating(self, name: str, again: Callable[[], object] | None) -> None:
        def then() -> None:
            if again is not None:
                self._wanted = ""
                again()

        self._wanted = name
        self.service.fetch(name, then=then)

    def _after_installing(self, _name: str) -> None:
        """Offer to separate if this is the model that was missing, but came otherwise than by its button."""
        ready = self._describe_model(lambda model: model.name if model.is_installed else "", "")
        if not self._wanted or self._wanted != ready:
            return
        if self._session.clip is not None:
            self._status.show_message(
                tr("The model “{wanted}” is installed and verified.", wanted=self._wanted),
                tr("Separate"),
                self._separation.separate,
            )
        self._wanted = ""
