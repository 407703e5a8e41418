"""Data augmentation: speed, equalisation, reverb, panning, noise and distortion."""

from __future__ import annotations

import io

import av
import numpy as np
import soxr
from scipy.signal import oaconvolve

from speech_training.recordings import RATE_HZ, Samples

_CODECS = (("mp3", "mp3", (32, 48, 64, 96)), ("aac", "adts", (32, 48, 64, 96)))  # with bit rates in kbit/s


def rms(samples: Samples) -> float:
    """Return the root mean square over all samples."""
    return float(np.sqrt(np.mean(np.square(samples, dtype=np.float64)))) if samples.size else 0.0


def decibels(value_db: float) -> float:
    """Convert decibels to an amplitude factor."""
    return float(10 ** (value_db / 20))


def speed_up(samples: Samples, factor: float) -> Samples:
    """Speed up a sound by resampling, which raises its pitch too."""
    if abs(factor - 1) < 0.01 or len(samples) < 64:
        return samples
    changed: Samples = soxr.resample(samples, RATE_HZ * factor, RATE_HZ, quality="LQ").astype(np.float32)
    return changed


def equalised(samples: Samples, rng: np.random.Generator, most_db: float = 6.0) -> Samples:
    """Apply a random five-point equaliser of up to ±`most_db`."""
    spectrum = np.fft.rfft(samples, axis=0)
    octaves = np.log1p(np.linspace(0, RATE_HZ / 2, len(spectrum)))
    gains_db = np.interp(octaves, np.log1p([0, 200, 800, 3000, RATE_HZ / 2]), rng.uniform(-most_db, most_db, 5))
    return np.fft.irfft(spectrum * (10 ** (gains_db / 20))[:, None], n=len(samples), axis=0).astype(np.float32)


def band_limited(samples: Samples, low_hz: float, high_hz: float) -> Samples:
    """Band-pass a sound, as a telephone or a small loudspeaker does."""
    spectrum = np.fft.rfft(samples, axis=0)
    hertz = np.linspace(0, RATE_HZ / 2, len(spectrum))
    gains = 1 / (1 + (low_hz / np.maximum(hertz, 1)) ** 8) / (1 + (hertz / high_hz) ** 12)
    return np.fft.irfft(spectrum * gains[:, None], n=len(samples), axis=0).astype(np.float32)


def add_reverb(samples: Samples, response: Samples, wetness: float) -> Samples:
    """Add reverb at `wetness` times the RMS of the dry sound; the length does not change."""
    wet = oaconvolve(samples, response[:, : samples.shape[1]] if response.shape[1] > 1 else response, axes=0)
    wet = wet[: len(samples)].astype(np.float32)
    level = rms(wet)
    return samples + wet * (wetness * rms(samples) / level) if level > 0 else samples


def simulated_room(rng: np.random.Generator) -> Samples:
    """Return an impulse response with exponential decay, RT60 of 0.1 to 0.9 s, ``[n, 1]`` (Moorer, 1979)."""
    decay_s = rng.uniform(0.1, 0.9)
    time_s = np.arange(int(decay_s * RATE_HZ)) / RATE_HZ
    response = rng.standard_normal(len(time_s)) * 10 ** (-3 * time_s / decay_s)
    return response.astype(np.float32)[:, None]


def clipped(samples: Samples, rng: np.random.Generator) -> Samples:
    """Clip the loudest peaks."""
    limit = float(np.abs(samples).max()) * rng.uniform(0.3, 0.8)
    return np.clip(samples, -limit, limit) if limit > 0 else samples


def quantised_mu_law(samples: Samples, rng: np.random.Generator) -> Samples:
    """Quantise to 6 to 8 bits with the mu-law of ITU-T G.711."""
    peak = float(np.abs(samples).max())
    if peak <= 0:
        return samples
    steps = 2 ** int(rng.integers(5, 8))
    pressed = np.sign(samples) * np.log1p(255 * np.abs(samples) / peak) / np.log(256)
    pressed = np.round(pressed * steps) / steps
    return (np.sign(pressed) * np.expm1(np.abs(pressed) * np.log(256)) / 255 * peak).astype(np.float32)


