"""The models that can separate: which there are, where their weights lie, and loading them verified."""

from __future__ import annotations

import enum
import glob
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deepdub_engine.base.errors import DeepdubError, ModelUnknown, WeightsDamaged, WeightsMissing, from_os_error
from deepdub_engine.base.messages import Message, MessageOrText, message, message_from_json, message_to_json
from deepdub_engine.base.resources import resource
from deepdub_engine.separation.models.paths import installed_folder, is_unfinished, store_folder
from deepdub_engine.separation.network.spec import NetworkSpec, spec_from_dict
from deepdub_engine.separation.network.tensor_bundle import TensorBundle, checkpoint_prefix
from deepdub_engine.separation.network.unet_spec import SPLEETER_SPEC, SPLEETER_SPECS, UNetSpec
from deepdub_engine.separation.network.weights import Weights, count_nets, read_npz, read_spleeter

if TYPE_CHECKING:
    from deepdub_engine.separation.network.runtime import Network

DEFAULT = "speech"
SPLEETER = "spleeter-2stems"
SPLEETER_FAMILY = {f"spleeter-{stems}stems": stems for stems in SPLEETER_SPECS}
_SPLEETERS_OWN = "spleeter:"  # it calls them "spleeter:2stems" and "spleeter:2stems-16kHz"
_16KHZ = "-16khz"  # the same weights, shown half as much of the spectrum again
_BINS_16KHZ = 1536
_GOOD_FOR = {
    DEFAULT: message("dialogue against music and effects"),
    SPLEETER: message("singing and speech against music, up to 11 kHz"),
    "spleeter-4stems": message("vocals from a training with drums and bass, in twice the time"),
    "spleeter-5stems": message("vocals from a training with drums, bass and piano, in 2.5 times the time"),
    SPLEETER + _16KHZ: message("the same weights, up to 16 kHz"),
}


class Engine(enum.StrEnum):
    """What runs a network: OpenVINO, or Spleeter's own package with TensorFlow."""

    OPENVINO = "openvino"
    SPLEETER = "spleeter"


@dataclass(frozen=True, slots=True)
class Model:
    """A network with a set of weights.

    Parameters
    ----------
    name, title
        For the command line, and for people.
    licence
        Of the weights, as an SPDX identifier where there is one; empty if it is not known.
    spec
        The network.
    path
        The file of shipped weights, or a folder with a checkpoint in Spleeter's format.
    sha256
        Of the file, in hexadecimal; empty for a checkpoint, which carries its own checksums.
    engine
        What runs it.
    """

    name: str
    title: MessageOrText
    licence: str
    spec: NetworkSpec
    path: Path
    sha256: str = ""
    engine: Engine = Engine.OPENVINO

    @property
    def good_for(self) -> MessageOrText:
        """What it is good for, in a few words; empty for a folder that somebody named."""
        return _GOOD_FOR.get(self.name, "")

    @property
    def is_installed(self) -> bool:
        """Whether the weights are there; they are verified when they are loaded."""
        if self.sha256:
            return self.path.is_file()
        return checkpoint_prefix(self.path) is not None and not is_unfinished(self.path)

    def weight_files(self) -> tuple[Path, ...]:
        """Return the files that hold the weights; none if they are not there."""
        if self.sha256:
            return (self.path,)
        prefix = checkpoint_prefix(self.path)
        return () if prefix is None else tuple(sorted(prefix.parent.glob(f"{glob.escape(prefix.name)}.[di]*")))

    def stamps(self) -> tuple[tuple[int, int], ...]:
        """Return what changes with the weights: time and size of their files; nothing where they cannot be seen."""
        try:
            return tuple((found.st_mtime_ns, found.st_size) for found in (path.stat() for path in self.weight_files()))
        except OSError:
            return ()

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, as another process needs them."""
        return {
            "name": self.name,
            "title": message_to_json(self.title),
            "licence": self.licence,
            "spec": self.spec.to_dict(),
            "path": str(self.path),
            "sha256": self.sha256,
            "engine": self.engine.value,
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Model:
        """Rebuild from `to_dict`."""
        changed = {"title": message_from_json(values["title"]), "path": Path(values["path"])}
        changed |= {"engine": Engine(values["engine"]), "spec": spec_from_dict(values["spec"])}
        return cls(**(dict(values) | changed))


def unet_of(model: Model) -> UNetSpec:
    """Return the description of a model with a checkpoint of Spleeter's; raise `WeightsDamaged` if it is of another."""
    if isinstance(model.spec, UNetSpec):
        return model.spec
    raise WeightsDamaged(model.path, message("made for another network"))


