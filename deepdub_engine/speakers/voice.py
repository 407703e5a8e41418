"""The voice of a sentence, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from deepdub_engine.base.spans import Spans


@dataclass(frozen=True, slots=True)
class Voice:
    """The voice of a sentence.

    Parameters
    ----------
    direction
        A unit vector of 192 numbers, near to that of other sentences of the same speaker; empty if there is too little
        voice.
    heard_ms
        How long the voice is heard, without the pauses.
    overlaps_ms
        Where somebody else speaks at the same time, by the sound, in milliseconds from the start of the sentence; empty
        if nobody does, or nobody has listened for it.
    """

    direction: tuple[float, ...]
    heard_ms: int
    overlaps_ms: Spans = ()
    stored_as_list: ClassVar[bool] = True  # there are thousands
