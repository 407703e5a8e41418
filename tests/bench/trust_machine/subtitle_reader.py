"""What holds for every subtitle file, however damaged: it is refused in a sentence, or read, changed and read again."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from deepdub_engine.base.errors import DeepdubError, WrittenDiffers
from deepdub_engine.subtitles import Cue, SubtitleFile, load_subtitles, save_subtitles
from deepdub_engine.subtitles.retime import Retiming
from tests.bench.trust_machine.findings import Finding

_WITH_ENDS = frozenset({"srt", "vtt", "ass", "ssa", "microdvd", "mpl2"})
_DETECTED = 0.1  # of the saved files that are read again without their encoding
_WORDS = ("Words.", "Two\nlines.", "Ein Wort", "네", "<i>leaning</i>", "1 < 2 & 3", "- Yes.", "{x}", "a|b", "00:01")


def check_subtitles(path: Path, folder: Path, chance: random.Random) -> str:
    """Read, save unchanged, shift and edit a file; return what happened, as a key.

    Raises
    ------
    Finding
        If a law is broken.
    DeepdubError
        If the file is refused.
    """
    file = load_subtitles(path, fps=Fraction(25) if path.suffix == ".sub" else None)
    target = folder / f"saved{path.suffix}"
    save_subtitles(file, file.cues, target)
    if target.read_bytes() != path.read_bytes():
        raise Finding("saving unchanged changes bytes")
    said = [file.format, *(warning.text for warning in file.warnings)]
    said.append(_moved(file, target, chance))
    said.append(_edited(file, target, chance))
    return " ".join(said)


def _moved(file: SubtitleFile, target: Path, chance: random.Random) -> str:
    """Shift the times, save, and read them again."""
    shift_ms = chance.choice((1, 10, 999, 1000, 60_000, -500, 3_600_000, chance.randrange(-5000, 9_000_000)))
    cues = Retiming(shift_ms).apply(file.cues)
    return _kept(file, cues, file.cues, target, chance, is_edited=False)


def _edited(file: SubtitleFile, target: Path, chance: random.Random) -> str:
    """Give one cue other words, save, and read them again."""
    at = chance.randrange(len(file.cues))
    cues = list(file.cues)
    cues[at] = replace(cues[at], text=chance.choice(_WORDS))
    return _kept(file, cues, cues, target, chance, is_edited=True)


def _kept(
    file: SubtitleFile,
    cues: Sequence[Cue],
    base: Sequence[Cue],
    target: Path,
    chance: random.Random,
    *,
    is_edited: bool,
) -> str:
    target.unlink(missing_ok=True)
    try:
        save_subtitles(file, cues, target, base=base)
    except WrittenDiffers:
        return "kept from writing"
    except DeepdubError as error:
        return type(error).__name__
    what = "edited" if is_edited else "moved"
    try:
        again = load_subtitles(target, file.encoding, language=file.language, fps=file.fps)
    except DeepdubError as error:
        raise Finding(f"what was {what} is refused: {type(error).__name__}") from error
    if again.format != file.format:
        raise Finding(f"what was {what} is {again.format}, no longer {file.format}")
    if len(again.cues) != len(cues):
        raise Finding(f"{what}: {len(cues)} cues were saved, {len(again.cues)} are read")
    _compare(file, cues, again.cues, what, has_ends=not is_edited)
    try:
        if chance.random() < _DETECTED:  # which takes most of the time
            load_subtitles(target, fps=file.fps)
    except DeepdubError as error:
        raise Finding(f"what was {what} is refused without its encoding: {type(error).__name__}") from error
    return "kept"


def _compare(file: SubtitleFile, wanted: Sequence[Cue], found: Sequence[Cue], what: str, *, has_ends: bool) -> None:
    """Raise `Finding` if times are not the same within the unit of the format."""
    slots = [slot for pair in file.source.slots for slot in pair]
    unit_ms = math.ceil(max(slot.step_ms for slot in slots if slot is not None))
    # Where an end is not written, it follows from the next start.
    has_ends = has_ends and file.format in _WITH_ENDS and None not in slots
    for cue, other in zip(sorted(wanted, key=_time), sorted(found, key=_time), strict=True):
        if not _near(cue.start_ms, other.start_ms, unit_ms):
            raise Finding(f"{what}: a start of {cue.start_ms} ms is read as {other.start_ms}")
        if has_ends and not _near(cue.end_ms, other.end_ms, unit_ms):
            raise Finding(f"{what}: an end of {cue.end_ms} ms is read as {other.end_ms}")


def _near(wanted_ms: int, found_ms: int, unit_ms: int) -> bool:
    """Return whether a time is the same within the unit; a time before 0 that was in the file may stay."""
    return found_ms == wanted_ms or abs(max(0, wanted_ms) - found_ms) <= unit_ms


def _time(cue: Cue) -> tuple[int, int]:
    return max(0, cue.start_ms), max(0, cue.end_ms)
