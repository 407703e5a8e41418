"""Which lines sound alike, by the voices that were heard."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.base.spans import Span
from deepdub_engine.sentences.marks import places_after
from deepdub_engine.speakers.clustering import SAME_SPEAKER
from deepdub_engine.speakers.suggesting import HeardCast, span_of, utterances_of
from deepdub_engine.speakers.voice import Voice
from deepdub_engine.subtitles.cues import Cue

Direction = npt.NDArray[np.float32]
_MOST_OF_A_CUE = 0.7


class Likeness(NamedTuple):
    """How much a cue sounds like some others: 1 for the same voice, about 0 for another."""

    cue: int
    cosine: float


def directions_of(heard: HeardCast) -> dict[int, Direction]:
    """Return the direction of the voice in each cue, float32 ``[192]``, for those in which there was enough voice."""
    pairs = [(one, voice.direction) for one, voice in zip(heard.utterances, heard.voices, strict=True)]
    return {cue: np.array(direction, np.float32) for one, direction in pairs if direction for cue in one.cues}


def kept_directions(known: Mapping[Span, Voice], cues: Sequence[Cue], vocals: PcmClip) -> dict[int, Direction]:
    """Return the direction of the voice in each cue by voices that were heard before.

    A cue has the voice of the shortest span that holds most of it, because a shift moves cues a little, and sentences
    are others as soon as it is known who speaks.

    Parameters
    ----------
    known
        The voices by their spans in samples.
    cues
        The cues of now, timed from the start of the clip.
    vocals
        The vocals of both.
    """
    heard = sorted((stop - start, start, stop, voice.direction) for (start, stop), voice in known.items())
    heard = [each for each in heard if each[3]]
    starts, stops = (np.array([each[place] for each in heard], np.int64) for place in (1, 2))
    found: dict[int, Direction] = {}
    for one in utterances_of(cues):
        start, stop = span_of(one, vocals)
        fits = np.minimum(stops, stop) - np.maximum(starts, start) >= _MOST_OF_A_CUE * max(1, stop - start)
        if fits.any():
            found |= dict.fromkeys(one.cues, np.array(heard[int(np.argmax(fits))][3], np.float32))
    return found


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
