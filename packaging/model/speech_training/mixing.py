"""Draws random training mixtures: a voice, a background, and their levels."""

from __future__ import annotations

import numpy as np

from speech_training import changes
from speech_training.recordings import RATE_HZ, Library, Samples

_NO_SPEECH = 0.06
_NO_BACKGROUND = 0.06
_ONE_WORD = 0.25
_RUMBLE = 0.15  # added to the speech target: without it, the network would cut the lowest octave of a voice
_CODED = 0.05  # of voices and backgrounds that pass through a lossy codec
_SNR_DB = (-10.0, 15.0)
_LEVEL_DB = (-24.0, 4.0)  # gain of the mixture, relative to speech at an RMS of 0.1


def draw_mixture(library: Library, samples: int, rng: np.random.Generator) -> tuple[Samples, Samples]:
    """Return speech and background, float32 ``[samples, 2]``, whose sum is the mixture.

    Parameters
    ----------
    library
        Recordings to draw from.
    samples
        Length of the mixture at 44.1 kHz.
    rng
        Source of all randomness: the same state gives the same mixture.
    """
    speech = _line(library, samples, rng) if rng.random() >= _NO_SPEECH else np.zeros((samples, 2), np.float32)
    bed = (
        _background_mix(library, samples, rng) if rng.random() >= _NO_BACKGROUND else np.zeros((samples, 2), np.float32)
    )
    loud, under = changes.rms(speech), changes.rms(bed)
    if loud > 1e-4 and under > 1e-6:
        bed = bed * np.float32(loud / under / changes.decibels(rng.uniform(*_SNR_DB)))
    elif under > 1e-6:
        bed = bed * np.float32(0.1 / under)
    if rng.random() < 0.12:  # everything in mono
        speech, bed = changes.widened(speech, 0), changes.widened(bed, 0)
    speech, bed = (changes.coded(stem, rng) if rng.random() < _CODED else stem for stem in (speech, bed))
    gain = np.float32(changes.decibels(rng.uniform(*_LEVEL_DB)))
    return speech * gain, bed * gain


def _line(library: Library, samples: int, rng: np.random.Generator) -> Samples:
    """Return one voice with pauses, occasionally two, with reverb and panning."""
    line = _voice(library, samples, rng)
    if rng.random() < 0.15:
        line += _voice(library, samples, rng) * np.float32(changes.decibels(rng.uniform(-8, 2)))
    return line


