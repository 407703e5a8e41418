"""The downloadable models: their archives, addresses, checksums and size limits."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from deepdub_engine.base.errors import ModelUnknown
from deepdub_engine.base.messages import MessageOrText, message
from deepdub_engine.separation.network.unet_spec import SPLEETER_SPECS, UNetSpec

_HOST = "https://github.com"
_REPOSITORY = "deezer/spleeter"
_RELEASE = "v1.4.0"


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """A model that can be downloaded and installed.

    Parameters
    ----------
    name, title, licence
        As in `Model`.
    aliases
        Other names for the model.
    folder
        Name of the model's folder, in the store as in Spleeter's model folder.
    sha256
        SHA-256 of the published archive, in hexadecimal.
    size
        Approximate size of the installed files in bytes.
    largest_archive, largest_unpacked
        Size limits in bytes; anything larger is rejected.
    spec
        Architecture that the weights are for.
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
    spec: UNetSpec

    @property
    def archive(self) -> str:
        """The file name of the archive."""
        return f"{self.folder}.tar.gz"


def _spleeter(stems: int, sha256: str) -> CatalogueEntry:
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
    )


# The checksums are those in Spleeter's own checksum list.
CATALOGUE = (
    _spleeter(2, "f3a90b39dd2874269e8b05a48a86745df897b848c61f3958efc80a39152bd692"),
    _spleeter(4, "3adb4a50ad4eb18c7c4d65fcf4cf2367a07d48408a5eb7d03cd20067429dfaa8"),
    _spleeter(5, "25a1e87eb5f75cc72a4d2d5467a0a50ac75f05611f877c278793742513cc7218"),
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
    values = os.environ if environ is None else environ
    host = _whole(values.get("GITHUB_HOST") or _HOST)
    repository = (values.get("GITHUB_REPOSITORY") or _REPOSITORY).strip("/")
    release = (values.get("GITHUB_RELEASE") or _RELEASE).strip("/")
    listed = [_whole(mirror) for mirror in mirrors]
    listed = [url if url.endswith((".tar.gz", ".tgz")) else f"{url}/{offer.archive}" for url in listed]
    return tuple(dict.fromkeys([*listed, f"{host}/{repository}/releases/download/{release}/{offer.archive}"]))


def _whole(address: str) -> str:
    address = address.strip().rstrip("/")
    return address if "://" in address else f"https://{address}"
