"""Published networks that are no choice for a separation: parts of a model, and the network that tells voices apart."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from deepdub_engine.base.errors import WeightsDamaged, WeightsMissing, from_os_error
from deepdub_engine.base.messages import MessageOrText, message
from deepdub_engine.base.progress import Job, finish, staged
from deepdub_engine.separation.models.partial_download import sha256_of
from deepdub_engine.separation.models.paths import installed_folder, store_folder
from deepdub_engine.separation.models.published import CAMPPLUS_FILES, DEEPFILTERNET_FILES, PublishedFile

DEEPFILTERNET = "deepfilternet3"
CAMPPLUS = "campplus"
_GRAPHS = ("enc.onnx", "erb_dec.onnx", "df_dec.onnx")


@dataclass(frozen=True, slots=True)
class Part:
    """A published network that separation models use, or that does something else.

    Parameters
    ----------
    name, title, licence, good_for
        As in `Model`.
    path
        The folder with its files, or the folder where they belong.
    files
        The published files.
    """

    name: str
    title: MessageOrText
    licence: str
    good_for: MessageOrText
    path: Path
    files: tuple[PublishedFile, ...]

    @property
    def is_installed(self) -> bool:
        """Whether the needed files exist; `check_part` verifies them."""
        return all((self.path / file.name).is_file() for file in self.files if file.is_needed)

    @property
    def is_complete(self) -> bool:
        """Whether all files exist, those included that it can do without."""
        return all((self.path / file.name).is_file() for file in self.files)


@dataclass(frozen=True, slots=True)
class DeepFilterPaths:
    """The three graphs of DeepFilterNet 3, in ONNX: the encoder, and the decoders of the ERB gains and of the filter.

    The features are those of 48 kHz sound, in frames of 960 samples with a hop of 480.
    """

    encoder: Path
    erb_decoder: Path
    filter_decoder: Path


def known_parts(*, environ: Mapping[str, str] | None = None) -> tuple[Part, ...]:
    """Return all parts, installed or not.

    Parameters
    ----------
    environ
        Environment variables; by default those of the process. The folder in ``MODEL_PATH`` comes before the store.
    """
    values = os.environ if environ is None else environ
    return (
        Part(
            DEEPFILTERNET,
            message("DeepFilterNet 3"),
            "MIT OR Apache-2.0",
            message("speech out of noise; a part of other models, not a choice of its own"),
            _folder(DEEPFILTERNET, DEEPFILTERNET_FILES, values),
            DEEPFILTERNET_FILES,
        ),
        Part(
            CAMPPLUS,
            message("CAM++"),
            "Apache-2.0 AND MIT",
            message("tells voices apart, to suggest who speaks each line"),
            _folder(CAMPPLUS, CAMPPLUS_FILES, values),
            CAMPPLUS_FILES,
        ),
    )


def voice_weights(environ: Mapping[str, str] | None = None) -> Path:
    """Return the file with the weights of CAM++ after comparing it with its published SHA-256.

    Parameters
    ----------
    environ
        As for `known_parts`.

    Raises
    ------
    WeightsMissing, WeightsDamaged, FileUnreadable
        If it is not there, is not the published one, or cannot be read.
    """
    part = next(part for part in known_parts(environ=environ) if part.name == CAMPPLUS)
    finish(check_part(part))
    return part.path / CAMPPLUS_FILES[0].name


def overlap_weights_beside(voice: Path) -> Path | None:
    """Return the weights of the network that hears overlaps, which `voice_weights` has verified as well.

    Parameters
    ----------
    voice
        The weights of CAM++.

    Returns
    -------
    Path or None
        None if they are not there: earlier versions did not install them.
    """
    path = voice.with_name(CAMPPLUS_FILES[1].name)
    return path if path.is_file() else None


def deepfilternet_folder(environ: Mapping[str, str] | None = None) -> Path:
    """Return the folder of DeepFilterNet 3, or the folder where it belongs; `environ` as for `known_parts`."""
    return next(part.path for part in known_parts(environ=environ) if part.name == DEEPFILTERNET)


def deepfilternet_graphs(environ: Mapping[str, str] | None = None) -> DeepFilterPaths:
    """Return the installed graphs of DeepFilterNet 3; see `known_parts` and `verified_graphs`."""
    return verified_graphs(deepfilternet_folder(environ))


def graphs_in(folder: Path) -> tuple[Path, ...]:
    """Return the paths of the three graphs of DeepFilterNet 3 in a folder, there or not."""
    return tuple(folder / name for name in _GRAPHS)


def verified_graphs(folder: Path) -> DeepFilterPaths:
    """Return the graphs of DeepFilterNet 3 in a folder after comparing them with their published SHA-256.

    Raises
    ------
    WeightsMissing, WeightsDamaged, FileUnreadable
        If they are not there, are not the published ones, or cannot be read.
    """
    part = next(part for part in known_parts() if part.name == DEEPFILTERNET)
    finish(check_part(replace(part, path=folder)))
    return DeepFilterPaths(*graphs_in(folder))


def check_part(part: Part) -> Job[None]:
    """Compare all files of a part with their published SHA-256.

    Raises
    ------
    WeightsMissing, WeightsDamaged, FileUnreadable
        If the part is not installed, is not the published one, or cannot be read.
    """
    if not part.is_installed:
        raise WeightsMissing(part.name, part.path)
    files = [file for file in part.files if file.is_needed or (part.path / file.name).exists()]
    for number, file in enumerate(files):
        path = part.path / file.name
        try:
            if path.stat().st_size != file.size:
                raise WeightsDamaged(path, message("its size is wrong"))
            found = yield from staged(sha256_of(path), number / len(files), (number + 1) / len(files))
        except OSError as error:
            raise from_os_error(error, path, writing=False) from error
        if found != file.sha256:
            raise WeightsDamaged(path, message("its checksum is wrong"))


def _folder(name: str, files: tuple[PublishedFile, ...], environ: Mapping[str, str]) -> Path:
    needed = [file.name for file in files if file.is_needed]
    for folder in _candidates(name, environ):
        if all((folder / file).is_file() for file in needed):
            return folder
    return store_folder() / name


def _candidates(name: str, environ: Mapping[str, str]) -> Iterator[Path]:
    if environ.get("MODEL_PATH"):
        yield (Path(environ["MODEL_PATH"]) / name).absolute()
    installed = installed_folder(store_folder() / name)
    if installed is not None:
        yield installed
