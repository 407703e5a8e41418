"""The command ``align``: shift subtitles to match speech or reference subtitles."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path

from deepdub_engine.alignment.search_options import SearchOptions
from deepdub_engine.alignment.speech import SpeechActivity
from deepdub_engine.alignment.speech.detector import detect_speech
from deepdub_engine.alignment.suggestion import Suggestion, suggest
from deepdub_engine.audio.media.decode import decode
from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.base.atomic import require_folder
from deepdub_engine.base.errors import FrameRateUnknown, NothingToAlignTo, OutputExists, SubtitleEncodingUnknown
from deepdub_engine.base.messages import Message
from deepdub_engine.base.progress import Job, staged
from deepdub_engine.pipeline.disk_needs import check_disk, disk_needs
from deepdub_engine.pipeline.observer import Observer, observed
from deepdub_engine.pipeline.requests import ClipRequest
from deepdub_engine.pipeline.work_folder import work_folder
from deepdub_engine.subtitles import Cue, check_name, load_subtitles, save_subtitles


@dataclass(frozen=True, slots=True)
class AlignRequest:
    """The inputs of an alignment.

    Parameters
    ----------
    path, encoding
        The subtitle file and its text encoding; None to detect it.
    media, track
        The media file and the number of its audio track; None for the default track.
    reference, reference_encoding
        Correctly timed subtitles in any language, used instead of the media file, and their text encoding.
    search
        Limits of the search.
    language, fps
        One of several languages, and the frame rate of MicroDVD; None for those of the file. The rate holds for the
        reference, too, if that states none.
    """

    path: Path
    media: Path | None = None
    track: int | None = None
    reference: Path | None = None
    encoding: str | None = None
    reference_encoding: str | None = None
    search: SearchOptions = field(default_factory=SearchOptions)
    language: str | None = None
    fps: Fraction | None = None


@dataclass(frozen=True, slots=True)
class AlignResult:
    """The result of an alignment: the suggestion, the retimed cues, whether they were written, and read warnings."""

    suggestion: Suggestion
    cues: tuple[Cue, ...]
    written: bool
    warnings: tuple[Message, ...]


def align(
    request: AlignRequest, output: Path, *, force: bool = False, observer: Observer | None = None
) -> Job[AlignResult]:
    """Align subtitles and write them if the confidence is high.

    Parameters
    ----------
    request
        The inputs.
    output
        The file to write. The decoded audio is kept in a hidden folder beside it during the job.
    force
        Write the file even at low confidence, and replace an existing one.
    observer
        Looks at the decoded clip and the shifted subtitles.

    Raises
    ------
    NothingToFit
        If the request has neither a media file nor a reference.
    SubtitleFormatDiffers
        If the file extension of the output belongs to another format.
    OutputExists
        If the output exists and `force` is off.
    OutputNotWritable
        If the folder of the output does not exist.
    DiskTooSmall
        If less disk is free than the sound takes; raised before the work starts.
    DeepdubError
        If an input cannot be read or the output cannot be written.
    """
    if output.exists() and not force:
        raise OutputExists(output)
    require_folder(output)
    file = load_subtitles(request.path, request.encoding, language=request.language, fps=request.fps)
    check_name(file.format, output, file.path)
    with contextlib.ExitStack() as work:
        heard = yield from staged(_heard(request, output, work), 0.0, 0.8)
        end = 1.0 if observer is None else 0.9
        suggestion = yield from staged(suggest(heard.activity, file.cues, request.search), 0.8, end)
        cues = suggestion.retiming.apply(file.cues)
        if heard.clip is not None:
            breaks_ms = [one.at_ms for one in suggestion.retiming.breaks]
            yield from staged(observed(observer, heard.clip, cues, heard.activity, breaks_ms), end, 1.0)
    written = suggestion.confident or force
    if written:
        save_subtitles(file, cues, output, overwrite=force)
    return AlignResult(suggestion, cues, written, (*file.warnings, *heard.warnings))


@dataclass(frozen=True, slots=True)
class _Heard:
    activity: SpeechActivity
    clip: PcmClip | None = None
    warnings: tuple[Message, ...] = ()


def _heard(request: AlignRequest, output: Path, work: contextlib.ExitStack) -> Job[_Heard]:
    if request.reference is not None:
        cues = _reference_cues(request.reference, request.reference_encoding, request.fps)
        return _Heard(SpeechActivity.from_cues(cues))
    if request.media is None:
        raise NothingToAlignTo(request.path)
    # Named after the output: several files of one folder may be aligned at the same time.
    if needs := disk_needs(ClipRequest(request.media, request.track)):
        check_disk(output.parent, needs.clip)
    folder = work.enter_context(work_folder(output.parent, f".{output.name}.deepdub-partial"))
    decoded = yield from staged(decode(request.media, folder, track=request.track, keep=None), 0.0, 0.4)
    activity = yield from staged(detect_speech(decoded.clip), 0.4, 1.0)
    return _Heard(activity, decoded.clip, decoded.warnings)


def _reference_cues(path: Path, encoding: str | None, fps: Fraction | None) -> tuple[Cue, ...]:
    try:
        return load_subtitles(path, encoding).cues
    except FrameRateUnknown:
        return load_subtitles(path, encoding, fps=fps).cues
    except SubtitleEncodingUnknown as error:
        raise replace(error, option="--reference-encoding") from error
