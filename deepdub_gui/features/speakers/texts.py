"""Texts about speakers and their lines."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from deepdub_engine.speakers.cast import Cast, Line, Source, Speaker
from deepdub_gui.base.i18n import tr
from deepdub_gui.widgets.speaker_column import SpeakerNote

_RUNS_AT_MOST = 3


def name_of(speaker: Speaker) -> str:
    """Return the name of a speaker, or “Speaker 1”."""
    return speaker.name or tr("Speaker {number}", number=speaker.number)


def speaker_notes(cast: Cast, count: int) -> tuple[SpeakerNote | None, ...]:
    """Return who speaks each of `count` cues, as it is shown; lines that are alike share a note."""
    names = {speaker.number: name_of(speaker) for speaker in cast.speakers}
    made: dict[Line | None, SpeakerNote | None] = {None: None}
    for line in set(cast.lines):
        if line is not None:
            made[line] = _note(line, names[line.speaker])
    lines = cast.lines[:count]
    return (*(made[line] for line in lines), *[None] * (count - len(lines)))


def _note(line: Line, name: str) -> SpeakerNote:
    signs = (" +" if line.is_overlapped else "") + ("" if line.is_settled else " ??" if line.is_unsure else " ?")
    if line.source is Source.PERSON:
        tips = [name]
    elif line.source is Source.SUBTITLE:
        tips = [tr("{name}, as the subtitles say", name=name)]
    elif line.is_unsure:
        tips = [tr("Perhaps {name}: a weak suggestion", name=name)]
    else:
        tips = [tr("Probably {name}: a suggestion", name=name)]
    if line.is_overlapped:
        tips.append(tr("Others speak at the same time."))
    return SpeakerNote(line.speaker, name, name + signs, "\n".join(tips), line.is_settled)


def lines_text(cues: Collection[int]) -> str:
    """Return the numbers of cues: ``3–7, 9``; only their count if there are many runs."""
    runs = _runs(sorted(cues))
    if len(runs) > _RUNS_AT_MOST:
        return ""
    return ", ".join(f"{first + 1}" if first == last else f"{first + 1}–{last + 1}" for first, last in runs)


def lines_to(cues: Collection[int], name: str) -> str:
    """Return the name of the step that gives lines to a speaker: “Lines 3–7 to Anna”."""
    numbers = lines_text(cues)
    if len(cues) == 1:
        return tr("Line {number} to {name}", number=numbers, name=name)
    if numbers:
        return tr("Lines {numbers} to {name}", numbers=numbers, name=name)
    return tr("{count:line|lines} to {name}", count=len(cues), name=name)


def open_text(cast: Cast, count: int) -> str:
    """Return how many of `count` lines are settled, and how many are suggestions."""
    known = [line for line in cast.lines[:count] if line is not None]
    settled = sum(line.is_settled for line in known)
    unsure = sum(line.is_unsure for line in known if not line.is_settled)
    parts = [tr("{settled} of {count:line|lines} settled", settled=settled, count=count)]
    if len(known) > settled:
        parts.append(tr("{count:suggestion|suggestions}, {unsure} unsure", count=len(known) - settled, unsure=unsure))
    return " · ".join(parts)


def _runs(cues: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for cue in cues:
        if runs and cue == runs[-1][1] + 1:
            runs[-1] = runs[-1][0], cue
        else:
            runs.append((cue, cue))
    return runs
