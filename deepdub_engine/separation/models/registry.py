"""The separation models: the known ones, the location of their weights, and verified loading."""

from __future__ import annotations

import enum
import glob
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deepdub_engine.base.errors import DeepdubError, ModelUnknown, WeightsDamaged, WeightsMissing, from_os_error
from deepdub_engine.base.messages import Message, MessageOrText, message
from deepdub_engine.base.resources import resource
from deepdub_engine.base.serialization import from_plain, to_plain
from deepdub_engine.separation.models.parts import (
    DEEPFILTERNET,
    deepfilternet_folder,
    graphs_in,
    verified_graphs,
)
from deepdub_engine.separation.models.paths import installed_folder, is_unfinished, store_folder
from deepdub_engine.separation.network.film_spec import FilmSpec
from deepdub_engine.separation.network.spec import NetworkSpec, spec_from_dict
from deepdub_engine.separation.network.tensor_bundle import TensorBundle, checkpoint_prefix
from deepdub_engine.separation.network.unet_spec import SPLEETER_SPEC, SPLEETER_SPECS, UNetSpec
from deepdub_engine.separation.network.weights import Weights, count_nets, read_npz, read_spleeter

if TYPE_CHECKING:
    from deepdub_engine.separation.network.runtime import Network

FILM = "film"  # the default where its parts are installed
SPEECH = "speech"  # the default elsewhere: it needs nothing but the program
SPLEETER = "spleeter-2stems"
FILM_PARTS = (SPLEETER, DEEPFILTERNET)
SPLEETER_FAMILY = {f"spleeter-{stems}stems": stems for stems in SPLEETER_SPECS}
_SPLEETERS_OWN = "spleeter:"  # Spleeter's own names are "spleeter:2stems" and "spleeter:2stems-16kHz"
_16KHZ = "-16khz"  # the same weights, applied to 1.5 times as many bins
_BINS_16KHZ = 1536
_GOOD_FOR = {
    FILM: message("dialogue over music and effects, best quality"),
    SPEECH: message("dialogue over music and effects, quickest; needs no download"),
    SPLEETER: message("singing and speech over music, up to 11 kHz"),
    "spleeter-4stems": message("vocals, trained with drums and bass; takes twice as long"),
    "spleeter-5stems": message("vocals, trained with drums, bass and piano; takes 2.5 times as long"),
    SPLEETER + _16KHZ: message("the same weights, up to 16 kHz"),
}


class Engine(enum.StrEnum):
    """The inference engine: OpenVINO, or Spleeter's own package with TensorFlow."""

    OPENVINO = "openvino"
    SPLEETER = "spleeter"


@dataclass(frozen=True, slots=True)
class Model:
    """A network with a set of weights.

    Parameters
    ----------
    name, title
        Name on the command line, and name in the window.
    licence
        Licence of the weights, as an SPDX identifier where there is one; empty if unknown.
    spec
        Architecture of the network.
    path
        The file of shipped weights, or a folder with a checkpoint in Spleeter's format.
    sha256
        SHA-256 of the file, in hexadecimal; empty for a checkpoint, which has its own checksums.
    engine
        The inference engine.
    parts
        For a `FilmSpec`, the folders of Spleeter's weights and of DeepFilterNet's graphs; otherwise empty.
    """

    name: str
    title: MessageOrText
    licence: str
    spec: NetworkSpec
    path: Path
    sha256: str = ""
    engine: Engine = Engine.OPENVINO
    parts: tuple[Path, ...] = ()

    @property
    def good_for(self) -> MessageOrText:
        """What the model is good for, in a few words; empty for a checkpoint folder given by path."""
        return _GOOD_FOR.get(self.name, "")

    @property
    def is_installed(self) -> bool:
        """Whether the weight files exist; they are verified when loaded."""
        if self.sha256:
            return self.path.is_file() and len(self.missing_parts()) < max(1, len(self.parts))
        return _has_checkpoint(self.path)

    def missing_parts(self) -> tuple[str, ...]:
        """Return the names of the parts that are not installed; the model runs with one of two, but less well."""
        if not self.parts:
            return ()
        vocals, speech = self.parts
        found = {SPLEETER: _has_checkpoint(vocals), DEEPFILTERNET: all(path.is_file() for path in graphs_in(speech))}
        return tuple(name for name, there in found.items() if not there)

    def weight_files(self) -> tuple[Path, ...]:
        """Return the files that hold the weights; empty if they are missing."""
        if not self.sha256:
            return _checkpoint_files(self.path)
        if not self.parts:
            return (self.path,)
        graphs = (path for path in graphs_in(self.parts[1]) if path.is_file())
        return (self.path, *_checkpoint_files(self.parts[0]), *graphs)

    def stamps(self) -> tuple[tuple[int, int], ...]:
        """Return the modification time and size of each weight file; empty if they cannot be read."""
        try:
            return tuple((found.st_mtime_ns, found.st_size) for found in (path.stat() for path in self.weight_files()))
        except OSError:
            return ()

    def to_dict(self) -> dict[str, Any]:
        """Return the fields as JSON-compatible values."""
        values: dict[str, Any] = to_plain(self)
        return values

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Model:
        """Return the model from the result of `to_dict`."""
        return from_plain(cls, dict(values))


