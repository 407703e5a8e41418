"""Errors about models: their names, weights, downloads and installation."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from deepdub_engine.base.errors.base import DeepdubError
from deepdub_engine.base.messages import Message, MessageOrText, message


@dataclass(eq=False)
class ModelUnknown(DeepdubError):
    """There is no model with this name."""

    name: str
    known: tuple[str, ...]

    exit_code: ClassVar[int] = 2

    def to_message(self) -> Message:
        return message(
            "There is no model “{name}”: choose one of {known}.", name=self.name, known=", ".join(self.known)
        )


@dataclass(eq=False)
class NoExactMode(DeepdubError):
    """Exact mode was requested for a model that is not Spleeter's."""

    name: str

    exit_code: ClassVar[int] = 2

    def to_message(self) -> Message:
        return message(
            "“{name}” is not a Spleeter model, so it has no exact mode: use --model spleeter-2stems, or omit --exact.",
            name=self.name,
        )


@dataclass(eq=False)
class SpleeterMissing(DeepdubError):
    """The spleeter engine was requested but its package is not installed."""

    exit_code: ClassVar[int] = 2

    def to_message(self) -> Message:
        return message(
            "The spleeter package is not installed: install Deepdub with its [spleeter] extra on Python 3.11,"
            " or omit --engine to get the same stems without it."
        )


@dataclass(eq=False)
class SpleeterUnfit(DeepdubError):
    """The spleeter engine was requested for a model that is not Spleeter's."""

    name: str

    exit_code: ClassVar[int] = 2

    def to_message(self) -> Message:
        return message(
            "“{name}” is not a Spleeter model: use --model spleeter-2stems, or omit --engine.", name=self.name
        )


@dataclass(eq=False)
class NoOtherStems(DeepdubError):
    """All stems were requested of a model that is not Spleeter's, which separates vocals from the rest only."""

    name: str

    exit_code: ClassVar[int] = 2

    def to_message(self) -> Message:
        return message(
            "“{name}” has no more stems than vocals and accompaniment: use --model spleeter-4stems or spleeter-5stems,"
            " or omit --stems.",
            name=self.name,
        )


@dataclass(eq=False)
class AllStemsBySpleeter(DeepdubError):
    """All stems were requested of the spleeter engine."""

    exit_code: ClassVar[int] = 2

    def to_message(self) -> Message:
        return message("The spleeter engine writes two stems only: omit --engine to get all stems, or omit --stems.")


@dataclass(eq=False)
class WeightsMissing(DeepdubError):
    """The weights of a model are not on this computer."""

    name: str
    path: Path

    @property
    def is_shipped(self) -> bool:
        """Whether the weights ship with the program and can only be restored by reinstalling it."""
        return self.name in ("speech", "speech activity")

    def to_message(self) -> Message:
        if self.is_shipped:
            return message(
                "The weights of the model “{name}” are not in “{path}”: reinstall Deepdub to restore them.",
                name=self.name,
                path=self.path,
            )
        if self.name == "film":  # its own weights ship, those of the separators beneath it do not
            return message(
                "The weights that the model “film” needs are not installed: fetch them with “deepdub models fetch"
                " film”, or use --model speech."
            )
        return message(
            "The weights of the model “{name}” are not in “{path}”: install them with “deepdub models fetch” or"
            " “deepdub models import”, or use --model speech.",
            name=self.name,
            path=self.path,
        )


@dataclass(eq=False)
class WeightsDamaged(DeepdubError):
    """Weights failed verification and are not loaded."""

    path: Path
    reason: MessageOrText

    def to_message(self) -> Message:
        return message(
            "The weights in “{path}” are damaged ({reason}): install the model again.",
            path=self.path,
            reason=self.reason,
        )


@dataclass(eq=False)
class DownloadFailed(DeepdubError):
    """A URL cannot be reached, refuses the request, or repeatedly drops the connection."""

    url: str
    reason: MessageOrText

    def to_message(self) -> Message:
        return message(
            "“{url}” could not be downloaded ({reason}): try again later, or download it on another computer and use"
            " “deepdub models import”.",
            url=self.url,
            reason=self.reason,
        )


@dataclass(eq=False)
class DownloadMismatch(DeepdubError):
    """A download is not the expected file."""

    url: str
    reason: MessageOrText

    def to_message(self) -> Message:
        return message(
            "“{url}” did not send the model ({reason}), so nothing was installed: try another network or --mirror.",
            url=self.url,
            reason=self.reason,
        )


@dataclass(eq=False)
class ModelInvalid(DeepdubError):
    """An archive or folder does not contain a valid model."""

    path: Path
    reason: MessageOrText

    def to_message(self) -> Message:
        return message(
            "No model can be installed from “{path}” ({reason}): choose another archive or folder.",
            path=self.path,
            reason=self.reason,
        )


@dataclass(eq=False)
class ModelNotInstalledHere(DeepdubError):
    """A model cannot be removed because this program did not install it."""

    name: str
    path: Path

    def to_message(self) -> Message:
        return message(
            "“{name}” in “{path}” was not installed by Deepdub: delete it by hand if you no longer need it.",
            name=self.name,
            path=self.path,
        )


@dataclass(eq=False)
class ModelShipped(DeepdubError):
    """A model that ships with the program cannot be fetched or removed."""

    name: str

    exit_code: ClassVar[int] = 2

    def to_message(self) -> Message:
        return message("“{name}” comes with Deepdub: it cannot be fetched or removed.", name=self.name)


@dataclass(eq=False)
class StoreBusy(DeepdubError):
    """Another process is changing the model store."""

    path: Path

    def to_message(self) -> Message:
        return message(
            "Another program is changing the models in “{path}”: wait until it has finished and try again.",
            path=self.path,
        )


@dataclass(eq=False)
class PipMissing(DeepdubError):
    """The package index cannot be asked, because the interpreter has no pip."""

    def to_message(self) -> Message:
        return message(
            "This Python has no pip, so nothing can be fetched from the package index: install pip, or use"
            " --source github."
        )