def coded(samples: Samples, rng: np.random.Generator) -> Samples:
    """Encode stereo with a lossy codec at a low bit rate and decode it; the result may lag by up to 1,024 samples."""
    codec, container, rates = _CODECS[int(rng.integers(len(_CODECS)))]
    peak = float(np.abs(samples).max())
    if peak <= 0:
        return samples
    file = io.BytesIO()
    with av.open(file, "w", format=container) as output:
        stream = output.add_stream(codec, rate=RATE_HZ, layout="stereo", format="fltp")
        stream.bit_rate = int(rng.choice(rates)) * 1000
        planes = np.ascontiguousarray(samples.T * np.float32(0.5 / peak))
        frame = av.AudioFrame.from_ndarray(planes, format="fltp", layout="stereo")
        frame.sample_rate, frame.pts = RATE_HZ, 0
        output.mux([*stream.encode(frame), *stream.encode(None)])
    file.seek(0)
    with av.open(file) as coded_file:
        decoded = np.concatenate([frame.to_ndarray() for frame in coded_file.decode(audio=0)], axis=1).T
    found = np.zeros_like(samples)
    found[: len(decoded)] = decoded[: len(samples)] * np.float32(peak / 0.5)
    return found


def rumble(length: int, rng: np.random.Generator) -> Samples:
    """Return one channel of noise low-passed at 40 to 110 Hz, RMS 1: room rumble and handling noise under a voice."""
    spectrum = np.fft.rfft(rng.standard_normal(length))
    hertz = np.linspace(0, RATE_HZ / 2, len(spectrum))
    edge_hz = rng.uniform(40, 110)
    shape = np.maximum(hertz, 10) ** -rng.uniform(0, 1) / (1 + (hertz / edge_hz) ** 6) * (hertz > 5)
    noise = np.fft.irfft(spectrum * shape, n=length).astype(np.float32)
    return noise[:, None] / np.float32(max(rms(noise), 1e-9))


def widened(samples: Samples, width: float) -> Samples:
    """Scale the side signal of a stereo sound; a width of 0 is mono."""
    middle = samples.mean(axis=1, keepdims=True)
    return middle + (samples - middle) * np.float32(width)


def panned(samples: Samples, place: float) -> Samples:
    """Pan one channel between left (−1) and right (1) at constant power."""
    angle = (place + 1) * np.pi / 4
    gains = np.array([np.cos(angle), np.sin(angle)], np.float32) * np.sqrt(2).astype(np.float32)
    return samples.mean(axis=1, keepdims=True) * gains


def coloured_noise(length: int, rng: np.random.Generator) -> Samples:
    """Return stereo noise with a random spectral slope, resonances and swells: wind, rain, engines, distant crowds."""
    spectrum = np.fft.rfft(rng.standard_normal((length, 2)), axis=0)
    hertz = np.maximum(np.linspace(0, RATE_HZ / 2, len(spectrum)), 20)
    slope = (hertz / 1000) ** rng.uniform(-1.3, 0.3)
    points = np.sort(rng.uniform(np.log(40), np.log(12_000), 8))
    humps_db = np.interp(np.log(hertz), points, rng.uniform(-9, 9, 8))
    noise = np.fft.irfft(spectrum * (slope * 10 ** (humps_db / 20))[:, None], n=length, axis=0)
    noise /= max(rms(noise.astype(np.float32)), 1e-9)
    if rng.random() < 0.6:  # swells: slow noise as an envelope
        per_s = rng.uniform(0.5, 12)
        steps = rng.standard_normal(int(length / RATE_HZ * per_s) + 4) * rng.uniform(2, 8)
        swell_db = np.interp(np.arange(length) / RATE_HZ * per_s, np.arange(len(steps)), steps)
        noise *= 10 ** (swell_db / 20)[:, None]
    return widened(noise.astype(np.float32), float(rng.uniform(0, 1)))


def hum(length: int, rng: np.random.Generator) -> Samples:
    """Return a steady tone with harmonics, equal in both channels: mains hum, motors, steady sirens."""
    base_hz = float(np.exp(rng.uniform(np.log(45), np.log(900))))
    time_s = np.arange(length) / RATE_HZ
    wobble = base_hz * (1 + rng.uniform(0, 0.01) * np.sin(2 * np.pi * rng.uniform(0.1, 6) * time_s))
    phase = 2 * np.pi * np.cumsum(wobble) / RATE_HZ
    tone = np.zeros(length)
    for harmonic in range(1, int(rng.integers(2, 14))):
        tone += rng.uniform(0, 1) / harmonic ** rng.uniform(0.3, 1.5) * np.sin(harmonic * phase + rng.uniform(0, 6.3))
    return np.repeat(tone[:, None], 2, axis=1).astype(np.float32)
