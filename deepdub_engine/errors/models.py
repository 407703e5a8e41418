"""What can be wrong with models, their weights, and fetching them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from deepdub_engine.errors.base import DeepdubError


@dataclass(eq=False)
class ModelUnknown(DeepdubError):
    """A model name that the program does not have."""

    name: str
    known: tuple[str, ...]

    exit_code: ClassVar[int] = 2

    def sentence(self) -> str:
        return f"There is no model “{self.name}”: choose one of {', '.join(self.known)}."


@dataclass(eq=False)
class NoExactMode(DeepdubError):
    """Spleeter's own stems were asked of a model that is not Spleeter's."""

    name: str

    exit_code: ClassVar[int] = 2

    def sentence(self) -> str:
        return (
            f"“{self.name}” is not a model of Spleeter's, so it has no exact mode: use --model spleeter-2stems,"
            " or leave out --exact."
        )


@dataclass(eq=False)
class SpleeterMissing(DeepdubError):
    """The engine “spleeter” was asked for where its package is not installed."""

    exit_code: ClassVar[int] = 2

    def sentence(self) -> str:
        return (
            "The spleeter package is not installed: install Deepdub with its [spleeter] extra, on Python 3.11,"
            " or leave out --engine, which gives the same stems."
        )


@dataclass(eq=False)
class SpleeterUnfit(DeepdubError):
    """The engine “spleeter” was asked to run a model that is not Spleeter's."""

    name: str

    exit_code: ClassVar[int] = 2

    def sentence(self) -> str:
        return f"“{self.name}” is not a model of Spleeter's: use --model spleeter-2stems, or leave out --engine."


@dataclass(eq=False)
class WeightsMissing(DeepdubError):
    """A model whose weights are not on this machine."""

    name: str
    path: Path

    @property
    def is_shipped(self) -> bool:
        """Whether they come with the program, so that nothing else brings them back."""
        return self.name in ("speech", "speech activity")

    def sentence(self) -> str:
        remedy = "install them with “deepdub models fetch” or “deepdub models import”, or use --model speech"
        if self.is_shipped:
            remedy = "they come with Deepdub, so install it again"
        return f"The weights of the model “{self.name}” are not in “{self.path}”: {remedy}."


@dataclass(eq=False)
class WeightsDamaged(DeepdubError):
    """Weights that do not verify, and are therefore never run."""

    path: Path
    reason: str

    def sentence(self) -> str:
        return f"The weights in “{self.path}” are damaged ({self.reason}): install the model again."


@dataclass(eq=False)
class DownloadFailed(DeepdubError):
    """An address that cannot be reached, refuses, or breaks off again and again."""

    url: str
    reason: str

    def sentence(self) -> str:
        return (
            f"“{self.url}” could not be fetched ({self.reason}): try again later,"
            " or fetch it on another machine and use “deepdub models import”."
        )


@dataclass(eq=False)
class DownloadWrong(DeepdubError):
    """An address that sends something else than was promised."""

    url: str
    reason: str

    def sentence(self) -> str:
        return (
            f"“{self.url}” sent something else than the model ({self.reason}), and nothing was installed:"
            " try another network or --mirror."
        )


@dataclass(eq=False)
class ModelInvalid(DeepdubError):
    """An archive or folder that holds no model, or more than it should."""

    path: Path
    reason: str

    def sentence(self) -> str:
        return f"No model can be installed from “{self.path}” ({self.reason}): choose Spleeter's archive or folder."


@dataclass(eq=False)
class ModelKept(DeepdubError):
    """A model that was to be removed and is not ours to remove."""

    name: str
    path: Path

    def sentence(self) -> str:
        return f"“{self.name}” in “{self.path}” was not installed by this program: delete it by hand to be rid of it."


@dataclass(eq=False)
class ModelShipped(DeepdubError):
    """A model that comes with the program was to be fetched or removed."""

    name: str

    exit_code: ClassVar[int] = 2

    def sentence(self) -> str:
        return f"“{self.name}” comes with the program: it is neither fetched nor removed."


@dataclass(eq=False)
class StoreBusy(DeepdubError):
    """Another program is changing the models."""

    path: Path

    def sentence(self) -> str:
        return f"Another program is changing the models in “{self.path}”: wait until it has ended and try again."
