"""Why an edit of cues cannot be done."""

from __future__ import annotations

from dataclasses import dataclass

from deepdub_engine.base.errors.base import DeepdubError
from deepdub_engine.base.messages import Wording, worded


@dataclass(eq=False)
class SplitOutside(DeepdubError):
    """A cue to be split at a time that is not well inside it; `number` counts from 1."""

    number: int
    time: str
    shortest_ms: int

    def wording(self) -> Wording:
        return worded(
            "Subtitle {number} cannot be split at {time}: put the playhead into it, at least {seconds:g} s from both"
            " ends.",
            number=self.number,
            time=self.time,
            seconds=self.shortest_ms / 1000,
        )


@dataclass(eq=False)
class MergeApart(DeepdubError):
    """Cues to be merged between which there is another one; `number` is that one's, from 1."""

    number: int

    def wording(self) -> Wording:
        return worded(
            "Subtitle {number} stands between those to be merged: select it, too, or merge only what follows.",
            number=self.number,
        )


@dataclass(eq=False)
class NoRoomForCue(DeepdubError):
    """A cue to be inserted where the others leave no room."""

    time: str

    def wording(self) -> Wording:
        return worded(
            "There is no room for a subtitle at {time}: put the playhead where there is none, or shorten one.",
            time=self.time,
        )
