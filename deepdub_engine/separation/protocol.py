"""Messages between the parent and the separation process: one JSON object per line, in ASCII."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from deepdub_engine.audio.pcm import Depth, PcmClip
from deepdub_engine.base import errors
from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.base.messages import Message, message_from_json, message_to_json
from deepdub_engine.base.progress import Progress
from deepdub_engine.base.spans import Spans
from deepdub_engine.separation.models.registry import Model

IDLE = 4  # exit status of a child whose idle time ran out
_PATH = "path:"
_OTHER = "text:"


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
    """Return a request as a line for the child."""
    values = {"model": request.model.to_dict(), "idle_s": request.idle_s}
    if isinstance(request, WarmUp):
        return _line(values)
    clip = asdict(request.clip) | {"path": str(request.clip.path)}
    where = {"folder": str(request.folder), "exact": request.exact, "spans": request.spans}
    return _line({"clip": clip} | values | where)


def decode_request(line: bytes) -> WorkerRequest | WarmUp:
    """Return the request that a line encodes.

    Raises
    ------
    ValueError, KeyError, TypeError
        If the line is not a valid request.
    """
    values = json.loads(line)
    model, idle_s = Model.from_dict(values["model"]), float(values["idle_s"])
    if "clip" not in values:
        return WarmUp(model, idle_s)
    clip, spans = values["clip"], values["spans"]
    changed = {"path": Path(clip["path"]), "depth": Depth(clip["depth"])}
    return WorkerRequest(
        PcmClip(**(clip | changed)),
        model,
        Path(values["folder"]),
        bool(values["exact"]),
        None if spans is None else tuple((int(start), int(stop)) for start, stop in spans),
        idle_s,
    )


def encode(message: WorkerMessage) -> bytes:
    """Return a message as a line for the parent."""
    if isinstance(message, Progress):
        return _line({"progress": asdict(message)})
    if isinstance(message, Done):
        return _line({"done": {}})
    values = {field.name: _to_plain(getattr(message, field.name)) for field in fields(message)}
    return _line({"error": type(message).__name__, "fields": values})


def decode(line: bytes) -> WorkerMessage:
    """Read a message of the child's.

    Raises
    ------
    ValueError, KeyError, TypeError
        If the line is not a valid message.
    """
    values = json.loads(line)
    if "progress" in values:
        return Progress(**values["progress"])
    if "done" in values:
        return Done()
    kinds = {name: kind for name, kind in vars(errors).items() if isinstance(kind, type)}
    kind = kinds[values["error"]]
    if not issubclass(kind, DeepdubError):
        raise TypeError(f"{kind} is not a DeepdubError")
    return kind(**{name: _from_plain(value) for name, value in values["fields"].items()})


def _line(values: Mapping[str, Any]) -> bytes:
    # Undecodable bytes in file names become lone surrogates, which JSON escapes preserve.
    return json.dumps(values, ensure_ascii=True).encode("ascii") + b"\n"


def _to_plain(value: Any) -> Any:
    if isinstance(value, Path):
        return f"{_PATH}{value}"
    if isinstance(value, Message):
        return message_to_json(value)
    if isinstance(value, str):
        return f"{_OTHER}{value}"
    return [_to_plain(item) for item in value] if isinstance(value, tuple) else value


def _from_plain(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_from_plain(item) for item in value)
    if isinstance(value, dict):
        return message_from_json(value)
    if isinstance(value, str):
        return Path(value.removeprefix(_PATH)) if value.startswith(_PATH) else value.removeprefix(_OTHER)
    return value
