"""Synthetic programmes for tests: simulated speech likelihood and the subtitles for it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from deepdub_engine.alignment.speech import HOP_MS, SpeechActivity
from deepdub_engine.subtitles import Cue


@dataclass(frozen=True)
class Programme:
    activity: SpeechActivity
    cues: tuple[Cue, ...]


def programme(seed: int, minutes: float = 10, *, doubt: float = 0.2, uncued: float = 0.06) -> Programme:
    """Return a noisy speech likelihood for random phrases, and cues with human timing; some phrases have no cue."""
    rng = np.random.default_rng(seed)
    frames = round(minutes * 60_000 / HOP_MS)
    likelihood = rng.beta(1, 6, frames)
    cues: list[Cue] = []
    at_ms = 3000.0
    while at_ms < frames * HOP_MS - 9000:
        length_ms = rng.uniform(700, 5000)
        first, last = round(at_ms / HOP_MS), round((at_ms + length_ms) / HOP_MS)
        likelihood[first:last] = rng.beta(6, 1, last - first)
        if rng.random() > uncued:
            start_ms = max(cues[-1].end_ms + 40 if cues else 0, round(at_ms + rng.normal(-50, 60)))
            end_ms = max(start_ms + 600, round(at_ms + length_ms + rng.uniform(0, 500)))
            cues.append(Cue(start_ms, end_ms, f"Line {len(cues) + 1}, as it is spoken."))
        at_ms += length_ms + rng.choice([rng.uniform(150, 600), rng.uniform(600, 3000), rng.uniform(4000, 20_000)])
    # Detection errors last whole seconds, not single frames.
    wrong = np.repeat(rng.random(frames // 100 + 1) < doubt / 2, 100)[:frames]
    likelihood = np.where(wrong, rng.random(frames), likelihood)
    marks = np.round(255 * likelihood).astype(np.uint8)
    return Programme(SpeechActivity(marks, marks), tuple(cues))


def stretched_and_shifted(cues: tuple[Cue, ...], by_ms: float, ratio: float = 1.0) -> tuple[Cue, ...]:
    """Return cues that are stretched by a ratio and then shifted."""
    return tuple(Cue(round(cue.start_ms * ratio + by_ms), round(cue.end_ms * ratio + by_ms), cue.text) for cue in cues)


def errors_ms(found: tuple[Cue, ...], truth: tuple[Cue, ...]) -> np.ndarray:
    """Return the absolute differences of the start times, in milliseconds."""
    return np.array([abs(one.start_ms - other.start_ms) for one, other in zip(found, truth, strict=True)])
