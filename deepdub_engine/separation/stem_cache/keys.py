"""What stems depend on: the sound, the weights, and how they are used."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.base.errors import from_os_error
from deepdub_engine.base.messages import mark
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.separation.models.registry import Model

_FORMAT = 1  # goes up whenever the same sound and weights give other stems
_BLOCK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class StemKey:
    """Everything that the stems of a clip follow from.

    Parameters
    ----------
    sound
        Digest of the decoded samples: they follow from file, track and range, and stay the same if the file is moved.
    weights
        Digest of the weights and of the network that they are for.
    exact
        Whether the stems are Spleeter's own.
    rate_hz, channels, samples, depth
        Of the clip.
    """

    sound: str
    weights: str
    exact: bool
    rate_hz: int
    channels: int
    samples: int
    depth: str
    format: int = _FORMAT

    @property
    def name(self) -> str:
        """Name of the folder of these stems."""
        text = json.dumps(asdict(self), sort_keys=True)
        return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()

    def to_dict(self) -> dict[str, Any]:
        """Return the fields as plain values."""
        return asdict(self)


def key_for(clip: PcmClip, sound: str, weights: str, *, exact: bool) -> StemKey:
    """Return the key of a clip's stems; `sound` may be empty where it is not known yet, and matches nothing then."""
    return StemKey(sound, weights, exact, clip.rate_hz, clip.channels, clip.samples, str(clip.depth))


def sound_digest(clip: PcmClip) -> Job[str]:
    """Compute the digest of a clip's samples: about a second for each gigabyte.

    Raises
    ------
    FileMissing, FileUnreadable
        If it cannot be read.
    """
    digest = hashlib.blake2b(digest_size=32)
    total = 4 * clip.channels * clip.samples
    done = 0
    try:
        with clip.path.open("rb") as file:
            while done < total and (block := file.read(min(_BLOCK_BYTES, total - done))):
                digest.update(block)
                done += len(block)
                yield Progress(done, total, mark("Looking for earlier results"))
    except OSError as error:
        raise from_os_error(error, clip.path, writing=False) from error
    return digest.hexdigest()


def weights_digest(model: Model) -> str:
    """Compute the digest of a model's weights and network.

    Raises
    ------
    FileMissing, FileUnreadable
        If the weights cannot be read.
    """
    digest = hashlib.sha256(json.dumps(model.spec.to_dict(), sort_keys=True).encode())
    for path in model.weight_files():
        digest.update(_file_digest(path))
    return digest.hexdigest()


def _file_digest(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except OSError as error:
        raise from_os_error(error, path, writing=False) from error