def _voice(library: Library, samples: int, rng: np.random.Generator) -> Samples:
    voice, at = np.zeros((samples, 1), np.float32), 0
    factor = rng.uniform(0.82, 1.22) if rng.random() < 0.6 else 1.0
    while at < samples:
        clip = library.draw("speech", rng)
        if len(clip) > samples // 2 and rng.random() < 0.5:
            clip = clip[rng.integers(0, len(clip) // 2) :]
        if rng.random() < _ONE_WORD:
            clip = _word(clip, rng)
        clip = changes.speed_up(clip[: int((samples - at) * factor) + 64], factor)[: samples - at]
        voice[at : at + len(clip)] += clip * np.float32(changes.decibels(rng.uniform(-6, 6)))
        at += len(clip) + int(rng.exponential(0.5) * RATE_HZ)
    if rng.random() < 0.5:
        voice = changes.equalised(voice, rng)
    if rng.random() < 0.3:
        voice = changes.add_reverb(voice, _room(library, rng)[:, :1], rng.uniform(0.05, 0.6))
    if rng.random() < 0.06:
        voice = changes.band_limited(voice, rng.uniform(80, 400), rng.uniform(2800, 6000))
    if rng.random() < 0.05:
        voice = changes.clipped(voice, rng)
    if rng.random() < 0.03:
        voice = changes.quantised_mu_law(voice, rng)
    if rng.random() < _RUMBLE:
        voice += changes.rumble(samples, rng) * np.float32(changes.rms(voice) * changes.decibels(rng.uniform(-36, -8)))
    return changes.panned(voice, 0.0 if rng.random() < 0.6 else float(np.clip(rng.normal(0, 0.25), -1, 1)))


def _word(clip: Samples, rng: np.random.Generator) -> Samples:
    """Cut out a word or two: without them, the network takes short cries for effects."""
    length = int(rng.uniform(0.3, 1.2) * RATE_HZ)
    start = int(rng.integers(0, max(1, len(clip) - length)))
    word = clip[start : start + length].copy()
    fade = np.linspace(0, 1, min(441, len(word)), dtype=np.float32)[:, None]
    word[: len(fade)] *= fade
    word[len(word) - len(fade) :] *= fade[::-1]
    return word


def _room(library: Library, rng: np.random.Generator) -> Samples:
    if library.by_kind["rir"] and rng.random() < 0.5:
        return library.draw("rir", rng)
    return changes.simulated_room(rng)


def _background_mix(library: Library, samples: int, rng: np.random.Generator) -> Samples:
    """Return a background of music, effects, or both."""
    bed, which = np.zeros((samples, 2), np.float32), rng.random()
    if which < 0.62:
        bed += _background(library, "music", samples, rng)
        if rng.random() < 0.3:
            bed += _background(library, "music", samples, rng) * np.float32(changes.decibels(rng.uniform(-12, 0)))
    if which > 0.4:
        for _ in range(int(rng.integers(1, 4))):
            bed += _background(library, "fx", samples, rng) * np.float32(changes.decibels(rng.uniform(-10, 4)))
    if rng.random() < 0.25:
        bed += _levelled(changes.coloured_noise(samples, rng)) * np.float32(changes.decibels(rng.uniform(-18, 3)))
    if rng.random() < 0.05:
        bed += _levelled(changes.hum(samples, rng)) * np.float32(changes.decibels(rng.uniform(-20, -3)))
    if rng.random() < 0.15:
        bed = changes.add_reverb(bed, _room(library, rng)[:, :1], rng.uniform(0.05, 0.5))
    if rng.random() < 0.04:
        bed = changes.clipped(bed, rng)
    return bed


def _levelled(samples: Samples) -> Samples:
    level = changes.rms(samples)
    return samples * np.float32(0.1 / level) if level > 0 else samples


def _background(library: Library, kind: str, samples: int, rng: np.random.Generator) -> Samples:
    """Return augmented excerpts of one recording; a short one is repeated."""
    low, high = (0.8, 1.25) if kind == "music" else (0.6, 1.6)
    factor = float(np.exp(rng.uniform(np.log(low), np.log(high)))) if rng.random() < 0.6 else 1.0
    wanted = int(samples * factor) + 64
    clip = library.draw(kind, rng)
    if len(clip) > wanted:
        start = rng.integers(0, len(clip) - wanted)
        clip = clip[start : start + wanted]
    if kind == "fx" and rng.random() < 0.1:
        clip = clip[::-1]
    clip = changes.speed_up(np.ascontiguousarray(clip), factor)[:samples]
    laid = np.zeros((samples, 2), np.float32)
    for start in _starts(len(clip), samples, rng):
        part = clip[: samples - start]
        laid[start : start + len(part)] += part
    if rng.random() < 0.5:
        laid = changes.equalised(laid, rng)
    return _placed(laid, rng)


def _starts(length: int, samples: int, rng: np.random.Generator) -> list[int]:
    """Return the positions in an item at which a recording of `length` samples starts."""
    if length >= samples - 64:
        return [0]
    if length > samples // 2 or rng.random() < 0.3:
        return [int(rng.integers(0, samples - length))]
    gap = length + int(rng.exponential(0.4) * RATE_HZ)
    return list(range(int(rng.integers(0, max(1, min(gap, samples - length)))), samples, max(gap, RATE_HZ // 8)))


def _placed(samples: Samples, rng: np.random.Generator) -> Samples:
    """Randomly pan a background, change its stereo width, or swap its channels."""
    chance = rng.random()
    if chance < 0.2:
        return changes.panned(samples, float(rng.uniform(-0.8, 0.8)))
    if chance < 0.45:
        return changes.widened(samples, float(rng.uniform(0, 1.5)))
    return np.ascontiguousarray(samples[:, ::-1]) if chance < 0.7 else samples
