"""Messages between the parent and the separation process: JSON objects in ASCII, one per frame."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.base import errors
from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.base.progress import Progress
from deepdub_engine.base.serialization import from_plain, to_plain
from deepdub_engine.base.spans import Spans
from deepdub_engine.separation.models.registry import Model

IDLE = 4  # exit status of a child whose idle time ran out


@dataclass(frozen=True, slots=True)
class Done:
    """The child has finished the request."""


@dataclass(frozen=True, slots=True)
class WorkerRequest:
    """A separation to run in the child.

    Parameters
    ----------
    clip, model, folder, exact
        As for `separate`.
    spans
        As for `separate_spans`; None for the whole clip.
    idle_s
        How long the child waits for the next request, in seconds.
    """

    clip: PcmClip
    model: Model
    folder: Path
    exact: bool = False
    spans: Spans | None = None
    idle_s: float = 0.0


@dataclass(frozen=True, slots=True)
class WarmUp:
    """A request to load a network before the first separation."""

    model: Model
    idle_s: float


WorkerMessage = Progress | Done | DeepdubError


def encode_request(request: WorkerRequest | WarmUp) -> bytes:
    """Return a request as bytes for the child."""
    return _json(to_plain(request))


def decode_request(payload: bytes) -> WorkerRequest | WarmUp:
    """Return the request that the bytes encode.

    Raises
    ------
    ValueError, KeyError, TypeError
        If they are not a valid request.
    """
    values = json.loads(payload)
    kind: type[WorkerRequest | WarmUp] = WorkerRequest if "clip" in values else WarmUp
    return from_plain(kind, values)


def encode(message: WorkerMessage) -> bytes:
    """Return a message as bytes for the parent."""
    if isinstance(message, Progress):
        return _json({"progress": to_plain(message)})
    if isinstance(message, Done):
        return _json({"done": {}})
    return _json({"error": type(message).__name__, "fields": to_plain(message)})


def decode(payload: bytes) -> WorkerMessage:
    """Return the child's message in some bytes.

    Raises
    ------
    ValueError, KeyError, TypeError
        If they are not a valid message.
    """
    values = json.loads(payload)
    if "progress" in values:
        return from_plain(Progress, values["progress"])
    if "done" in values:
        return Done()
    kinds = {name: kind for name, kind in vars(errors).items() if isinstance(kind, type)}
    kind = kinds[values["error"]]
    if not issubclass(kind, DeepdubError):
        raise TypeError(f"{kind} is not a DeepdubError")
    return from_plain(kind, values["fields"])


def _json(values: Mapping[str, Any]) -> bytes:
    # Undecodable bytes in file names become lone surrogates, which JSON escapes preserve.
    return json.dumps(values, ensure_ascii=True).encode("ascii")
