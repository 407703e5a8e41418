"""What a person and the machine do to a cast; each function returns a new one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from deepdub_engine.base.errors import TooManySpeakers
from deepdub_engine.speakers.cast import MOST_SPEAKERS, Cast, Line, Source, Speaker, clean_name, trimmed


def add(cast: Cast, name: str = "") -> tuple[Cast, int]:
    """Return the cast with one speaker more, and the speaker's number: the first that is free.

    Raises
    ------
    TooManySpeakers
        If there are `MOST_SPEAKERS` already.
    """
    taken = {speaker.number for speaker in cast.speakers}
    number = next((free for free in range(1, MOST_SPEAKERS + 1) if free not in taken), None)
    if number is None:
        raise TooManySpeakers(MOST_SPEAKERS)
    speakers = sorted((*cast.speakers, Speaker(number, clean_name(name))), key=lambda speaker: speaker.number)
    return replace(cast, speakers=tuple(speakers)), number


def assign(cast: Cast, cues: Iterable[int], number: int) -> Cast:
    """Return the cast after a person has said who speaks some cues; a number that nobody has becomes a new speaker."""
    if cast.speaker(number) is None:
        speakers = sorted((*cast.speakers, Speaker(number)), key=lambda speaker: speaker.number)
        cast = replace(cast, speakers=tuple(speakers))
    return cast.with_lines({cue: _settled(cast.line_of(cue), number) for cue in cues})


def clear(cast: Cast, cues: Iterable[int]) -> Cast:
    """Return the cast with the speakers of some cues unknown."""
    return cast.with_lines(dict.fromkeys(cues))


def rename(cast: Cast, number: int, name: str) -> Cast:
    """Return the cast with another name for a speaker."""
    named = (replace(one, name=clean_name(name)) if one.number == number else one for one in cast.speakers)
    return replace(cast, speakers=tuple(named))


def merge(cast: Cast, numbers: Collection[int], into: int) -> Cast:
    """Return the cast with all lines of some speakers spoken by one of them, `into`; the others are gone.

    It keeps its name, or gets the first of theirs if it has none.
    """
    gone = {number for number in numbers if number != into}
    kept = tuple(speaker for speaker in cast.speakers if speaker.number not in gone)
    lines = (replace(line, speaker=into) if line is not None and line.speaker in gone else line for line in cast.lines)
    merged = Cast(kept, tuple(lines))
    target = merged.speaker(into)
    names = (speaker.name for speaker in cast.speakers if speaker.number in gone and speaker.name)
    return rename(merged, into, next(names, "")) if target is not None and not target.name else merged


def split(cast: Cast, cues: Iterable[int], name: str = "") -> tuple[Cast, int]:
    """Return the cast with some cues spoken by a new speaker, and the speaker's number.

    Raises
    ------
    TooManySpeakers
        If there are `MOST_SPEAKERS` already.
    """
    cast, number = add(cast, name)
    return assign(cast, cues, number), number


def remove(cast: Cast, numbers: Collection[int]) -> Cast:
    """Return the cast without some speakers; the speakers of their lines are unknown."""
    kept = tuple(speaker for speaker in cast.speakers if speaker.number not in numbers)
    lines = (None if line is not None and line.speaker in numbers else line for line in cast.lines)
    return Cast(kept, trimmed(lines))


def accept(cast: Cast, cues: Iterable[int] | None = None) -> Cast:
    """Return the cast after a person has accepted the suggestions for some cues, or all."""
    chosen = range(len(cast.lines)) if cues is None else cues
    lines = ((cue, cast.line_of(cue)) for cue in chosen)
    settled = {cue: _settled(line, line.speaker) for cue, line in lines if line is not None and not line.is_settled}
    return cast.with_lines(settled)


def suggest(cast: Cast, found: Cast) -> Cast:
    """Return the cast with new suggestions: they replace the old ones and leave alone what is settled.

    A speaker of `found` who mostly speaks settled lines of a known speaker is that speaker, and so is one with the same
    name; the others are new. Known speakers without a line or a name are gone.

    Parameters
    ----------
    cast
        The cast so far.
    found
        What the machine has found for the same cues; its numbers mean nothing to `cast`.

    Raises
    ------
    TooManySpeakers
        If both together have more than `MOST_SPEAKERS`.
    """
    settled = {cue: line for cue, line in enumerate(cast.lines) if line is not None and line.is_settled}
    kept_numbers = {line.speaker for line in settled.values()}
    kept = tuple(one for one in cast.speakers if one.name or one.number in kept_numbers)
    result = Cast(kept).with_lines(settled)
    number_of = _matched(result, found)
    for speaker in found.speakers:
        if speaker.number not in number_of and found.cues_of(speaker.number):
            result, number_of[speaker.number] = add(result, speaker.name)
    open_cues = (cue for cue, line in enumerate(found.lines) if line is not None and cue not in settled)
    lines = {cue: found.lines[cue] for cue in open_cues}
    return result.with_lines(
        {cue: replace(line, speaker=number_of[line.speaker]) for cue, line in lines.items() if line}
    )


def take_names(cast: Cast, names: Sequence[str]) -> Cast:
    """Return the cast with the speakers that the subtitles name; what a person has said stays.

    Parameters
    ----------
    cast
        The cast so far.
    names
        The name for each cue, as from `deepdub_engine.subtitles.speakers`; empty where there is none.

    Raises
    ------
    TooManySpeakers
        If there are more than `MOST_SPEAKERS` names.
    """
    numbers = {speaker.name.casefold(): speaker.number for speaker in reversed(cast.speakers) if speaker.name}
    lines: dict[int, Line | None] = {}
    for cue, name in enumerate(map(clean_name, names)):
        line = cast.line_of(cue)
        if not name or (line is not None and line.source is Source.PERSON):
            continue
        if name.casefold() not in numbers:
            cast, numbers[name.casefold()] = add(cast, name)
        lines[cue] = Line(numbers[name.casefold()], Source.SUBTITLE, is_overlapped=_is_overlapped(line))
    return cast.with_lines(lines)


def _matched(known: Cast, found: Cast) -> dict[int, int]:
    """Return the number of the known speaker for speakers of `found`; each known one is taken once."""
    votes: Counter[tuple[int, int]] = Counter()
    for mine, its in zip(known.lines, found.lines, strict=False):
        if mine is not None and its is not None:
            votes[its.speaker, mine.speaker] += 1
    numbers: dict[int, int] = {}
    for (its_number, my_number), _ in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0])):
        if its_number not in numbers and my_number not in numbers.values():
            numbers[its_number] = my_number
    for speaker in found.speakers:
        same = known.named(speaker.name)
        if same is not None and speaker.number not in numbers and same.number not in numbers.values():
            numbers[speaker.number] = same.number
    return numbers


def _settled(line: Line | None, number: int) -> Line:
    return Line(number, Source.PERSON, is_overlapped=_is_overlapped(line))


def _is_overlapped(line: Line | None) -> bool:
    return line is not None and line.is_overlapped
