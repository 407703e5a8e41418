"""The commands ``run``, ``segments`` and ``separate``: from media and subtitles to files."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from deepdub_engine.audio.media.centre import centre_file
from deepdub_engine.audio.media.decode import ChooseChannels, Decoded, decode
from deepdub_engine.audio.pcm import Depth, PcmClip
from deepdub_engine.audio.wav import wav_writer
from deepdub_engine.base.errors import NoCues, OutputExists, SliceOutside
from deepdub_engine.base.messages import Message, mark
from deepdub_engine.base.progress import Job, Progress, staged
from deepdub_engine.base.timing import format_clock
from deepdub_engine.pipeline.disk_needs import check_disk, disk_needs, spoken_ms, stored_bytes
from deepdub_engine.pipeline.dub.exporting import VoiceStep
from deepdub_engine.pipeline.folder import (
    STEMS,
    SentenceFolder,
    check_sentence_folder,
    stem_blocks,
    write_sentence_folder,
)
from deepdub_engine.pipeline.observer import Observer, observed
from deepdub_engine.pipeline.publishing import publish_files, undo_unfinished
from deepdub_engine.pipeline.requests import ClipRequest, CueRequest, TimedCues
from deepdub_engine.pipeline.sentence_source import sentences_of
from deepdub_engine.pipeline.work_folder import work_folder
from deepdub_engine.sentences.details import CueDetails
from deepdub_engine.separation.child import separate_in_child
from deepdub_engine.separation.local import check_exact, separate
from deepdub_engine.separation.models.registry import SPLEETER, Engine, Model, default_model, find_model
from deepdub_engine.separation.spleeter_package import check_spleeter
from deepdub_engine.separation.stems import Stems
from deepdub_engine.subtitles import Cue, load_subtitles, slice_cues
from deepdub_engine.subtitles.speakers import speaker_names


@dataclass(frozen=True, slots=True)
class StemFiles:
    """The files of the vocals and of the accompaniment, and warnings about the clip."""

    paths: tuple[Path, Path]
    warnings: tuple[Message, ...] = ()


class Separator(Protocol):
    """A function that separates a clip, in this process or another."""

    def __call__(self, clip: PcmClip, model: Model, folder: Path, *, exact: bool = False) -> Job[Stems]:
        """See `separate`."""


_WORK_FOLDER = ".deepdub-partial"
_STEMS_FOLDER = ".deepdub-stems-partial"


def prepare_cues(request: CueRequest) -> TimedCues:
    """Load, slice and retime cues.

    Raises
    ------
    NoCues
        If the slice contains no cues.
    SliceOutside
        If the slice is empty.
    DeepdubError
        If the subtitle file cannot be read.
    """
    cues, speakers, warnings = _sliced(request.path, request)
    translation: tuple[Cue, ...] = ()
    if request.translation is not None:
        target, _, more = _sliced(request.translation, replace(request, encoding=None, language=None))
        translation, warnings = request.retiming.apply(target), (*warnings, *more)
    step = VoiceStep(CueDetails(speakers, translation), request.reference_s)
    return TimedCues(request.retiming.apply(cues), warnings, step)


def _sliced(path: Path, request: CueRequest) -> tuple[tuple[Cue, ...], tuple[str, ...], tuple[Message, ...]]:
    """Return the cues of a slice, their speakers, and warnings."""
    file = load_subtitles(path, request.encoding, language=request.language, fps=request.fps)
    cues, speakers = file.cues, speaker_names(file)
    if request.slice_ms is None:
        return cues, speakers, file.warnings
    start_ms, stop_ms = request.slice_ms
    sliced = slice_cues(cues, start_ms, stop_ms)
    if not sliced:
        raise NoCues(path, format_clock(start_ms), format_clock(stop_ms))
    inside = (cue.start_ms >= start_ms and cue.end_ms <= stop_ms for cue in cues)
    return sliced, tuple(name for name, is_in in zip(speakers, inside, strict=True) if is_in), file.warnings


def run(
    clip: ClipRequest,
    cues: CueRequest,
    output: Path,
    *,
    force: bool = False,
    separator: Separator = separate,
    observer: Observer | None = None,
) -> Job[SentenceFolder]:
    """Decode a clip, separate it and write its sentence folder.

    Parameters
    ----------
    clip, cues
        The inputs.
    output
        Folder for the result; temporary files go to a hidden folder inside it.
    force
        Replace an existing result.
    separator
        Separates the clip.
    observer
        Looks at the decoded clip and the subtitles.

    Raises
    ------
    DiskTooSmall
        If less disk is free than this takes; raised before the work starts.
    DeepdubError
        If a step fails; no partial result is left.
    """
    timed = prepare_cues(cues)
    sentences, notes = sentences_of(cues, timed)
    model = model_of(clip)
    check_sentence_folder(output, force=force)
    if needs := disk_needs(clip):
        check_disk(output, needs.sentence_folder(spoken_ms(sentences)))
    with work_folder(output, _WORK_FOLDER) as work:
        decoded = yield from staged(_decode(clip, work), 0.0, 0.15)
        yield from staged(observed(observer, decoded.clip, timed.cues), 0.15, 0.15)
        separating = _separator(model, separator)(decoded.clip, model, work, exact=clip.exact)
        stems = yield from staged(separating, 0.15, 0.85)
        writing = write_sentence_folder(
            decoded.clip,
            stems,
            sentences,
            timed.cues,
            output,
            depth=clip.depth,
            force=force,
            voice_step=timed.voice_step,
        )
        folder = yield from staged(writing, 0.85, 1.0)
        return replace(folder, warnings=(*timed.warnings, *notes, *decoded.warnings, *folder.warnings))


def segment(clip: ClipRequest, cues: CueRequest, output: Path, *, force: bool = False) -> Job[SentenceFolder]:
    """Decode a clip and write its sentence folder without stems; raises like `run`."""
    timed = prepare_cues(cues)
    sentences, notes = sentences_of(cues, timed)
    check_sentence_folder(output, force=force)
    if needs := disk_needs(clip):
        check_disk(output, needs.segments)
    with work_folder(output, _WORK_FOLDER) as work:
        decoded = yield from staged(_decode(clip, work, keep=None), 0.0, 0.6)
        writing = write_sentence_folder(
            decoded.clip,
            None,
            sentences,
            timed.cues,
            output,
            depth=clip.depth,
            force=force,
            voice_step=timed.voice_step,
        )
        folder = yield from staged(writing, 0.6, 1.0)
        return replace(folder, warnings=(*timed.warnings, *notes, *decoded.warnings, *folder.warnings))


def separate_media(
    clip: ClipRequest,
    output: Path,
    *,
    force: bool = False,
    separator: Separator = separate,
    observer: Observer | None = None,
) -> Job[StemFiles]:
    """Decode a clip, separate it and write its stems to two files; raises like `run`.

    Returns
    -------
    StemFiles
        ``<name>_vocals.wav`` and ``<name>_accompaniment.wav`` in `output`.
    """
    model = model_of(clip)
    paths = _stem_paths(output, clip.path.stem)
    undo_unfinished(output)
    _refuse_existing(paths, force=force)
    if needs := disk_needs(clip):
        check_disk(output, needs.stem_files)
    with work_folder(output, _WORK_FOLDER) as work:
        decoded = yield from staged(_decode(clip, work), 0.0, 0.15)
        yield from staged(observed(observer, decoded.clip, ()), 0.15, 0.15)
        separating = _separator(model, separator)(decoded.clip, model, work, exact=clip.exact)
        stems = yield from staged(separating, 0.15, 0.9)
        writing = export_stems(decoded.clip, stems, output, clip.path.stem, depth=clip.depth, force=force)
        return StemFiles((yield from staged(writing, 0.9, 1.0)), decoded.warnings)


def export_stems(
    clip: PcmClip, stems: Stems, output: Path, name: str, *, depth: Depth | None = None, force: bool = False
) -> Job[tuple[Path, Path]]:
    """Write the stems of a clip as two WAV files.

    Raises
    ------
    OutputExists
        If one of them exists and `force` is off.
    DiskTooSmall
        If they cannot fit on the disk.
    DiskFull, OutputNotWritable
        If they cannot be written; neither file is left.
    """
    paths = _stem_paths(output, name)
    undo_unfinished(output)
    _refuse_existing(paths, force=force)
    wanted = depth or clip.depth
    check_disk(output, stored_bytes(2 * clip.samples, stems.vocals.channels, wanted))
    with work_folder(output, _STEMS_FOLDER) as staging, contextlib.ExitStack() as files:
        write = [
            files.enter_context(
                wav_writer(staging / path.name, clip.rate_hz, stems.vocals.channels, clip.samples, wanted)
            )
            for path in paths
        ]
        done = 0
        for pair in stem_blocks(clip, stems, 0, clip.samples, wanted):
            for append, block in zip(write, pair, strict=True):
                append(block)
            done += len(pair[0])
            yield Progress(done, clip.samples, mark("Writing stems"))
        files.close()
        publish_files(staging, output, [path.name for path in paths])
    return paths


def _stem_paths(output: Path, name: str) -> tuple[Path, Path]:
    vocals, accompaniment = (output / f"{name}_{stem}.wav" for stem in STEMS)
    return vocals, accompaniment


def _refuse_existing(paths: tuple[Path, ...], *, force: bool) -> None:
    for path in paths:
        if path.exists() and not force:
            raise OutputExists(path)


def model_of(clip: ClipRequest) -> Model:
    """Return the model that a request asks for, or the best one that is installed.

    Raises
    ------
    DeepdubError
        If it is unknown or not installed, or does not suit the other options of the request.
    """
    by_spleeter = clip.engine is Engine.SPLEETER
    if clip.model is None and not clip.exact and not by_spleeter:
        return default_model()
    model = find_model(clip.model or SPLEETER)
    if clip.exact:
        check_exact(model)
    if by_spleeter:
        check_spleeter(model)
    return replace(model, engine=clip.engine)


def _separator(model: Model, separator: Separator) -> Separator:
    # TensorFlow allocates gigabytes and never frees them, so it runs in a child process. Its stems are never
    # cached: they are for comparison.
    return separate_in_child if model.engine is Engine.SPLEETER else separator


def _decode(clip: ClipRequest, work: Path, keep: ChooseChannels | None = centre_file) -> Job[Decoded]:
    start_ms, stop_ms = clip_range(clip)
    return decode(clip.path, work, track=clip.track, start_ms=start_ms, stop_ms=stop_ms, keep=keep)


def clip_range(clip: ClipRequest) -> tuple[int, int | None]:
    """Return the range of the media to read, in milliseconds; None for its end.

    Raises
    ------
    SliceOutside
        If it is empty.
    """
    start_ms, stop_ms = clip.range_ms or (0, None)
    if stop_ms is not None and stop_ms <= start_ms:
        raise SliceOutside(format_clock(start_ms), format_clock(stop_ms))
    return start_ms, stop_ms
