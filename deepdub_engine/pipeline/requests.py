"""What a person asks the pipeline for, as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from deepdub_engine.audio.pcm import Depth
from deepdub_engine.base.messages import Message
from deepdub_engine.separation.models.registry import Engine
from deepdub_engine.subtitles import Cue
from deepdub_engine.subtitles.retime import Retiming

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class CueRequest:
    """Which cues, and where they belong.

    Parameters
    ----------
    path
        The subtitle file.
    slice_ms
        Stretch of the file's own time to keep, start and end in milliseconds; its start becomes 0.
    retiming
        Applied after the slice.
    encoding
        Text encoding, when it is not to be detected.
    """

    path: Path
    slice_ms: Span | None = None
    retiming: Retiming = field(default_factory=Retiming)
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class TimedCues:
    """Cues where they belong, and sentences about what could not be read."""

    cues: tuple[Cue, ...]
    warnings: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class ClipRequest:
    """Which sound, and how it is separated.

    Parameters
    ----------
    path
        The media file.
    track
        Audio track, counted from 0.
    range_ms
        Stretch of the media to work on, start and end in milliseconds; its start becomes 0.
    model
        Name of a separation model, or a folder with a checkpoint; None for the default.
    depth
        Of the files written; None for the source's own.
    exact
        Write Spleeter's own two stems; the default model is Spleeter's then.
    engine
        What runs the network; for Spleeter's package, in a child process, the default model is Spleeter's, too.
    """

    path: Path
    track: int = 0
    range_ms: Span | None = None
    model: str | None = None
    depth: Depth | None = None
    exact: bool = False
    engine: Engine = Engine.OPENVINO
