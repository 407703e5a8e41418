"""Music and effects for the sample scene, synthesised from sine waves and noise: nothing is recorded.

All sounds are float64 at 48 kHz, mono or, for music and rain, ``[samples, 2]``.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

RATE_HZ = 48_000
Sound = npt.NDArray[np.float64]

_BEAT_S = 0.75
_BAR_S = 4 * _BEAT_S
# One bar each, as MIDI note numbers: D minor, B flat, F, A; G minor, D minor, E half-diminished, A.
_CHORDS = (
    (50, 57, 62, 65),
    (46, 58, 62, 65),
    (41, 57, 60, 65),
    (45, 57, 61, 64),
    (43, 58, 62, 67),
    (50, 57, 62, 65),
    (40, 58, 62, 67),
    (45, 57, 61, 67),
)
# The melody: bar, beat, beats held, note.
_MELODY = (
    *((0, 0.0, 1.5, 74), (0, 1.5, 0.5, 77), (0, 2.0, 2.0, 76), (1, 0.0, 1.5, 74), (1, 1.5, 0.5, 70), (1, 2.0, 2.0, 69)),
    *((2, 0.0, 1.0, 72), (2, 1.0, 1.0, 74), (2, 2.0, 2.0, 77), (3, 0.0, 2.0, 76), (3, 2.0, 1.0, 73), (3, 3.0, 1.0, 69)),
    *((4, 0.0, 1.5, 70), (4, 1.5, 0.5, 74), (4, 2.0, 2.0, 79), (5, 0.0, 1.5, 77), (5, 1.5, 0.5, 76), (5, 2.0, 2.0, 74)),
    *((6, 0.0, 1.0, 70), (6, 1.0, 1.0, 74), (6, 2.0, 2.0, 79), (7, 0.0, 3.0, 76), (7, 3.0, 1.0, 73)),
)


def seconds(length_s: float) -> Sound:
    """Return the time of each sample of a sound, in seconds from 0."""
    return np.arange(round(length_s * RATE_HZ)) / RATE_HZ


def place(track: Sound, sound: Sound, at_s: float, pan: float = 0.0) -> None:
    """Add a mono sound to a stereo track in place, with constant-power panning from −1 (left) to 1 (right)."""
    at = round(at_s * RATE_HZ)
    sound = sound[: max(0, len(track) - at)]
    angle = (pan + 1) * np.pi / 4
    track[at : at + len(sound), 0] += np.cos(angle) * sound
    track[at : at + len(sound), 1] += np.sin(angle) * sound


def band(noise: Sound, low_hz: float, high_hz: float) -> Sound:
    """Return a band-passed sound, with gentle slopes."""
    spectrum = np.fft.rfft(noise)
    hz = np.fft.rfftfreq(len(noise), 1 / RATE_HZ) + 1e-9
    gain = 1 / np.sqrt((1 + (low_hz / hz) ** 4) * (1 + (hz / high_hz) ** 4))
    return np.fft.irfft(spectrum * gain, len(noise))


def music(length_s: float) -> Sound:
    """Return pads, a plucked bass, light percussion and a flute-like melody: eight bars, repeated."""
    track = np.zeros((round(length_s * RATE_HZ), 2))
    chance = np.random.default_rng(3)
    for bar in range(int(np.ceil(length_s / _BAR_S))):
        start_s = bar * _BAR_S
        bass, *chord = _CHORDS[bar % len(_CHORDS)]
        for voice, note in enumerate(chord):
            place(track, 0.16 * _pad(note, _BAR_S + 0.8), start_s, 0.5 * (voice - 1))
        for beat, size in ((0, 1.0), (1.5, 0.6), (2, 0.9), (3.5, 0.5)):
            place(track, 0.4 * size * _bass(bass), start_s + beat * _BEAT_S)
        _percussion(track, start_s, chance)
    for again_s in np.arange(0, length_s, len(_CHORDS) * _BAR_S):
        for bar, beat, held, note in _MELODY:
            start_s = again_s + bar * _BAR_S + beat * _BEAT_S
            place(track, 0.3 * _flute(note, held * _BEAT_S), start_s, 0.25)
    return track


def _pitch_hz(note: float) -> float:
    return float(440 * 2 ** ((note - 69) / 12))


def _pad(note: int, length_s: float) -> Sound:
    t = seconds(length_s)
    tone = np.zeros_like(t)
    for cents in (-5, 4):
        pitch_hz = _pitch_hz(note + cents / 100)
        for harmonic in range(1, 7):
            tone += np.sin(2 * np.pi * harmonic * pitch_hz * t + harmonic + cents) / harmonic**1.8
    return 0.5 * tone * np.clip(t / 0.6, 0, 1) * np.clip((length_s - t) / 0.8, 0, 1)


def _bass(note: int) -> Sound:
    t = seconds(0.9)
    tone = sum(np.sin(2 * np.pi * k * _pitch_hz(note) * t) * np.exp(-(2 + 1.5 * k) * t) / k for k in range(1, 6))
    return np.asarray(tone) * np.clip(t / 0.006, 0, 1) * np.clip((0.9 - t) / 0.1, 0, 1)


def _flute(note: int, length_s: float) -> Sound:
    t = seconds(length_s)
    # 5 Hz vibrato that sets in slowly, as a player would.
    phase = 2 * np.pi * _pitch_hz(note) * t + 0.12 * np.clip(t / 0.5, 0, 1) * np.sin(2 * np.pi * 5 * t)
    tone = np.sin(phase) + 0.35 * np.sin(2 * phase) + 0.12 * np.sin(3 * phase)
    return tone * np.clip(t / 0.07, 0, 1) * np.clip((length_s - t) / 0.09, 0, 1)


def _percussion(track: Sound, start_s: float, chance: np.random.Generator) -> None:
    t = seconds(0.3)
    kick = np.sin(2 * np.pi * (48 * t + 2.2 * (1 - np.exp(-28 * t)))) * np.exp(-14 * t)
    for beat in (0, 2):
        place(track, 0.35 * kick, start_s + beat * _BEAT_S)
    for half_beat in range(8):
        brush = band(chance.standard_normal(len(t)), 4500, 9000) * np.exp(-45 * t)
        place(track, (0.16 if half_beat % 4 == 2 else 0.07) * brush, start_s + half_beat * _BEAT_S / 2, -0.3)


def rain(length_s: float) -> Sound:
    """Return steady rain with single drops, different on each side, stereo."""
    chance = np.random.default_rng(5)
    length = round(length_s * RATE_HZ)
    sides = []
    for _ in range(2):
        wash = band(chance.standard_normal(length), 500, 4200)
        drops = np.zeros(length)
        at = chance.integers(0, length, round(60 * length_s))
        drops[at] = chance.exponential(9.0, len(at))
        swell = 1 + 0.25 * np.sin(2 * np.pi * np.arange(length) / (7.3 * RATE_HZ) + chance.uniform(0, 6))
        sides.append(wash * swell + band(drops, 1500, 6000))
    return np.stack(sides, axis=1)


def thunder(length_s: float = 4.5) -> Sound:
    """Return a crack, then a roll that dies away, mono."""
    chance = np.random.default_rng(7)
    t = seconds(length_s)
    roll = band(chance.standard_normal(len(t)), 35, 160)
    roll *= 0.55 + 0.45 * np.interp(t, np.arange(0, length_s + 0.4, 0.3), chance.random(int(length_s / 0.3) + 2))
    crack = band(chance.standard_normal(len(t)), 200, 2500) * np.exp(-9 * t)
    sound = roll / roll.std() * np.exp(-0.9 * t) * np.clip(t / 0.03, 0, 1) + 0.5 * crack / crack[:4800].std()
    return sound * np.clip((length_s - t) / 0.5, 0, 1)


def knocks(times: int = 3) -> Sound:
    """Return knocks on a wooden door, mono."""
    chance = np.random.default_rng(11)
    t = seconds(0.2)
    sound = np.zeros(round((0.28 * times + 0.2) * RATE_HZ))
    for knock in range(times):
        wood = sum(np.sin(2 * np.pi * hz * t) * np.exp(-decay * t) for hz, decay in ((140, 28), (310, 45), (730, 80)))
        tap = band(chance.standard_normal(len(t)), 600, 5000) * np.exp(-180 * t)
        at = round(0.28 * knock * RATE_HZ)
        sound[at : at + len(t)] += (0.9 + 0.1 * knock) * (np.asarray(wood) + 0.6 * tap)
    return sound


def footsteps(times: int) -> Sound:
    """Return approaching boots on floorboards, mono."""
    chance = np.random.default_rng(13)
    t = seconds(0.25)
    sound = np.zeros(round((0.55 * times + 0.3) * RATE_HZ))
    for step in range(times):
        heel = np.sin(2 * np.pi * 85 * t) * np.exp(-30 * t)
        sole = band(chance.standard_normal(len(t)), 150, 1400) * np.exp(-40 * t)
        at = round((0.55 * step + 0.03 * chance.random()) * RATE_HZ)
        sound[at : at + len(t)] += (0.4 + 0.6 * (step + 1) / times) * (heel + 0.8 * sole)
    return sound


def creak(length_s: float = 1.1) -> Sound:
    """Return the creak of a door hinge, mono."""
    t = seconds(length_s)
    # A hinge sticks and slips: short pulses, at a rate that rises and falls, ringing in the wood.
    phase = np.cumsum(45 + 40 * np.sin(np.pi * t / length_s)) / RATE_HZ
    pulses = (np.diff(np.floor(phase), prepend=0) > 0).astype(float)
    ring = np.exp(-120 * t[:2400]) * (np.sin(2 * np.pi * 820 * t[:2400]) + 0.6 * np.sin(2 * np.pi * 1370 * t[:2400]))
    return np.convolve(pulses, ring)[: len(t)] * np.sin(np.pi * t / length_s) ** 0.5