def _has_checkpoint(folder: Path) -> bool:
    return checkpoint_prefix(folder) is not None and not is_unfinished(folder)


def _checkpoint_files(folder: Path) -> tuple[Path, ...]:
    prefix = checkpoint_prefix(folder)
    return () if prefix is None else tuple(sorted(prefix.parent.glob(f"{glob.escape(prefix.name)}.[di]*")))


def unet_of(model: Model) -> UNetSpec:
    """Return the architecture of a model of Spleeter's; raise `WeightsDamaged` for any other model."""
    if isinstance(model.spec, UNetSpec):
        return model.spec
    raise WeightsDamaged(model.path, message("made for another network"))


def shipped_folder() -> Path:
    """Return the folder of the weights shipped with the program."""
    return resource("models")


def _shipped(folder: Path, environ: Mapping[str, str]) -> tuple[Model, ...]:
    listing = folder / "models.json"
    try:
        entries = json.loads(listing.read_text(encoding="utf-8"))["models"]
        models = (
            Model(
                name=str(entry["name"]),
                title=Message(str(entry["title"])),  # collected for translators, too
                licence=str(entry["licence"]),
                spec=spec_from_dict(entry["spec"]),
                path=folder / Path(entry["file"]).name,
                sha256=str(entry["sha256"]),
            )
            for entry in entries
        )
        parts = _spleeter_folder("2stems", environ), deepfilternet_folder(environ)
        return tuple(replace(model, parts=parts) if isinstance(model.spec, FilmSpec) else model for model in models)
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise from_os_error(error, listing, writing=False) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise WeightsDamaged(listing, message("not a model list")) from error


def _spleeter_folder(name: str, environ: Mapping[str, str]) -> Path:
    """Return the folder with one set of Spleeter's weights, or the folder where they belong."""
    own = store_folder() / name
    candidates = [(Path("pretrained_models") / name).absolute()]
    installed = installed_folder(own)
    if installed is not None:
        candidates.insert(0, installed)
    named = environ.get("MODEL_PATH")
    if named:
        candidates.insert(0, (Path(named) / name).absolute())
    wanted = candidates[0] if named else own
    return next((folder for folder in candidates if checkpoint_prefix(folder) is not None), wanted)


def _spleeter(name: str, environ: Mapping[str, str]) -> Model:
    stems = SPLEETER_FAMILY[name]
    folder = _spleeter_folder(f"{stems}stems", environ)
    return Model(name, message("Spleeter, {stems} stems", stems=stems), "MIT", SPLEETER_SPECS[stems], folder)


def _checkpoint(folder: Path, name: str) -> Model:
    """Return the model in a checkpoint folder; its number of layers tells which network it is for."""
    try:
        nets = count_nets(TensorBundle.open(folder, name))
    except DeepdubError:
        nets = 0  # loading it raises the error
    return Model(
        name, message("Checkpoint in “{name}”", name=folder.name), "", SPLEETER_SPECS.get(nets, SPLEETER_SPEC), folder
    )


def known_models(*, environ: Mapping[str, str] | None = None, folder: Path | None = None) -> tuple[Model, ...]:
    """Return all named models, installed or not.

    Parameters
    ----------
    environ
        Environment variables; by default those of the process. ``MODEL_PATH`` is Spleeter's own variable, the folder
        that holds ``2stems``.
    folder
        Folder of the shipped weights; by default `shipped_folder`.

    Raises
    ------
    WeightsDamaged, FileUnreadable
        If the list of shipped models cannot be read.
    """
    values = os.environ if environ is None else environ
    return (*_shipped(folder or shipped_folder(), values), *(_spleeter(name, values) for name in SPLEETER_FAMILY))


def _up_to_16khz(model: Model) -> Model:
    spec = replace(unet_of(model), bins=_BINS_16KHZ)
    return replace(model, name=model.name + _16KHZ, title=message("{title}, 16 kHz", title=model.title), spec=spec)


def selectable_models(*, environ: Mapping[str, str] | None = None, folder: Path | None = None) -> tuple[Model, ...]:
    """Return the models that the user can choose from: the known models and their 16 kHz variants.

    Parameters and errors are those of `known_models`.
    """
    found: list[Model] = []
    for model in known_models(environ=environ, folder=folder):
        found += [model, _up_to_16khz(model)] if model.name == SPLEETER else [model]
    return tuple(found)


