"""Which model separates, and what it will take; remembered from one day to the next."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.base.errors import ModelUnknown, WeightsMissing
from deepdub_engine.base.spans import Spans
from deepdub_engine.separation import Estimate, Run, estimate, first_guess
from deepdub_engine.separation.models.registry import DEFAULT, Model, selectable_models
from deepdub_gui.base.settings import Settings


class ModelChoice(QObject):
    """The chosen model.

    `changed` tells that another one was chosen, or that more is known about its speed.

    Parameters
    ----------
    settings
        Where it is remembered.
    """

    changed = Signal()

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings

    def models(self) -> tuple[Model, ...]:
        """Return what there is to choose from, installed or not.

        Raises
        ------
        DeepdubError
            If the list of shipped models cannot be read.
        """
        return selectable_models()

    @property
    def name(self) -> str:
        """Name of the chosen model."""
        return self._settings.model or DEFAULT

    def model(self) -> Model:
        """Return the chosen model, installed or not; the default one if what was chosen is gone.

        Raises
        ------
        DeepdubError
            If the list of shipped models cannot be read, or lacks the default.
        """
        models = {model.name: model for model in self.models()}
        found = models.get(self.name) or models.get(DEFAULT)
        if found is None:
            raise ModelUnknown(self.name, tuple(models))
        return found

    def ready_model(self) -> Model:
        """Return the chosen model if it is installed.

        Raises
        ------
        WeightsMissing
            If it is not.
        DeepdubError
            As from `model`.
        """
        model = self.model()
        if not model.is_installed:
            raise WeightsMissing(model.name, model.path)
        return model

    def is_exact(self, model: Model) -> bool:
        """Tell whether Spleeter's own stems are wanted of a model, and it has them."""
        return self._settings.exact and model.spec.is_spleeters

    def choose(self, name: str) -> None:
        """Choose a model."""
        if name != self.name:
            self._settings.model = name
            self.changed.emit()

    def set_exact(self, exact: bool) -> None:
        """Ask for Spleeter's own stems, of models that have them."""
        if exact != self._settings.exact:
            self._settings.exact = exact
            self.changed.emit()

    def estimate(self, clip: PcmClip, spans: Spans | None = None) -> Estimate:
        """Say what separating parts of a clip will take, or all of it.

        Raises
        ------
        DeepdubError
            As from `model`.
        """
        model = self.model()
        exact = self.is_exact(model)
        return estimate(clip, model, spans, exact=exact, pace=self._settings.pace(_key(model, exact=exact)))

    def learn(self, model: Model, run: Run, sound_s: float, *, exact: bool = False) -> None:
        """Remember how fast a model was.

        Parameters
        ----------
        model, exact
            What ran.
        run
            As `timed` returned it.
        sound_s
            As `sound_seconds` returns them.
        """
        if sound_s > 0:
            key = _key(model, exact=exact)
            former = self._settings.pace(key) or first_guess(model.spec)
            self._settings.set_pace(key, former.learned(run, sound_s))
            self.changed.emit()


def _key(model: Model, *, exact: bool) -> str:
    return f"{model.name}-exact" if exact else model.name
