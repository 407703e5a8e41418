"""Made episodes in which people speak at once, and what is found of it: part of the benchmark of speakers.

A third of the sentences have another voice across them, for 0.5 to 2 s, at −6 to +6 dB, half of these over the end of
the sentence; a tenth has another voice right after it, within the cue, with nobody speaking at once. Truth is where
both voices are heard, as they were recorded; a sentence counts as overlapped from 0.3 s of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from deepdub_engine.audio.voiced_spans import voiced_spans
from deepdub_engine.subtitles.cues import Cue

Sound = npt.NDArray[np.float32]
OVERLAPPED_MS = 300
_HEARD_DB = 25.0  # below the loud frames of a voice: what is weaker is masked by the other
_SHARE, _REPLIED = 0.33, 0.1
_SEED = 20261129


@dataclass(frozen=True, slots=True)
class OverlappedEpisode:
    """A made episode with overlaps.

    Parameters
    ----------
    speech, bed
        float32 ``[n, 2]`` at 48 kHz.
    cues
        A cue for each sentence.
    voices
        The speaker of each.
    together_ms
        For how long two voices are heard in each.
    """

    speech: Sound
    bed: Sound
    cues: tuple[Cue, ...]
    voices: tuple[str, ...]
    together_ms: tuple[int, ...]


def make_overlapped_episode(
    recordings: Mapping[str, Mapping[str, list[Path]]], count: int, number: int
) -> OverlappedEpisode:
    """Return an episode of some voices; the same for the same recordings and numbers."""
    from tests.bench.speakers import BELOW_DB, LEVEL, MOST_SENTENCES, RATE_HZ, bed_of, rms, sentences_of

    rng = np.random.default_rng([_SEED, number])
    everybody = sorted(recordings["speech"])
    shuffled = [everybody[at] for at in rng.permutation(len(everybody))]
    said = {voice: sentences_of(recordings["speech"][voice], rng) for voice in shuffled[: count + 3]}
    chosen = [voice for voice in said if said[voice]][:count]
    turns = [(voice, each) for voice in chosen for each in said[voice][:MOST_SENTENCES]]
    turns = [turns[at] for at in rng.permutation(len(turns))]
    total = RATE_HZ * 3 + sum(len(each) + 2 * RATE_HZ for _, each in turns)
    first, second = np.zeros(total, np.float32), np.zeros(total, np.float32)
    at, cues, kept = RATE_HZ, [], []
    for voice, sound in turns:
        sound = sound * np.float32(LEVEL * 10 ** (rng.uniform(-3, 3) / 20) / rms(sound))
        first[at : at + len(sound)] += sound
        end = at + len(sound)
        other = chosen[(chosen.index(voice) + int(rng.integers(1, count))) % count]
        piece = said[other][int(rng.integers(len(said[other])))]
        begin = int(rng.integers(max(1, len(piece) - 2 * RATE_HZ)))
        piece = piece[begin : begin + int(rng.uniform(0.5, 2.0) * RATE_HZ)]
        piece = piece * np.float32(rms(sound) * 10 ** (rng.uniform(-6, 6) / 20) / rms(piece))
        dice = rng.uniform()
        if dice < _SHARE and len(sound) > RATE_HZ:
            length = min(len(piece), len(sound) - RATE_HZ // 5)
            is_at_end = bool(rng.uniform() < 0.5)
            place = end - length if is_at_end else at + int(rng.integers(len(sound) - length + 1))
            second[place : place + (len(piece) if is_at_end else length)] += piece[: len(piece) if is_at_end else length]
            stop = max(end, place + len(piece)) if is_at_end else end
        elif dice < _SHARE + _REPLIED:
            place = end + RATE_HZ // 10
            second[place : place + len(piece)] += piece
            stop = place + len(piece)
        else:
            stop = end
        pad = rng.integers(0, RATE_HZ // 6, 2)
        cues.append(Cue(int(at - pad[0]) * 1000 // RATE_HZ, int(stop + pad[1]) * 1000 // RATE_HZ, "…"))
        kept.append(voice)
        at = stop + int(rng.uniform(0.35, 1.5) * RATE_HZ)
    first, second = first[:at], second[:at]
    line = first + second
    bed = bed_of(recordings["music"], len(line), rng) + bed_of(recordings["fx"], len(line), rng)
    bed *= np.float32(LEVEL / rms(bed) * 10 ** (-BELOW_DB / 20))
    together = _together_ms(first, second, cues, RATE_HZ)
    return OverlappedEpisode(np.repeat(line[:, None], 2, axis=1), bed, tuple(cues), tuple(kept), together)


def _together_ms(first: Sound, second: Sound, cues: Sequence[Cue], rate_hz: int) -> tuple[int, ...]:
    """Return for how long both voices are heard in each cue."""
    found = []
    for cue in cues:
        start, stop = (ms * rate_hz // 1000 for ms in (cue.start_ms, cue.end_ms))
        both = _heard(first[start:stop], rate_hz) & _heard(second[start:stop], rate_hz)
        found.append(int(both.sum()) * 1000 // rate_hz)
    return tuple(found)


def _heard(sound: Sound, rate_hz: int) -> npt.NDArray[np.bool_]:
    heard = np.zeros(len(sound), np.bool_)
    for start, stop in voiced_spans(sound[:, None], rate_hz, below_loud_db=_HEARD_DB):
        heard[start:stop] = True
    return heard


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
