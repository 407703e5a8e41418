"""Messages between the parent and the process that hears voices: JSON objects in ASCII, one per frame."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deepdub_engine.audio.composite import CompositeClip
from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.base.progress import Progress
from deepdub_engine.base.serialization import from_plain, to_plain
from deepdub_engine.separation import protocol
from deepdub_engine.speakers.voice import Voice


@dataclass(frozen=True, slots=True)
class VoicesRequest:
    """Voices to hear in the child.

    Parameters
    ----------
    clip
        The vocals, if they are one file; None otherwise.
    composite
        The vocals, if they are parts of other files; None otherwise.
    weights
        The file with the weights, which the parent has verified.
    spans
        The sentences, in samples.
    overlap_weights
        The file with the weights of the network that hears overlaps, verified as well; None to hear none.
    """

    clip: PcmClip | None
    composite: CompositeClip | None
    weights: Path
    spans: tuple[tuple[int, int], ...]
    overlap_weights: Path | None = None

    @classmethod
    def of(
        cls, vocals: PcmClip, weights: Path, spans: tuple[tuple[int, int], ...], overlap_weights: Path | None = None
    ) -> VoicesRequest:
        """Return the request for the vocals of a clip."""
        if isinstance(vocals, CompositeClip):
            return cls(None, vocals, weights, spans, overlap_weights)
        return cls(vocals, None, weights, spans, overlap_weights)

    @property
    def vocals(self) -> PcmClip:
        """The vocals."""
        found = self.clip or self.composite
        if found is None:
            raise ValueError("a request without vocals")
        return found


@dataclass(frozen=True, slots=True)
class Voices:
    """The voices of the sentences, in their order."""

    voices: tuple[Voice, ...]


VoicesMessage = Progress | Voices | DeepdubError


def encode_request(request: VoicesRequest) -> bytes:
    """Return a request as bytes for the child."""
    return json.dumps(to_plain(request), ensure_ascii=True).encode("ascii")


def decode_request(payload: bytes) -> VoicesRequest:
    """Return the request that the bytes encode.

    Raises
    ------
    ValueError, KeyError, TypeError
        If they are not a valid request.
    """
    return from_plain(VoicesRequest, json.loads(payload))


def encode(message: VoicesMessage) -> bytes:
    """Return a message as bytes for the parent."""
    if isinstance(message, Voices):
        return json.dumps(to_plain(message)).encode("ascii")
    return protocol.encode(message)


def decode(payload: bytes) -> VoicesMessage:
    """Return the child's message in some bytes.

    Raises
    ------
    ValueError, KeyError, TypeError
        If they are not a valid message.
    """
    values: Any = json.loads(payload)
    if "voices" in values:
        return from_plain(Voices, values)
    found = protocol.decode(payload)
    if isinstance(found, protocol.Done):
        raise TypeError("the voices are missing")
    return found
