"""The models that can be fetched: their archives, addresses, hashes and limits.

Spleeter's 4stems and 5stems are published beside it; they are not listed until the network here can run them.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from deepdub_engine.errors import ModelUnknown

_HOST = "https://github.com"
_REPOSITORY = "deezer/spleeter"
_RELEASE = "v1.4.0"


@dataclass(frozen=True, slots=True)
class Offer:
    """A model that can be installed.

    Parameters
    ----------
    name, title, licence
        As of the model.
    aliases
        Other names for it.
    folder
        Its name in Spleeter's model folder and in ours.
    sha256
        Of the published archive, in hexadecimal.
    size
        Of the installed files, in bytes, about.
    largest_archive, largest_unpacked
        Limits in bytes; beyond them it is something else.
    """

    name: str
    title: str
    licence: str
    aliases: tuple[str, ...]
    folder: str
    sha256: str
    size: int
    largest_archive: int
    largest_unpacked: int

    @property
    def archive(self) -> str:
        """File name of the archive."""
        return f"{self.folder}.tar.gz"


# The hash is the one that Spleeter itself pins in its list of checksums; the size is that of the one shard.
# A checkpoint that was trained further has the optimiser's two numbers for each weight in it: three times the size.
CATALOGUE = (
    Offer(
        name="spleeter-2stems",
        title="Spleeter, 2 stems",
        licence="MIT",
        aliases=("spleeter:2stems", "spleeter-2stems-16khz", "spleeter:2stems-16kHz"),
        folder="2stems",
        sha256="f3a90b39dd2874269e8b05a48a86745df897b848c61f3958efc80a39152bd692",
        size=78_614_080,
        largest_archive=128 << 20,
        largest_unpacked=384 << 20,
    ),
)


def find_offer(name: str, catalogue: Sequence[Offer] = CATALOGUE) -> Offer:
    """Return what the catalogue has under a name.

    Raises
    ------
    ModelUnknown
        If it has nothing.
    """
    for offer in catalogue:
        if name in (offer.name, *offer.aliases):
            return offer
    raise ModelUnknown(name, tuple(offer.name for offer in catalogue))


def addresses(
    offer: Offer, *, mirrors: Sequence[str] = (), environ: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """Return where an archive may be fetched, in the order in which to try.

    Parameters
    ----------
    offer
        The model.
    mirrors
        Tried first: addresses of the archive, or of a folder that holds it.
    environ
        Stands in for the environment. ``GITHUB_HOST``, ``GITHUB_REPOSITORY`` and ``GITHUB_RELEASE`` are Spleeter's own.
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
