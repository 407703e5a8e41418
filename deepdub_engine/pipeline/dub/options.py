"""How generated voices are laid into the film."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from pathlib import Path


class Fit(enum.StrEnum):
    """What happens to a voice that is longer than its slot.

    `FIT` never cuts a word. `PAD` is the way of the notebook: padded or trimmed, hard borders, as loud as it comes.
    """

    FIT = "fit"
    PAD = "pad"


class Bed(enum.StrEnum):
    """What is heard between the sentences."""

    ORIGINAL = "original"
    ACCOMPANIMENT = "accompaniment"


class LevelMode(enum.StrEnum):
    """How loud a voice becomes: as the vocals that it replaces, as it comes, or as loud as typed."""

    MATCH = "match"
    KEEP = "keep"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class Level:
    """The loudness of voices.

    Parameters
    ----------
    mode
        How it is chosen.
    lufs
        The loudness for `LevelMode.FIXED`.
    """

    mode: LevelMode = LevelMode.MATCH
    lufs: float = 0.0


@dataclass(frozen=True, slots=True)
class RemixOptions:
    """The parameters of a remix.

    Parameters
    ----------
    fit
        What happens to voices that are too long. The other parameters apply to `Fit.FIT` only.
    speed_min, speed_max
        Limits within which a voice is stretched.
    before_ms, behind_ms
        How much of the free time before and behind its slot a voice may use.
    level
        Loudness of the voices.
    bed
        What is heard between the sentences.
    duck_db
        By how much the rest is lowered under a voice.
    room
        An impulse response, ``"auto"`` to estimate one from the vocals, or None.
    peak_dbtp
        Highest true peak of the result; None for no limiter.
    me
        Whether to write ``audio_me.wav``, the music and effects of the whole clip, as well.
    """

    fit: Fit = Fit.FIT
    speed_min: float = 0.9
    speed_max: float = 1.2
    before_ms: int = 200
    behind_ms: int = 1000
    level: Level = Level()
    bed: Bed = Bed.ORIGINAL
    duck_db: float = 0.0
    room: Path | str | None = None
    peak_dbtp: float | None = -1.0
    me: bool = False


PADDED = RemixOptions(fit=Fit.PAD)
