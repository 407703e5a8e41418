"""Which lines sound alike, by the voices that were heard."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from deepdub_engine.sentences.marks import places_after
from deepdub_engine.speakers.clustering import SAME_SPEAKER
from deepdub_engine.speakers.suggesting import HeardCast
from deepdub_engine.subtitles.cues import Cue

Direction = npt.NDArray[np.float32]


class Likeness(NamedTuple):
    """How much a cue sounds like some others: 1 for the same voice, about 0 for another."""

    cue: int
    cosine: float


def directions_of(heard: HeardCast) -> dict[int, Direction]:
    """Return the direction of the voice in each cue, float32 ``[192]``, for those in which there was enough voice."""
    pairs = [(one, voice.direction) for one, voice in zip(heard.utterances, heard.voices, strict=True)]
    return {cue: np.array(direction, np.float32) for one, direction in pairs if direction for cue in one.cues}


def most_alike(
    directions: Mapping[int, Direction],
    examples: Collection[int],
    others: Collection[int],
    most: int,
    least: float = SAME_SPEAKER,
) -> tuple[Likeness, ...]:
    """Return the cues that sound most like some examples, the most alike first.

    Parameters
    ----------
    directions
        The direction of the voice in each cue, see `directions_of`.
    examples
        The cues that are meant; those without a voice say nothing.
    others
        The cues to look through; examples among them are left out.
    most
        How many cues to return at most.
    least
        The cosine from which on cues are returned; without such cues, the one that is most alike.
    """
    meant = [directions[cue] for cue in examples if cue in directions]
    tried = sorted(cue for cue in set(others) - set(examples) if cue in directions)
    if not meant or not tried:
        return ()
    mean = np.mean(np.stack(meant), axis=0)
    mean /= max(float(np.linalg.norm(mean)), 1e-9)
    cosines = np.stack([directions[cue] for cue in tried]) @ mean
    best = np.argsort(-cosines, kind="stable")[:most]
    kept = [at for at in best.tolist() if cosines[at] >= least] or best.tolist()[:1]
    return tuple(Likeness(tried[at], float(cosines[at])) for at in kept)


def follow_directions(
    directions: Mapping[int, Direction], before: Sequence[Cue], after: Sequence[Cue]
) -> dict[int, Direction]:
    """Return the directions of the cues after an edit of the cues, without those that are new or gone."""
    if len(before) == len(after):
        return dict(directions)
    places = places_after(before, after)
    found: dict[int, Direction] = {}
    for cue, direction in directions.items():
        if cue in places:
            found.setdefault(places[cue], direction)
    return found
