"""Subtitles to where they belong: the command ``align``."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from deepdub_engine.alignment import SearchOptions, Suggestion, suggest
from deepdub_engine.alignment.speech import SpeechActivity, detect_speech
from deepdub_engine.audio.media import decode
from deepdub_engine.base.errors import NothingToAlignTo, OutputExists, SubtitleEncodingUnknown
from deepdub_engine.base.messages import Message
from deepdub_engine.base.progress import Job, staged
from deepdub_engine.pipeline.work_folder import work_folder
from deepdub_engine.subtitles import Cue, check_name, load_subtitles, save_subtitles


@dataclass(frozen=True, slots=True)
class AlignRequest:
    """What is to be aligned to what.

    Parameters
    ----------
    path, encoding
        The subtitle file, and its text encoding when it is not to be detected.
    media, track
        The clip, and the number of its audio track.
    reference, reference_encoding
        Subtitles that are right, in any language, and their text encoding; the clip is not heard then.
    search
        How far to look.
    """

    path: Path
    media: Path | None = None
    track: int = 0
    reference: Path | None = None
    encoding: str | None = None
    reference_encoding: str | None = None
    search: SearchOptions = field(default_factory=SearchOptions)


@dataclass(frozen=True, slots=True)
class Aligned:
    """The suggestion, the cues under it, whether they were written, and sentences about what could not be read."""

    suggestion: Suggestion
    cues: tuple[Cue, ...]
    written: bool
    warnings: tuple[Message, ...]


def align(request: AlignRequest, output: Path, *, force: bool = False) -> Job[Aligned]:
    """Find where subtitles belong, and write them there if that is sure.

    Parameters
    ----------
    output
        The file to write. While the clip is heard, its sound is in a hidden folder beside it.
    force
        Write it even when not sure, and replace an earlier result.

    Raises
    ------
    NothingToFit
        If neither a clip nor a reference is named.
    SubtitleFormatDiffers
        If the name of the output promises another format.
    OutputExists
        If there is an earlier result and `force` is off.
    DeepdubError
        Whatever is wrong with the files.
    """
    if output.exists() and not force:
        raise OutputExists(output)
    file = load_subtitles(request.path, request.encoding)
    check_name(file.format, output, file.path)
    activity = yield from staged(_activity(request, output), 0.0, 0.8)
    suggestion = yield from staged(suggest(activity, file.cues, request.search), 0.8, 1.0)
    cues = suggestion.retiming.apply(file.cues)
    written = suggestion.confident or force
    if written:
        save_subtitles(file, cues, output, overwrite=force)
    return Aligned(suggestion, cues, written, file.warnings)


def _activity(request: AlignRequest, output: Path) -> Job[SpeechActivity]:
    if request.reference is not None:
        return SpeechActivity.from_cues(_reference_cues(request.reference, request.reference_encoding))
    if request.media is None:
        raise NothingToAlignTo(request.path)
    # Named after the output: several files of one folder may be aligned at the same time.
    with work_folder(output.parent, f".{output.name}.deepdub-partial") as work:
        decoded = yield from staged(decode(request.media, work, track=request.track), 0.0, 0.4)
        return (yield from staged(detect_speech(decoded.clip), 0.4, 1.0))


def _reference_cues(path: Path, encoding: str | None) -> tuple[Cue, ...]:
    try:
        return load_subtitles(path, encoding).cues
    except SubtitleEncodingUnknown as error:
        raise replace(error, option="--reference-encoding") from error
