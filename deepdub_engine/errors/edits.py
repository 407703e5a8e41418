"""Why an edit of cues cannot be done."""

from __future__ import annotations

from dataclasses import dataclass

from deepdub_engine.errors.base import DeepdubError


@dataclass(eq=False)
class SplitOutside(DeepdubError):
    """A cue to be split at a time that is not well inside it; `number` counts from 1."""

    number: int
    time: str
    shortest_ms: int

    def sentence(self) -> str:
        return (
            f"Subtitle {self.number} cannot be split at {self.time}: put the playhead into it, at least"
            f" {self.shortest_ms / 1000:g} s from both ends."
        )


@dataclass(eq=False)
class MergeApart(DeepdubError):
    """Cues to be merged between which there is another one; `number` is that one's, from 1."""

    number: int

    def sentence(self) -> str:
        return f"Subtitle {self.number} stands between those to be merged: select it, too, or merge only what follows."


@dataclass(eq=False)
class NoRoomForCue(DeepdubError):
    """A cue to be inserted where the others leave no room."""

    time: str

    def sentence(self) -> str:
        return f"There is no room for a subtitle at {self.time}: put the playhead where there is none, or shorten one."