def shipped_folder() -> Path:
    """Return the folder of the weights that come with the program."""
    return resource("models")


def _shipped(folder: Path) -> tuple[Model, ...]:
    listing = folder / "models.json"
    try:
        entries = json.loads(listing.read_text(encoding="utf-8"))["models"]
        return tuple(
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
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise from_os_error(error, listing, writing=False) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise WeightsDamaged(listing, message("not a list of models")) from error


def _spleeter_folder(name: str, environ: Mapping[str, str]) -> Path:
    """Return where weights of Spleeter's are, or, if nowhere, where they should be."""
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
    """Return the model in a folder that somebody named; which network it is for shows in the number of its layers."""
    try:
        nets = count_nets(TensorBundle.open(folder, name))
    except DeepdubError:
        nets = 0  # said when it is loaded
    return Model(
        name, message("Checkpoint in “{name}”", name=folder.name), "", SPLEETER_SPECS.get(nets, SPLEETER_SPEC), folder
    )


def known_models(*, environ: Mapping[str, str] | None = None, folder: Path | None = None) -> tuple[Model, ...]:
    """Return the models that have a name, installed or not.

    Parameters
    ----------
    environ
        Stands in for the environment; ``MODEL_PATH`` is Spleeter's own variable, the folder that holds ``2stems``.
    folder
        Of the weights that come with the program, if not the usual one.

    Raises
    ------
    WeightsDamaged, FileUnreadable
        If the list of shipped models cannot be read.
    """
    values = os.environ if environ is None else environ
    return (*_shipped(folder or shipped_folder()), *(_spleeter(name, values) for name in SPLEETER_FAMILY))


def _up_to_16khz(model: Model) -> Model:
    spec = replace(unet_of(model), bins=_BINS_16KHZ)
    return replace(model, name=model.name + _16KHZ, title=message("{title}, 16 kHz", title=model.title), spec=spec)


def selectable_models(*, environ: Mapping[str, str] | None = None, folder: Path | None = None) -> tuple[Model, ...]:
    """Return what a person can choose from: the known models, and the same weights used in another way.

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
        "speech"; "spleeter-2stems", -4stems or -5stems, each also with "-16khz" behind it; these as Spleeter writes
        them, "spleeter:2stems-16kHz"; or a folder.
    environ, folder
        As for `known_models`.

    Raises
    ------
    ModelUnknown
        If there is no such model.
    WeightsMissing
        If there is, but without weights on this machine.
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
    if model is None and name == DEFAULT:
        raise WeightsMissing(name, folder or shipped_folder())
    if model is None:
        path = Path(name).absolute()
        if not name or not path.is_dir():
            raise ModelUnknown(name, tuple(models))
        model = _checkpoint(path, name)
    if not model.is_installed:
        raise WeightsMissing(model.name, model.path)
    return model


def default_model(*, folder: Path | None = None) -> Model:
    """Return the model that comes with the program.

    Raises
    ------
    WeightsMissing, WeightsDamaged, FileUnreadable
        If it is not whole.
    """
    return find_model(DEFAULT, folder=folder)


def load_weights(model: Model) -> Weights:
    """Read and verify the weights of a model; nothing else ever hands them out.

    Raises
    ------
    WeightsMissing, WeightsDamaged, FileUnreadable
        If they are not there, do not verify, or cannot be read.
    """
    if model.sha256:
        return read_npz(model.path, model.name, model.spec, model.sha256)
    return read_spleeter(model.path, model.name, unet_of(model))


def load_network(model: Model, threads: int | None = None) -> Network:
    """Verify the weights of a model and compile its network; this imports OpenVINO."""
    weights = load_weights(model)
    from deepdub_engine.separation.network.runtime import Network

    return Network(model.spec, weights, threads)