def find_model(name: str, *, environ: Mapping[str, str] | None = None, folder: Path | None = None) -> Model:
    """Return a model by its name, or by the folder of a checkpoint in Spleeter's format.

    Parameters
    ----------
    name
        "speech"; "spleeter-2stems", -4stems or -5stems, optionally followed by "-16khz"; Spleeter's own spelling, such
        as "spleeter:2stems-16kHz"; or a folder.
    environ, folder
        As for `known_models`.

    Raises
    ------
    ModelUnknown
        If there is no such model.
    WeightsMissing
        If its weights are not installed.
    WeightsDamaged, FileUnreadable
        If the list of shipped models cannot be read.
    """
    models = {model.name: model for model in known_models(environ=environ, folder=folder)}
    wanted = name
    if name.startswith(_SPLEETERS_OWN):
        wanted = name.removesuffix("kHz") + "khz" if name.endswith("-16kHz") else name
        wanted = wanted.replace(":", "-", 1)
    model = models.get(wanted)
    if model is None and wanted.removesuffix(_16KHZ) in SPLEETER_FAMILY:
        model = _up_to_16khz(models[wanted.removesuffix(_16KHZ)])
    if model is None and name in (FILM, SPEECH):
        raise WeightsMissing(name, folder or shipped_folder())
    if model is None:
        path = Path(name).absolute()
        if not name or not path.is_dir():
            raise ModelUnknown(name, tuple(models))
        model = _checkpoint(path, name)
    check_installed(model)
    return model


def check_installed(model: Model) -> None:
    """Raise `WeightsMissing` unless the weights of a model are installed; they are not verified."""
    if not model.is_installed:
        raise WeightsMissing(model.name, model.parts[0] if model.parts else model.path)


def missing_weights_notice(model: Model, *, chosen: bool) -> Message | None:
    """Return what a person should know before a model separates; None if nothing is missing.

    Parameters
    ----------
    model
        The model that is used.
    chosen
        Whether the person chose it; otherwise it is what `default_model` returned.
    """
    if model.name == SPEECH and not chosen:
        return message(
            "“speech” is used, because the weights of the better model “film” are not installed: fetch them with"
            " “deepdub models fetch film”."
        )
    if missing := model.missing_parts():
        return message(
            "“{name}” separates less well without {parts}: fetch it with “deepdub models fetch {name}”.",
            name=model.name,
            parts=", ".join(missing),
        )
    return None


def default_name(*, environ: Mapping[str, str] | None = None, folder: Path | None = None) -> str:
    """Return `FILM` if it can run, `SPEECH` otherwise; parameters and errors are those of `find_model`."""
    return best_installed(known_models(environ=environ, folder=folder))


def best_installed(models: Iterable[Model]) -> str:
    """Return the name of the best of some models: `FILM` if it is there and can run, `SPEECH` otherwise."""
    return FILM if any(model.name == FILM and model.is_installed for model in models) else SPEECH


def default_model(*, environ: Mapping[str, str] | None = None, folder: Path | None = None) -> Model:
    """Return the best model that is installed: `FILM`, or else `SPEECH`.

    Raises
    ------
    WeightsMissing, WeightsDamaged, FileUnreadable
        If its weights are missing, or the list of shipped models cannot be read.
    """
    return find_model(default_name(environ=environ, folder=folder), environ=environ, folder=folder)


def load_weights(model: Model) -> Weights:
    """Return the verified weights of a model. All code must load weights through this function.

    Raises
    ------
    WeightsMissing, WeightsDamaged, FileUnreadable
        If they are missing, fail verification, or cannot be read.
    """
    if model.sha256:
        return read_npz(model.path, model.name, model.spec, model.sha256)
    return read_spleeter(model.path, model.name, unet_of(model))


def load_network(model: Model, threads: int | None = None) -> Network:
    """Return the compiled network of a model, with verified weights; imports OpenVINO."""
    weights = load_weights(model)
    if isinstance(model.spec, FilmSpec):
        return _film_network(model, model.spec, weights, threads)
    from deepdub_engine.separation.network.runtime import Network

    return Network(model.spec, weights, threads)


def _film_network(model: Model, spec: FilmSpec, weights: Weights, threads: int | None) -> Network:
    missing = model.missing_parts()
    spleeter = None if SPLEETER in missing else read_spleeter(model.parts[0], SPLEETER, SPLEETER_SPEC)
    graphs = None if DEEPFILTERNET in missing else verified_graphs(model.parts[1])
    from deepdub_engine.separation.deep_filter import DeepFilter
    from deepdub_engine.separation.film import FilmNetwork
    from deepdub_engine.separation.network.runtime import Network, import_openvino

    vocals = None if spleeter is None else Network(SPLEETER_SPEC, spleeter, threads)
    deep_filter = None if graphs is None else DeepFilter(import_openvino(), graphs)
    return FilmNetwork(spec, weights, vocals, deep_filter.speech if deep_filter else None, threads)
