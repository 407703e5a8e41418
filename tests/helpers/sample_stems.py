"""The sample scene taken apart: its speech, music and effects, at Spleeter's rate.

Music and effects of the scene are computed again as ``packaging/make_sample.py`` made them. Their level in the scene
is found where nobody speaks; what they leave of the scene is the speech, with a noise below 16 bits.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import make_sample
import numpy as np
import sample_sounds
import soxr

from deepdub_engine.audio.media.decode import decode
from deepdub_engine.audio.pcm import Samples
from deepdub_engine.base.progress import finish
from deepdub_engine.subtitles import load_subtitles

SAMPLE = Path(__file__).parents[2] / "resources" / "sample"
RATE_HZ = 44_100
_MOST_LEFT = 2e-5  # the scene was rounded to 16 bits


@dataclass(frozen=True, slots=True)
class SampleStems:
    """Speech, music and effects of the sample scene, float32 ``[n, 2]`` at `RATE_HZ`."""

    speech: Samples
    music: Samples
    effects: Samples


@cache
def sample_stems() -> SampleStems:
    """Return the true stems of the sample scene.

    Raises
    ------
    AssertionError
        If music and effects, computed again, are not those in the scene.
    """
    with tempfile.TemporaryDirectory() as folder:
        clip = finish(decode(SAMPLE / "sample.mkv", Path(folder))).clip
        scene = clip.read(0, clip.samples)
    cues = load_subtitles(SAMPLE / "sample.srt").cues
    placed = [
        make_sample.PlacedLine(line, cue.start_ms, cue.end_ms, np.zeros(0))
        for line, cue in zip(make_sample.SCENE, cues, strict=True)
    ]
    background = make_sample.accompaniment(placed)
    before = slice(0, make_sample.FIRST_LINE_MS * make_sample.RATE_HZ // 1000)
    level = np.sum(scene[before] * background[before]) / np.square(background[before]).sum()
    speech = scene - level * background
    assert np.abs(speech[before]).max() < _MOST_LEFT, "packaging/make_sample.py makes other music and effects"
    music = level * _faded(sample_sounds.music(make_sample.LENGTH_S))
    return SampleStems(*(_at_44100(sound) for sound in (speech, music, level * background - music)))


def _faded(sound: sample_sounds.Sound) -> sample_sounds.Sound:
    at_s = sample_sounds.seconds(make_sample.LENGTH_S)
    return sound * (np.clip(at_s / 0.5, 0, 1) * np.clip((make_sample.LENGTH_S - at_s) / 1.5, 0, 1))[:, None]


def _at_44100(sound: sample_sounds.Sound) -> Samples:
    resampled: Samples = soxr.resample(sound, make_sample.RATE_HZ, RATE_HZ, quality="VHQ").astype(np.float32)
    return resampled
