"""The command ``separate --surround``: music and effects in the channels of a film, without its speech."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from deepdub_engine.audio.media.channel_sink import ChannelFile
from deepdub_engine.audio.media.channels import Speakers, channel_groups, layout_label, wav_order
from deepdub_engine.audio.media.decode import Decoded, decode
from deepdub_engine.audio.media.downmix import to_channels
from deepdub_engine.audio.pcm import Depth, PcmClip, PcmWriter, Samples
from deepdub_engine.audio.wav import wav_writer
from deepdub_engine.base.errors import NotSurround, OutputExists
from deepdub_engine.base.messages import mark
from deepdub_engine.base.progress import Job, Progress, staged
from deepdub_engine.base.spans import length
from deepdub_engine.pipeline.centre_first import SpanSeparator, separate_here
from deepdub_engine.pipeline.channel_plan import ChannelPart, plan_channels
from deepdub_engine.pipeline.clip import clip_range, model_of
from deepdub_engine.pipeline.folder import STEMS
from deepdub_engine.pipeline.publishing import publish_files, undo_unfinished
from deepdub_engine.pipeline.requests import ClipRequest
from deepdub_engine.pipeline.spoken_channels import SpokenParts, find_speech
from deepdub_engine.pipeline.work_folder import work_folder
from deepdub_engine.separation.estimate import check_free_space
from deepdub_engine.separation.models.registry import Model
from deepdub_engine.separation.stems import split
from deepdub_engine.separation.surround import FadedVocals, blocks_of

_WORK_FOLDER = ".deepdub-partial"
_SAMPLE_BYTES = 4


@dataclass(frozen=True, slots=True)
class SeparatedChannel:
    """What was done with a channel: its speaker, its speech, and the share of it that was separated, 0 to 1."""

    name: str
    speech_ms: int
    separated_share: float


@dataclass(frozen=True, slots=True)
class SurroundResult:
    """The files of a separated film, and what was done with its channels.

    Parameters
    ----------
    vocals, accompaniment
        Stereo files; they add up to the stereo mix-down of the film.
    surround
        The accompaniment with all channels of the film.
    layout
        Short name of its layout, such as ``5.1``.
    channels
        The channels, in the order of the film.
    """

    vocals: Path
    accompaniment: Path
    surround: Path
    layout: str
    channels: tuple[SeparatedChannel, ...]


@dataclass(frozen=True, slots=True)
class _FoundVocals:
    columns: tuple[int, ...]
    vocals: FadedVocals


@dataclass(frozen=True, slots=True)
class _Column(PcmClip):
    """One channel of a clip of two; `column` is its index."""

    column: int = 0

    def read(self, start_sample: int, stop_sample: int) -> Samples:
        return PcmClip.read(self, start_sample, stop_sample)[:, self.column : self.column + 1]


def separate_surround(
    clip: ClipRequest, output: Path, *, force: bool = False, run: SpanSeparator = separate_here
) -> Job[SurroundResult]:
    """Decode a film, take the speech out of every channel that holds some, and write the stems.

    What is separated is up to `plan_channels`; all other samples are those of the film, bit for bit. Low-frequency
    effects are never changed.

    Parameters
    ----------
    clip
        The film; its track must have more than two channels.
    output, force
        Folder for the files, and whether to replace existing ones.
    run
        Separates a channel or pair.

    Raises
    ------
    NotSurround
        If the track has one or two channels.
    DeepdubError
        If a step fails; no file is left.
    """
    model = model_of(clip)
    start_ms, stop_ms = clip_range(clip)
    undo_unfinished(output)
    _refuse_existing(_paths(output, clip.path.stem, "")[:2], force=force)
    with work_folder(output, _WORK_FOLDER) as work:
        decoding = decode(clip.path, work, track=clip.track, start_ms=start_ms, stop_ms=stop_ms, keep=_channel_files)
        decoded = yield from staged(decoding, 0.0, 0.12)
        if not decoded.channels:
            raise NotSurround(clip.path, decoded.track.number, decoded.clip.channels)
        label = layout_label(decoded.track.layout, decoded.speakers)
        paths = _paths(output, clip.path.stem, label)
        _refuse_existing(paths, force=force)
        heard = yield from staged(_heard(decoded), 0.12, 0.2)
        plan = plan_channels(channel_groups(decoded.speakers), heard, decoded.clip.samples)
        _check_space(decoded, plan, work)
        found = yield from staged(_separated(decoded, plan, model, work, run), 0.2, 0.9)
        staging = [work / path.name for path in paths]
        yield from staged(_write(decoded, found, staging, clip.depth or decoded.clip.depth), 0.9, 1.0)
        publish_files(work, output, [path.name for path in staging])
        return SurroundResult(*paths, label, _channels(decoded, heard, plan))


def _paths(output: Path, name: str, label: str) -> tuple[Path, Path, Path]:
    vocals, accompaniment = (output / f"{name}_{stem}.wav" for stem in STEMS)
    return vocals, accompaniment, output / f"{name}_{STEMS[1]}_{label}.wav"


def _refuse_existing(paths: Sequence[Path], *, force: bool) -> None:
    for path in paths:
        if path.exists() and not force:
            raise OutputExists(path)


def _channel_files(speakers: Speakers, folder: Path) -> Sequence[ChannelFile]:
    return tuple(
        ChannelFile(folder / f"channels-{number}.pcm", group.columns)
        for number, group in enumerate(channel_groups(speakers))
    )


def _heard(decoded: Decoded) -> Job[list[SpokenParts]]:
    """Return the speech in each channel."""
    heard = [SpokenParts((), 0, 0.0) for _ in decoded.speakers]
    done = 0
    for group, clip in zip(channel_groups(decoded.speakers), decoded.channels, strict=True):
        for number, column in enumerate(group.columns):
            share = (done / len(heard), (done + 1) / len(heard))
            if not group.is_low_frequency:
                one = _Column(clip.path, clip.rate_hz, clip.channels, clip.samples, clip.depth, number)
                heard[column] = yield from staged(find_speech(one), *share)
            done += 1
    return heard


def _separated(
    decoded: Decoded, plan: Sequence[ChannelPart], model: Model, work: Path, run: SpanSeparator
) -> Job[list[_FoundVocals]]:
    total = sum(length(part.spans) for part in plan) or 1
    done = 0
    found = []
    for number, part in enumerate(plan):
        begin, done = done / total, done + length(part.spans)
        middle = begin + 0.05 * (done / total - begin)
        clip = yield from staged(_clip_of(decoded, part, work / f"part-{number}.pcm"), begin, middle)
        spans = None if part.spans == ((0, clip.samples),) else part.spans
        separating = run(clip, model, work / f"stems-{number}", spans=spans)
        stems = yield from staged(separating, middle, done / total)
        stems.accompaniment.path.unlink(missing_ok=True)  # it is the channel less the vocals
        (work / f"part-{number}.pcm").unlink(missing_ok=True)
        found.append(_FoundVocals(part.columns, FadedVocals(stems.vocals, part.spans)))
    return found


def _clip_of(decoded: Decoded, part: ChannelPart, path: Path) -> Job[PcmClip]:
    """Return the clip of a part; one channel of a pair is written to a file of its own first."""
    yield Progress(0, 1, mark("Separating"))
    for group, clip in zip(channel_groups(decoded.speakers), decoded.channels, strict=True):
        if group.columns == part.columns:
            return clip
        if part.columns[0] in group.columns:
            column = group.columns.index(part.columns[0])
            one = _Column(clip.path, clip.rate_hz, clip.channels, clip.samples, clip.depth, column)
            with PcmWriter(path, 1) as writer:
                for start, stop in blocks_of(((0, clip.samples),)):
                    writer.write(one.read(start, stop))
                    yield Progress(stop, clip.samples, mark("Separating"))
                return writer.clip(clip.rate_hz, clip.depth)
    raise ValueError(f"no channel of {part.columns}")


def _check_space(decoded: Decoded, plan: Sequence[ChannelPart], work: Path) -> None:
    """Check that stems and results fit on the disk: of the stems, both of a part while it is separated."""
    sizes = [length(part.spans) * len(part.columns) for part in plan]
    samples = decoded.clip.samples
    results = (4 + len(decoded.speakers)) * samples
    check_free_space(work, _SAMPLE_BYTES * (sum(sizes) + max(sizes, default=0) + samples + results))


def _channels(
    decoded: Decoded, heard: Sequence[SpokenParts], plan: Sequence[ChannelPart]
) -> tuple[SeparatedChannel, ...]:
    samples = max(1, decoded.clip.samples)
    return tuple(
        SeparatedChannel(
            name,
            heard[column].speech_ms,
            sum(length(part.spans) for part in plan if column in part.columns) / samples,
        )
        for column, name in enumerate(decoded.speakers)
    )


def _write(decoded: Decoded, found: Sequence[_FoundVocals], paths: Sequence[Path], depth: Depth) -> Job[None]:
    clip, speakers = decoded.clip, decoded.speakers
    order, mask = wav_order(speakers)
    with contextlib.ExitStack() as files:
        appends = [files.enter_context(wav_writer(path, clip.rate_hz, 2, clip.samples, depth)) for path in paths[:2]]
        append_all = files.enter_context(
            wav_writer(paths[2], clip.rate_hz, len(speakers), clip.samples, depth, mask=mask)
        )
        for start, stop in blocks_of(((0, clip.samples),)):
            vocals, accompaniment = _channel_stems(decoded, found, start, stop, depth)
            append_all(accompaniment[:, order])
            stereo = split(clip.read(start, stop), to_channels(vocals, speakers, 2), depth)
            for append, block in zip(appends, stereo, strict=True):
                append(block)
            yield Progress(stop, clip.samples, mark("Writing stems"))


def _channel_stems(
    decoded: Decoded, found: Sequence[_FoundVocals], start: int, stop: int, depth: Depth
) -> tuple[Samples, Samples]:
    """Return the vocals and the accompaniment of all channels, float32 ``[n, channels]``."""
    film = np.zeros((stop - start, len(decoded.speakers)), np.float32)
    for group, clip in zip(channel_groups(decoded.speakers), decoded.channels, strict=True):
        film[:, list(group.columns)] = clip.read(start, stop)
    vocals = np.zeros_like(film)
    for part in found:
        block = part.vocals.read(start, stop)
        if block is not None:
            vocals[:, list(part.columns)] += block
    return split(film, vocals, depth)
