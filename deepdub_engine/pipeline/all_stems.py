"""The command ``separate --stems all``: every stem of one of Spleeter's models as a file of its own."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

from deepdub_engine.audio.media.decode import decode
from deepdub_engine.audio.pcm import Depth, PcmClip
from deepdub_engine.audio.wav import wav_writer
from deepdub_engine.base.errors import AllStemsBySpleeter, OutputExists
from deepdub_engine.base.messages import mark
from deepdub_engine.base.progress import Job, Progress, staged
from deepdub_engine.pipeline.publishing import publish_files, undo_unfinished
from deepdub_engine.pipeline.requests import ClipRequest
from deepdub_engine.pipeline.work_folder import work_folder
from deepdub_engine.separation.all_stems import all_stems, stem_names
from deepdub_engine.separation.estimate import check_free_space
from deepdub_engine.separation.models.registry import Engine, Model, find_model

_WORK_FOLDER = ".deepdub-partial"
_DEFAULT = "spleeter-4stems"


@dataclass(frozen=True, slots=True)
class StemFile:
    """A written stem: its name, such as “drums”, and its file."""

    stem: str
    path: Path


def separate_all_stems(clip: ClipRequest, output: Path, *, force: bool = False) -> Job[tuple[StemFile, ...]]:
    """Decode a clip, separate it and write each stem of the model to a file of its own.

    Parameters
    ----------
    clip
        The clip, and one of Spleeter's models; by default `spleeter-4stems`.
    output
        Folder for ``<name>_<stem>.wav``; temporary files go to a hidden folder inside it.
    force
        Replace existing files.

    Raises
    ------
    NoOtherStems, AllStemsBySpleeter
        If the model or the engine cannot give all stems.
    OutputExists
        If one of the files exists and `force` is off.
    DeepdubError
        If a step fails; no partial result is left.
    """
    if clip.engine is Engine.SPLEETER:
        raise AllStemsBySpleeter
    model = find_model(clip.model or _DEFAULT)
    files = tuple(StemFile(stem, output / f"{clip.path.stem}_{stem}.wav") for stem in stem_names(model))
    undo_unfinished(output)
    for file in files:
        if file.path.exists() and not force:
            raise OutputExists(file.path)
    start_ms, stop_ms = clip.range_ms or (0, None)
    with work_folder(output, _WORK_FOLDER) as work:
        decoding = decode(clip.path, work, track=clip.track, start_ms=start_ms, stop_ms=stop_ms)
        decoded = yield from staged(decoding, 0.0, 0.15)
        paths = tuple(work / file.path.name for file in files)
        depth = clip.depth or decoded.clip.depth
        yield from staged(_write(decoded.clip, model, paths, depth, exact=clip.exact), 0.15, 1.0)
        publish_files(work, output, [path.name for path in paths])
    return files


def _write(clip: PcmClip, model: Model, paths: tuple[Path, ...], depth: Depth, *, exact: bool) -> Job[None]:
    what = mark("Separating")
    channels = 2 if exact else clip.channels
    check_free_space(paths[0].parent, len(paths) * channels * clip.samples * depth.sample_bytes)
    yield Progress(0, clip.samples, what)
    with contextlib.ExitStack() as writers:
        writes = [
            writers.enter_context(wav_writer(path, clip.rate_hz, channels, clip.samples, depth)) for path in paths
        ]
        done = 0
        for stems in all_stems(clip, model, depth, exact=exact):
            for write, stem in zip(writes, stems, strict=True):
                write(stem)
            done += len(stems[0])
            yield Progress(done, clip.samples, what)
