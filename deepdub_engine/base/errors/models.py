"""What can be wrong with models, their weights, and fetching them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from deepdub_engine.base.errors.base import DeepdubError
from deepdub_engine.base.messages import Said, Wording, worded


@dataclass(eq=False)
class ModelUnknown(DeepdubError):
    """A model name that the program does not have."""

    name: str
    known: tuple[str, ...]

    exit_code: ClassVar[int] = 2

    def wording(self) -> Wording:
        return worded("There is no model “{name}”: choose one of {known}.", name=self.name, known=", ".join(self.known))


@dataclass(eq=False)
class NoExactMode(DeepdubError):
    """Spleeter's own stems were asked of a model that is not Spleeter's."""

    name: str

    exit_code: ClassVar[int] = 2

    def wording(self) -> Wording:
        return worded(
            "“{name}” is not a model of Spleeter's, so it has no exact mode: use --model spleeter-2stems, or leave out"
            " --exact.",
            name=self.name,
        )


@dataclass(eq=False)
class SpleeterMissing(DeepdubError):
    """The engine “spleeter” was asked for where its package is not installed."""

    exit_code: ClassVar[int] = 2

    def wording(self) -> Wording:
        return worded(
            "The spleeter package is not installed: install Deepdub with its [spleeter] extra, on Python 3.11,"
            " or leave out --engine, which gives the same stems."
        )


@dataclass(eq=False)
class SpleeterUnfit(DeepdubError):
    """The engine “spleeter” was asked to run a model that is not Spleeter's."""

    name: str

    exit_code: ClassVar[int] = 2

    def wording(self) -> Wording:
        return worded(
            "“{name}” is not a model of Spleeter's: use --model spleeter-2stems, or leave out --engine.", name=self.name
        )


@dataclass(eq=False)
class WeightsMissing(DeepdubError):
    """A model whose weights are not on this machine."""

    name: str
    path: Path

    @property
    def is_shipped(self) -> bool:
        """Whether they come with the program, so that nothing else brings them back."""
        return self.name in ("speech", "speech activity")

    def wording(self) -> Wording:
        if self.is_shipped:
            return worded(
                "The weights of the model “{name}” are not in “{path}”: they come with Deepdub, so install it again.",
                name=self.name,
                path=self.path,
            )
        return worded(
            "The weights of the model “{name}” are not in “{path}”: install them with “deepdub models fetch” or"
            " “deepdub models import”, or use --model speech.",
            name=self.name,
            path=self.path,
        )


@dataclass(eq=False)
class WeightsDamaged(DeepdubError):
    """Weights that do not verify, and are therefore never run."""

    path: Path
    reason: Said

    def wording(self) -> Wording:
        return worded(
            "The weights in “{path}” are damaged ({reason}): install the model again.",
            path=self.path,
            reason=self.reason,
        )


@dataclass(eq=False)
class DownloadFailed(DeepdubError):
    """An address that cannot be reached, refuses, or breaks off again and again."""

    url: str
    reason: Said

    def wording(self) -> Wording:
        return worded(
            "“{url}” could not be fetched ({reason}): try again later, or fetch it on another machine and use “deepdub"
            " models import”.",
            url=self.url,
            reason=self.reason,
        )


@dataclass(eq=False)
class DownloadWrong(DeepdubError):
    """An address that sends something else than was promised."""

    url: str
    reason: Said

    def wording(self) -> Wording:
        return worded(
            "“{url}” sent something else than the model ({reason}), and nothing was installed: try another network or"
            " --mirror.",
            url=self.url,
            reason=self.reason,
        )


@dataclass(eq=False)
class ModelInvalid(DeepdubError):
    """An archive or folder that holds no model, or more than it should."""

    path: Path
    reason: Said

    def wording(self) -> Wording:
        return worded(
            "No model can be installed from “{path}” ({reason}): choose Spleeter's archive or folder.",
            path=self.path,
            reason=self.reason,
        )


@dataclass(eq=False)
class ModelKept(DeepdubError):
    """A model that was to be removed and is not ours to remove."""

    name: str
    path: Path

    def wording(self) -> Wording:
        return worded(
            "“{name}” in “{path}” was not installed by this program: delete it by hand to be rid of it.",
            name=self.name,
            path=self.path,
        )


@dataclass(eq=False)
class ModelShipped(DeepdubError):
    """A model that comes with the program was to be fetched or removed."""

    name: str

    exit_code: ClassVar[int] = 2

    def wording(self) -> Wording:
        return worded("“{name}” comes with the program: it is neither fetched nor removed.", name=self.name)


@dataclass(eq=False)
class StoreBusy(DeepdubError):
    """Another program is changing the models."""

    path: Path

    def wording(self) -> Wording:
        return worded(
            "Another program is changing the models in “{path}”: wait until it has ended and try again.", path=self.path
        )
