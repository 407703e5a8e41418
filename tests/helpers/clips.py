"""Clips for tests, written directly as PCM without decoding a media file."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from deepdub_engine.audio.pcm import Depth, PcmClip, PcmWriter, Samples
from deepdub_engine.audio.wav import quantise
from deepdub_engine.separation.stems import Stems


def write_clip_file(path: Path, samples: Samples, rate_hz: int, depth: Depth = Depth.INT16) -> PcmClip:
    """Write float32 ``[n, channels]`` as a clip."""
    with PcmWriter(path, samples.shape[1]) as writer:
        writer.write(samples)
    return writer.clip(rate_hz, depth)


def noise_clip(folder: Path, seconds: float, rate_hz: int = 8000, depth: Depth = Depth.INT16) -> PcmClip:
    """Return stereo noise that a PCM file of `depth` stores exactly."""
    rng = np.random.default_rng(7)
    noise = rng.uniform(-0.5, 0.5, (round(seconds * rate_hz), 2)).astype(np.float32)
    return write_clip_file(folder / "mixture.pcm", quantise(noise, depth), rate_hz, depth)


def half_stems(clip: PcmClip, folder: Path) -> Stems:
    """Return stems whose vocals are half the clip."""
    mixture = clip.read(0, clip.samples)
    vocals = quantise(mixture * np.float32(0.5), clip.depth)
    return Stems(
        write_clip_file(folder / "vocals.pcm", vocals, clip.rate_hz, clip.depth),
        write_clip_file(folder / "accompaniment.pcm", mixture - vocals, clip.rate_hz, clip.depth),
    )
