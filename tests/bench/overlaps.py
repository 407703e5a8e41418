"""Made episodes in which people speak at once, and what is found of it: part of the benchmark of speakers.

A third of the sentences have another voice across them, for 0.5 to 2 s, at −6 to +6 dB, half of these at the end of
the sentence; a tenth has another voice right after it, within the cue, with nobody speaking at once. Truth is where
both voices are heard, as they were recorded; a sentence counts as overlapped from 0.3 s of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.audio.voiced_spans import voiced_spans
from deepdub_engine.base.progress import finish
from deepdub_engine.subtitles.cues import Cue
from tests.bench.speakers import (
    BELOW_DB,
    LEVEL,
    MOST_SENTENCES,
    RATE_HZ,
    Episode,
    Sound,
    bed_of,
    rms,
    sentences_of,
)

OVERLAPPED_MS = 300
VOICES = 9  # of an episode: some have few sentences
_HEARD_DB = 25.0  # below the loud frames of a voice: what is weaker is masked by the other
_SHARE, _REPLIED = 0.33, 0.1
_SEED = 20261129


@dataclass(frozen=True, slots=True)
class OverlappedEpisode(Episode):
    """A made episode with overlaps.

    Parameters
    ----------
    together_ms
        For how long two voices are heard in each sentence.
    """

    together_ms: tuple[int, ...]


def make_overlapped_episode(
    recordings: Mapping[str, Mapping[str, list[Path]]], count: int, number: int
) -> OverlappedEpisode:
    """Return an episode of some voices; the same for the same recordings and numbers."""
    rng = np.random.default_rng([_SEED, number])
    everybody = sorted(recordings["speech"])
    shuffled = [everybody[at] for at in rng.permutation(len(everybody))]
    said = {voice: sentences_of(recordings["speech"][voice], rng) for voice in shuffled[: count + 3]}
    said = {voice: said[voice] for voice in [voice for voice in said if said[voice]][:count]}
    turns = [(voice, each) for voice in said for each in said[voice][:MOST_SENTENCES]]
    turns = [turns[at] for at in rng.permutation(len(turns))]
    first, second = np.zeros((2, sum(len(each) + 4 * RATE_HZ for _, each in turns) + RATE_HZ), np.float32)
    at, cues = RATE_HZ, []
    for voice, words in turns:
        sound = words * np.float32(LEVEL * 10 ** (rng.uniform(-3, 3) / 20) / rms(words))
        first[at : at + len(sound)] += sound
        start, other = _other(sound, _others_words(said, voice, rms(sound), rng), rng)
        second[at + start : at + start + len(other)] += other
        stop = at + max(len(sound), start + len(other))
        pad = rng.integers(0, RATE_HZ // 6, 2)
        cues.append(Cue(int(at - pad[0]) * 1000 // RATE_HZ, int(stop + pad[1]) * 1000 // RATE_HZ, "…"))
        at = stop + int(rng.uniform(0.35, 1.5) * RATE_HZ)
    line = first[:at] + second[:at]
    bed = bed_of(recordings["music"], len(line), rng) + bed_of(recordings["fx"], len(line), rng)
    bed *= np.float32(LEVEL / rms(bed) * 10 ** (-BELOW_DB / 20))
    together = tuple(_together_ms(first, second, cue) for cue in cues)
    return OverlappedEpisode(
        np.repeat(line[:, None], 2, axis=1), bed, tuple(cues), tuple(voice for voice, _ in turns), together
    )


def _others_words(said: Mapping[str, Sequence[Sound]], voice: str, loudness: float, rng: np.random.Generator) -> Sound:
    """Return 0.5 to 2 s of another voice, louder or softer than one by at most 6 dB."""
    voices = list(said)
    other = voices[(voices.index(voice) + int(rng.integers(1, len(voices)))) % len(voices)]
    words = said[other][int(rng.integers(len(said[other])))]
    begin = int(rng.integers(max(1, len(words) - 2 * RATE_HZ)))
    words = words[begin : begin + int(rng.uniform(0.5, 2.0) * RATE_HZ)]
    found: Sound = words * np.float32(loudness * 10 ** (rng.uniform(-6, 6) / 20) / rms(words))
    return found


def _other(sound: Sound, words: Sound, rng: np.random.Generator) -> tuple[int, Sound]:
    """Return from where on, in a sentence, which of another's words are heard: across it, after it, or nowhere."""
    dice = rng.uniform()
    if dice < _SHARE and len(sound) > RATE_HZ:
        length = min(len(words), len(sound) - RATE_HZ // 5)
        if rng.uniform() < 0.5:
            return len(sound) - length, words
        return int(rng.integers(len(sound) - length + 1)), words[:length]
    if dice < _SHARE + _REPLIED:
        return len(sound) + RATE_HZ // 10, words
    return 0, words[:0]


def _together_ms(first: Sound, second: Sound, cue: Cue) -> int:
    """Return for how long both voices are heard in a cue."""
    start, stop = (ms * RATE_HZ // 1000 for ms in (cue.start_ms, cue.end_ms))
    return int((_heard(first[start:stop]) & _heard(second[start:stop])).sum()) * 1000 // RATE_HZ


def _heard(sound: Sound) -> npt.NDArray[np.bool_]:
    heard = np.zeros(len(sound), np.bool_)
    for start, stop in voiced_spans(sound[:, None], RATE_HZ, below_loud_db=_HEARD_DB):
        heard[start:stop] = True
    return heard


def marked_overlaps(vocals: PcmClip, cues: Sequence[Cue]) -> list[bool]:
    """Return whether the suggested cast says of each cue that others speak into it."""
    from deepdub_engine.speakers.suggesting import suggest_cast

    cast = finish(suggest_cast(vocals, cues)).cast
    return [line is not None and line.is_overlapped for line in map(cast.line_of, range(len(cues)))]


def overlap_figures(rows: Sequence[tuple[int, bool]]) -> dict[str, float]:
    """Return precision and recall of the sentences that are marked.

    Parameters
    ----------
    rows
        For each sentence, for how long two voices are heard in milliseconds, and whether it is marked.
    """
    right = sum(marked and together >= OVERLAPPED_MS for together, marked in rows)
    marked = sum(marked for _, marked in rows)
    true = sum(together >= OVERLAPPED_MS for together, _ in rows)
    return {
        "overlap_precision": round(right / max(1, marked), 4),
        "overlap_recall": round(right / max(1, true), 4),
        "overlap_sentences": len(rows),
        "overlap_true": true,
    }
