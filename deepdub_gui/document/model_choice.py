"""The chosen separation model, its estimates, and the speeds measured so far; stored in the settings."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.base.errors import DeepdubError, ModelUnknown
from deepdub_engine.base.messages import Message
from deepdub_engine.base.spans import Spans
from deepdub_engine.separation.estimate import Estimate, JobTiming, estimate, initial_pace
from deepdub_engine.separation.models.registry import (
    Model,
    best_installed,
    check_installed,
    default_name,
    missing_weights_notice,
    selectable_models,
)
from deepdub_gui.base.settings import Settings


class ModelChoice(QObject):
    """The chosen separation model.

    `changed` is emitted when the choice, the exact mode or a measured speed changes.

    Parameters
    ----------
    settings
        Stores the choice and the measured speeds.
    """

    changed = Signal()

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings

    def models(self) -> tuple[Model, ...]:
        """Return the models to choose from, installed or not.

        Raises
        ------
        DeepdubError
            If the list of shipped models cannot be read.
        """
        return selectable_models()

    @property
    def name(self) -> str:
        """Name of the chosen model; without a choice, of the best one that is installed."""
        return self._settings.model or default_name()

    def model(self) -> Model:
        """Return the chosen model, installed or not, or the default if the chosen one no longer exists.

        Raises
        ------
        DeepdubError
            If the list of shipped models cannot be read.
        ModelUnknown
            If neither the chosen model nor the default is in it.
        """
        models = {model.name: model for model in self.models()}
        default = best_installed(models.values())
        name = self._settings.model or default
        found = models.get(name) or models.get(default)
        if found is None:
            raise ModelUnknown(name, tuple(models))
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
        check_installed(model)
        return model

    def notice(self) -> Message | None:
        """Return what a person should know about weights that are not installed; None if nothing is missing."""
        try:
            return missing_weights_notice(self.model(), chosen=bool(self._settings.model))
        except DeepdubError:
            return None  # separating reports it

    def is_exact(self, model: Model) -> bool:
        """Return whether exact mode, which reproduces Spleeter's own stems, is on and the model supports it."""
        return self._settings.exact and model.spec.is_spleeters

    def choose(self, name: str) -> None:
        """Choose a model."""
        if name != self.name:
            self._settings.model = name
            self.changed.emit()

    def set_exact(self, exact: bool) -> None:
        """Switch exact mode on or off."""
        if exact != self._settings.exact:
            self._settings.exact = exact
            self.changed.emit()

    def estimate(self, clip: PcmClip, spans: Spans | None = None) -> Estimate:
        """Return the estimated time and disk space for separating spans of a clip, or all of it.

        Raises
        ------
        DeepdubError
            As from `model`.
        """
        model = self.model()
        exact = self.is_exact(model)
        return estimate(clip, model, spans, exact=exact, pace=self._settings.pace(_key(model, exact=exact)))

    def learn(self, model: Model, run: JobTiming, sound_s: float, *, exact: bool = False) -> None:
        """Store the speed of a model, measured from a finished run.

        Parameters
        ----------
        model, exact
            The model that ran, and whether it ran in exact mode.
        run
            The timing that `timed` returned.
        sound_s
            The seconds of sound that the network processed, from `sound_seconds`.
        """
        if sound_s > 0:
            key = _key(model, exact=exact)
            former = self._settings.pace(key) or initial_pace(model.spec)
            self._settings.set_pace(key, former.learned(run, sound_s))
            self.changed.emit()


def _key(model: Model, *, exact: bool) -> str:
    return f"{model.name}-exact" if exact else model.name
