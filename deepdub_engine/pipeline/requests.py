"""The parameters of the pipeline's commands."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from deepdub_engine.audio.pcm import Depth
from deepdub_engine.base.messages import Message
from deepdub_engine.pipeline.dub.exporting import VoiceStep
from deepdub_engine.sentences.grouping import SentenceBreaks
from deepdub_engine.separation.models.registry import Engine
from deepdub_engine.subtitles import Cue
from deepdub_engine.subtitles.retime import Retiming

TimeRange = tuple[int, int]


@dataclass(frozen=True, slots=True)
class CueRequest:
    """A subtitle file and how to slice and retime its cues.

    Parameters
    ----------
    path
        The subtitle file.
    slice_ms
        Range of the file to keep, start and end in milliseconds; its start becomes 0.
    retiming
        Retiming to apply after slicing.
    encoding
        Text encoding; None to detect it.
    language, fps
        One of several languages, and the frame rate of MicroDVD; None for those of the file.
    translation
        Subtitles in the target language, sliced and retimed alike.
    reference_s
        Length of the reference to write for each speaker; None for none.
    breaks
        Where sentences end without a terminator.
    sentences
        A table of sentences to use instead of joining cues; None for none.
    """

    path: Path
    slice_ms: TimeRange | None = None
    retiming: Retiming = field(default_factory=Retiming)
    encoding: str | None = None
    language: str | None = None
    fps: Fraction | None = None
    translation: Path | None = None
    reference_s: float | None = None
    breaks: SentenceBreaks = field(default_factory=SentenceBreaks)
    sentences: Path | None = None


@dataclass(frozen=True, slots=True)
class TimedCues:
    """Retimed cues, warnings from reading their file, and what the voice step gets to know of them."""

    cues: tuple[Cue, ...]
    warnings: tuple[Message, ...]
    voice_step: VoiceStep = field(default_factory=VoiceStep)


@dataclass(frozen=True, slots=True)
class ClipRequest:
    """A range of a media file and how to separate it.

    Parameters
    ----------
    path
        The media file.
    track
        Audio track, counted from 0; None for the default track.
    range_ms
        Range of the media to process, start and end in milliseconds, the end of the media if None; its start becomes 0.
    model
        Name of a separation model, or a folder with a checkpoint; None for the default model.
    depth
        Bit depth of the written files; None for that of the source.
    exact
        Write the stems that Spleeter itself returns; makes `spleeter-2stems` the default model.
    engine
        Inference engine. Spleeter's package runs in a child process and also makes `spleeter-2stems` the default model.
    """

    path: Path
    track: int | None = None
    range_ms: tuple[int, int | None] | None = None
    model: str | None = None
    depth: Depth | None = None
    exact: bool = False
    engine: Engine = Engine.OPENVINO
