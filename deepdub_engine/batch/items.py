"""The episodes of a batch, and the options that a row can set."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


class StepKind(enum.StrEnum):
    """What is done with an episode; each value is a command, but a piece is a part of the separation of a long clip."""

    EXTRACT = "extract"
    ALIGN = "align"
    RUN = "run"
    SEPARATE = "separate"
    REMIX = "remix"
    PIECE = "piece"


STEPS = (StepKind.ALIGN, StepKind.RUN, StepKind.SEPARATE, StepKind.REMIX)  # which a person can choose
CHOSEN_STEPS = (StepKind.ALIGN, StepKind.RUN)

# Which options of a row go to which commands.
OPTIONS: Mapping[str, tuple[StepKind, ...]] = {
    "track": (StepKind.ALIGN, StepKind.RUN, StepKind.SEPARATE, StepKind.PIECE),
    "encoding": (StepKind.ALIGN, StepKind.RUN),
    "language": (StepKind.ALIGN, StepKind.RUN),
    "fps": (StepKind.ALIGN, StepKind.RUN),
    "limit": (StepKind.ALIGN,),
    "shift": (StepKind.RUN,),
    "translation": (StepKind.RUN,),
    "reference": (StepKind.RUN,),
    "depth": (StepKind.RUN, StepKind.SEPARATE),
    "model": (StepKind.RUN, StepKind.SEPARATE, StepKind.PIECE),
}


@dataclass(frozen=True, slots=True)
class Item:
    """An episode.

    Parameters
    ----------
    name
        Unique in the batch; the name of its folder.
    media, subtitles
        Its files; without subtitles, those inside the clip are used.
    options
        Options of the commands by name, without dashes; see `OPTIONS`.
    """

    name: str
    media: Path
    subtitles: Path | None = None
    options: Mapping[str, str] = field(default_factory=dict)
