"""The key of cached stems: a digest of the audio, a digest of the weights, and the settings."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from deepdub_engine.audio.media.centre import centre_of
from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.base.errors import from_os_error
from deepdub_engine.base.messages import mark
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.separation.models.registry import Model

_FORMAT = 2  # increment whenever the same audio and weights give other stems
_CENTRE_FORMAT = b"centre 2"  # increment whenever the same channels give other stems
_BLOCK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class StemKey:
    """Everything that determines the stems of a clip.

    Parameters
    ----------
    sound
        Digest of the decoded samples, which covers file, track and range and survives moving the file.
    weights
        Digest of the weights and their architecture.
    exact
        Whether the stems are Spleeter's own.
    rate_hz, channels, samples, depth
        Format and length of the clip.
    format
        Version of the separation; entries of other versions do not match.
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
        """The folder name of the entry."""
        text = json.dumps(asdict(self), sort_keys=True)
        return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()

    def to_dict(self) -> dict[str, Any]:
        """Return the fields as JSON-compatible values."""
        return asdict(self)


def key_for(clip: PcmClip, sound: str, weights: str, *, exact: bool) -> StemKey:
    """Return the key of a clip's stems; an empty `sound` is for `StemCache.may_contain` only and matches no entry."""
    return StemKey(sound, weights, exact, clip.rate_hz, clip.channels, clip.samples, str(clip.depth))


def audio_digest(clip: PcmClip) -> Job[str]:
    """Return the digest of a clip's samples; takes about a second per gigabyte.

    A clip with a centre channel has another digest than the same samples without one, because its stems differ.

    Raises
    ------
    FileMissing, FileUnreadable
        If the clip's file cannot be read.
    """
    digest = hashlib.blake2b(digest_size=32)
    centre = centre_of(clip)
    for part in (clip,) if centre is None else (clip, centre):
        if part is centre:
            digest.update(_CENTRE_FORMAT)
        yield from _digest_samples(part, digest)
    return digest.hexdigest()


def _digest_samples(clip: PcmClip, digest: hashlib.blake2b) -> Job[None]:
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


def weights_digest(model: Model) -> str:
    """Return the digest of a model's weights and architecture.

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
