"""The command ``separate --surround``: music and effects in the channels of a film, without its speech."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from deepdub_engine.audio.media import Decoded, decode
from deepdub_engine.audio.media.channel_sink import ChannelFile
from deepdub_engine.audio.media.channels import ChannelGroup, Speakers, channel_groups, layout_label, wav_order
from deepdub_engine.audio.media.downmix import to_channels
from deepdub_engine.audio.pcm import Depth, PcmClip, Samples
from deepdub_engine.audio.wav import quantise, wav_writer
from deepdub_engine.base.errors import NotSurround, OutputExists
from deepdub_engine.base.messages import mark
from deepdub_engine.base.progress import Job, Progress, staged
from deepdub_engine.base.spans import Spans, length
from deepdub_engine.pipeline.centre_first import SpanSeparator, separate_here
from deepdub_engine.pipeline.clip import clip_range, model_of
from deepdub_engine.pipeline.folder import STEMS
from deepdub_engine.pipeline.requests import ClipRequest
from deepdub_engine.pipeline.spoken_channels import SpokenParts, find_speech
from deepdub_engine.pipeline.work_folder import work_folder
from deepdub_engine.separation import check_free_space, split
from deepdub_engine.separation.models.registry import Model
from deepdub_engine.separation.surround import FadedVocals, blocks_of

_WORK_FOLDER = ".deepdub-partial"
_SAMPLE_BYTES = 4
_WHOLE_SHARE = 0.5  # of a clip; more than this is separated as a whole, without borders


@dataclass(frozen=True, slots=True)
class SeparatedGroup:
    """What was done with a channel or pair: its speakers, its speech, and the share of it that was separated."""

    label: str
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
    groups
        The channels and pairs, in the order of the film.
    """

    vocals: Path
    accompaniment: Path
    surround: Path
    layout: str
    groups: tuple[SeparatedGroup, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    channels: ChannelGroup
    clip: PcmClip
    vocals: FadedVocals
    done: SeparatedGroup


def separate_surround(
    clip: ClipRequest, output: Path, *, force: bool = False, run: SpanSeparator = separate_here
) -> Job[SurroundResult]:
    """Decode a film, take the speech out of every channel that holds some, and write the stems.

    The channel or pair with most of the speech is separated as a whole, other channels where they hold speech; all
    other samples are those of the film, bit for bit. Low-frequency effects are never changed.

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
    _refuse_existing(_paths(output, clip.path.stem, "")[:2], force=force)
    with work_folder(output, _WORK_FOLDER) as work:
        decoding = decode(clip.path, work, track=clip.track, start_ms=start_ms, stop_ms=stop_ms, keep=_channel_files)
        decoded = yield from staged(decoding, 0.0, 0.12)
        if not decoded.channels:
            raise NotSurround(clip.path, clip.track, decoded.clip.channels)
        label = layout_label(decoded.track.layout, decoded.speakers)
        paths = _paths(output, clip.path.stem, label)
        _refuse_existing(paths, force=force)
        groups = yield from staged(_separated(decoded, model, work, run), 0.12, 0.9)
        staging = [work / path.name for path in paths]
        yield from staged(_write(decoded, groups, staging, clip.depth or decoded.clip.depth), 0.9, 1.0)
        for made, path in zip(staging, paths, strict=True):
            made.replace(path)
        return SurroundResult(*paths, label, tuple(group.done for group in groups))


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


def _separated(decoded: Decoded, model: Model, work: Path, run: SpanSeparator) -> Job[tuple[_Group, ...]]:
    pairs = list(zip(channel_groups(decoded.speakers), decoded.channels, strict=True))
    heard: list[SpokenParts] = []
    for number, (group, clip) in enumerate(pairs):
        if group.is_low_frequency:
            heard.append(SpokenParts((), 0, 0.0))
            continue
        heard.append((yield from staged(find_speech(clip), 0.1 * number / len(pairs), 0.1 * (number + 1) / len(pairs))))
    chosen = _chosen_spans(heard, decoded.clip.samples)
    _check_space(decoded, chosen, work)
    total = sum(map(length, chosen)) or 1
    done = 0
    result = []
    for number, ((group, clip), speech, spans) in enumerate(zip(pairs, heard, chosen, strict=True)):
        vocals: PcmClip | None = None
        if spans:
            is_whole = spans == ((0, clip.samples),)
            begin, done = 0.1 + 0.9 * done / total, done + length(spans)
            separating = run(clip, model, work / f"stems-{number}", spans=None if is_whole else spans)
            stems = yield from staged(separating, begin, 0.1 + 0.9 * done / total)
            stems.accompaniment.path.unlink(missing_ok=True)  # it is the channel less the vocals
            vocals = stems.vocals
        share = length(spans) / max(1, clip.samples)
        note = SeparatedGroup(group.label, speech.speech_ms, share)
        result.append(_Group(group, clip, FadedVocals(vocals, spans), note))
    return tuple(result)


def _chosen_spans(heard: Sequence[SpokenParts], samples: int) -> list[Spans]:
    """Return what to separate of each group: the one with most speech energy as a whole, others where they speak."""
    whole: Spans = ((0, samples),)
    most = max(part.energy for part in heard)
    return [
        whole if part.spans and (part.energy == most or length(part.spans) > _WHOLE_SHARE * samples) else part.spans
        for part in heard
    ]


def _check_space(decoded: Decoded, chosen: Sequence[Spans], work: Path) -> None:
    """Check that stems and results fit on the disk: of the stems, both of a group while it is separated."""
    sizes = [length(spans) * clip.channels for spans, clip in zip(chosen, decoded.channels, strict=True)]
    results = (4 + len(decoded.speakers)) * decoded.clip.samples
    check_free_space(work, _SAMPLE_BYTES * (sum(sizes) + max(sizes) + results))


def _write(decoded: Decoded, groups: Sequence[_Group], paths: Sequence[Path], depth: Depth) -> Job[None]:
    clip, speakers = decoded.clip, decoded.speakers
    order, mask = wav_order(speakers)
    with contextlib.ExitStack() as files:
        appends = [files.enter_context(wav_writer(path, clip.rate_hz, 2, clip.samples, depth)) for path in paths[:2]]
        append_all = files.enter_context(
            wav_writer(paths[2], clip.rate_hz, len(speakers), clip.samples, depth, mask=mask)
        )
        for start, stop in blocks_of(((0, clip.samples),)):
            vocals, accompaniment = _channel_stems(groups, len(speakers), start, stop, depth)
            append_all(accompaniment[:, order])
            stereo = split(clip.read(start, stop), to_channels(vocals, speakers, 2), depth)
            for append, block in zip(appends, stereo, strict=True):
                append(block)
            yield Progress(stop, clip.samples, mark("Writing stems"))


def _channel_stems(
    groups: Sequence[_Group], channels: int, start: int, stop: int, depth: Depth
) -> tuple[Samples, Samples]:
    """Return the vocals and the accompaniment of all channels, float32 ``[n, channels]``."""
    vocals = np.zeros((stop - start, channels), np.float32)
    accompaniment = np.zeros((stop - start, channels), np.float32)
    for group in groups:
        columns = list(group.channels.columns)
        sound, found = group.clip.read(start, stop), group.vocals.read(start, stop)
        if found is None:
            accompaniment[:, columns] = quantise(sound, depth)
        else:
            vocals[:, columns], accompaniment[:, columns] = split(sound, found, depth)
    return vocals, accompaniment
