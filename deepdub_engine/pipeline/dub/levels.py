"""The gain of each voice: as loud as the vocals that it replaces, with a memory of each speaker."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from deepdub_engine.pipeline.dub.options import Level, LevelMode

LARGEST_GAIN_DB = 20.0
_FAINT_LUFS = -48.0  # vocals below this are leakage, not the line: the speaker's other lines say how loud it is
_FAR_LU = 15.0  # so are vocals this much quieter than the speaker's other lines


@dataclass(frozen=True, slots=True)
class Measured:
    """A voice to level: its speaker, its loudness and that of the vocals; None where it cannot be measured."""

    speaker: str
    voice_lufs: float | None
    vocals_lufs: float | None


def voice_gains_db(lines: Sequence[Measured | None], level: Level) -> tuple[float, ...]:
    """Return the gain of each voice; 0 dB where nothing is known.

    Where the vocals of a line cannot be measured, its speaker's median is the target, or else that of all lines. No
    gain is beyond ±`LARGEST_GAIN_DB`.
    """
    if level.mode is LevelMode.KEEP:
        return (0.0,) * len(lines)
    memory = _Memory(lines)
    gains: list[float] = []
    for line in lines:
        target = level.lufs if level.mode is LevelMode.FIXED else memory.target(line)
        if line is None or line.voice_lufs is None or target is None:
            gains.append(0.0)
        else:
            gains.append(max(-LARGEST_GAIN_DB, min(LARGEST_GAIN_DB, target - line.voice_lufs)))
    return tuple(gains)


class _Memory:
    """The usual loudness of each speaker."""

    def __init__(self, lines: Sequence[Measured | None]) -> None:
        found: dict[str, list[float]] = defaultdict(list)
        for line in lines:
            if line and line.vocals_lufs is not None and line.vocals_lufs > _FAINT_LUFS:
                found[line.speaker].append(line.vocals_lufs)
        self._usual = {speaker: statistics.median(lufs) for speaker, lufs in found.items()}
        everyone = [value for lufs in found.values() for value in lufs]
        self._of_all = statistics.median(everyone) if everyone else None

    def target(self, line: Measured | None) -> float | None:
        if line is None:
            return None
        usual = self._usual.get(line.speaker, self._of_all)
        if line.vocals_lufs is None or line.vocals_lufs <= _FAINT_LUFS:
            return usual
        return usual if usual is not None and line.vocals_lufs < usual - _FAR_LU else line.vocals_lufs
