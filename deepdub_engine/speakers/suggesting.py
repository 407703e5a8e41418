"""Who speaks each cue, by the voices in the separated sound: a suggestion for a person to settle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.base.progress import Job, staged
from deepdub_engine.base.spans import Span, Spans, covers
from deepdub_engine.base.timing import ms_to_sample
from deepdub_engine.speakers.cast import LONGEST_NAME, MOST_SPEAKERS, Cast, Line, Source, Speaker
from deepdub_engine.speakers.child import hear_in_child
from deepdub_engine.speakers.clustering import Group, group_voices
from deepdub_engine.speakers.reference import Reference
from deepdub_engine.speakers.voice import Voice
from deepdub_engine.subtitles.cues import Cue

_OVERLAP_MS = 300


@dataclass(frozen=True, slots=True)
class Utterance:
    """A sentence, or a cue, whose voice is looked at as one.

    Parameters
    ----------
    cues
        Indices of its cues.
    start_ms, end_ms
        Its times from the start of the clip.
    is_overlapped
        Whether, by the subtitles, others speak at the same time.
    """

    cues: tuple[int, ...]
    start_ms: int
    end_ms: int
    is_overlapped: bool = False


@dataclass(frozen=True, slots=True)
class HeardCast:
    """A suggested cast, with the voices that it was made from.

    Parameters
    ----------
    cast
        The suggestion.
    utterances, voices
        The sentences that were heard, and the voice of each.
    """

    cast: Cast
    utterances: tuple[Utterance, ...] = ()
    voices: tuple[Voice, ...] = ()


def suggest_cast(  # noqa: PLR0913 - all but the first two have defaults
    vocals: PcmClip,
    cues: Sequence[Cue],
    cast: Cast | None = None,
    *,
    sentences: Sequence[Sequence[int]] | None = None,
    spans: Spans | None = None,
    count: int | None = None,
    references: Sequence[Reference] = (),
    known: Mapping[Span, Voice] | None = None,
) -> Job[HeardCast]:
    """Find who speaks each cue; the network runs in a child process, so the caller never loads one.

    `deepdub_engine.speakers.editing.suggest` puts the result into a cast.

    Parameters
    ----------
    vocals
        The vocals of the clip, as `Stems.vocals`.
    cues
        The cues, timed from the start of the clip.
    cast
        What is known: lines that are settled hold, and show what their speakers sound like. None for nothing.
    sentences
        Indices of the cues of each sentence, whose voice is looked at as one; None if each cue is one.
    spans
        The parts of the clip that have vocals, as `Stems.spans`; None for all. Cues elsewhere get no line.
    count
        Number of speakers; None to find it.
    references
        Speakers of other episodes, see `read_cast_file`; those that speak here, too, get their names.
    known
        Voices in these vocals that were heard before, by their spans in samples; only the others are heard.

    Returns
    -------
    HeardCast
        New speakers, numbered by their first lines, their lines, and the voices. Settled cues have lines as well, by
        which speakers are recognised.

    Raises
    ------
    WeightsMissing, WeightsDamaged
        If the weights of the voice network, `CAMPPLUS`, are not installed, or not the published ones.
    FileMissing, FileUnreadable
        If the vocals or the weights cannot be read.
    VoicesCrashed
        If the child process fails.
    """
    every = utterances_of(cues, sentences)
    utterances = tuple(one for one in every if spans is None or covers(spans, *span_of(one, vocals)))
    voices = yield from _hear([span_of(one, vocals) for one in utterances], vocals, known or {})
    cast = cast_of(voices, utterances, cast or Cast(), count=count, references=references)
    return HeardCast(cast, utterances, voices)


def _hear(spans: Sequence[Span], vocals: PcmClip, known: Mapping[Span, Voice]) -> Job[tuple[Voice, ...]]:
    missing = sorted({span for span in spans if span not in known})
    heard: tuple[Voice, ...] = ()
    if missing or not spans:
        heard = yield from staged(hear_in_child(vocals, missing), 0.0, 1.0)
    found = {**known, **dict(zip(missing, heard, strict=True))}
    return tuple(found[span] for span in spans)


def utterances_of(cues: Sequence[Cue], sentences: Sequence[Sequence[int]] | None = None) -> tuple[Utterance, ...]:
    """Return the utterances that some cues are, by their starts; `sentences` as for `suggest_cast`."""
    groups = [(at,) for at in range(len(cues))] if sentences is None else [tuple(each) for each in sentences if each]
    found = [
        Utterance(each, max(0, min(cues[at].start_ms for at in each)), max(cues[at].end_ms for at in each))
        for each in groups
    ]
    found.sort(key=lambda each: (each.start_ms, each.cues))
    return tuple(
        Utterance(each.cues, each.start_ms, each.end_ms, is_overlapped=True)
        if _is_overlapped(found, at, cues)
        else each
        for at, each in enumerate(found)
        if each.end_ms > each.start_ms
    )


def _is_overlapped(utterances: Sequence[Utterance], at: int, cues: Sequence[Cue]) -> bool:
    """Return whether another utterance sounds at the same time, or a cue has lines of several people."""
    one = utterances[at]
    near = [other for other in utterances[max(0, at - 3) : at + 4] if other is not one]
    if any(min(one.end_ms, each.end_ms) - max(one.start_ms, each.start_ms) >= _OVERLAP_MS for each in near):
        return True
    return any(
        sum(line.lstrip().startswith(("-", "–", "—")) for line in cues[cue].text.splitlines()) > 1 for cue in one.cues
    )


def span_of(one: Utterance, vocals: PcmClip) -> Span:
    """Return the span of an utterance in the vocals, in samples."""
    start, stop = (ms_to_sample(ms, vocals.rate_hz) for ms in (one.start_ms, one.end_ms))
    return min(start, vocals.samples), min(stop, vocals.samples)


def cast_of(
    voices: Sequence[Voice],
    utterances: Sequence[Utterance],
    cast: Cast,
    *,
    count: int | None = None,
    references: Sequence[Reference] = (),
) -> Cast:
    """Return the suggested cast of utterances whose voices have been heard; see `suggest_cast`."""
    names = [reference.name for reference in references]
    numbers = list(dict.fromkeys(speaker.number for speaker in cast.speakers))
    places = {number: place for place, number in enumerate(numbers, len(names))}
    for number in numbers:
        speaker = cast.speaker(number)
        if speaker is not None and speaker.name in names:
            places[number] = names.index(speaker.name)
    labels = [_label(one, cast, places) for one in utterances]
    directions = [reference.direction for reference in references]
    groups = group_voices(voices, labels, directions, count)
    return _cast(groups, utterances, voices, names)


def _label(one: Utterance, cast: Cast, places: dict[int, int]) -> int | None:
    """Return the place of the speaker who is settled for an utterance, if one is."""
    settled = [line.speaker for line in map(cast.line_of, one.cues) if line is not None and line.is_settled]
    return places.get(settled[0]) if settled and len(set(settled)) == 1 else None


def _cast(
    groups: Sequence[Group], utterances: Sequence[Utterance], voices: Sequence[Voice], names: Sequence[str]
) -> Cast:
    numbers: dict[int, int] = {}
    lines: dict[int, Line | None] = {}
    for one, voice, group in zip(utterances, voices, groups, strict=True):
        if group.number < 0 or (group.number not in numbers and len(numbers) >= MOST_SPEAKERS):
            continue
        number = numbers.setdefault(group.number, len(numbers) + 1)
        is_overlapped = one.is_overlapped or bool(voice.overlaps_ms)
        line = Line(number, Source.SUGGESTED, group.is_unsure or is_overlapped, is_overlapped)
        lines |= dict.fromkeys(one.cues, line)
    speakers = (
        Speaker(number, names[group][:LONGEST_NAME] if group < len(names) else "") for group, number in numbers.items()
    )
    return Cast(tuple(speakers)).with_lines(lines)
