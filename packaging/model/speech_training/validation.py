"""Validation on speakers, pieces and places that are not in the training set."""

from __future__ import annotations

import numpy as np
import torch

from speech_training import changes
from speech_training.network import SpeechNetwork, sounds, spectra
from speech_training.recordings import RATE_HZ, Library, Samples

_ITEMS = 12  # mixtures per kind of background
_SECONDS = 8
_SNRS_DB = (-5, 0, 5, 10)
BACKGROUNDS = ("music", "fx", "music+fx")


def validate(network: SpeechNetwork, library: Library, device: torch.device) -> dict[str, float]:
    """Return the mean SI-SDR gain in dB per kind of background, over fixed mixtures (Le Roux et al., ICASSP 2019)."""
    network.eval()
    gains = {background: float(np.mean(_gains(network, library, background, device))) for background in BACKGROUNDS}
    network.train()
    return {"gain": round(float(np.mean(list(gains.values()))), 2)} | {k: round(v, 2) for k, v in gains.items()}


def _gains(network: SpeechNetwork, library: Library, background: str, device: torch.device) -> list[float]:
    found = []
    for item in range(_ITEMS):
        rng = np.random.default_rng([7, BACKGROUNDS.index(background), item])
        speech = _filled(library, "speech", rng).repeat(2, axis=1)
        bed = np.sum([_filled(library, kind, rng) for kind in background.split("+")], axis=0)
        bed *= changes.rms(speech) / changes.rms(bed) / changes.decibels(_SNRS_DB[item % len(_SNRS_DB)])
        sound = torch.from_numpy(np.ascontiguousarray((speech + bed).T, np.float32))[None].to(device)
        with torch.no_grad():
            got = sounds(network(spectra(sound, network.shape)), sound.shape[-1], network.shape)[0, 0].cpu().numpy()
        truth = speech[:, 0]
        found.append(si_sdr(truth, got) - si_sdr(truth, (speech + bed).mean(axis=1)))
    return found


def _filled(library: Library, kind: str, rng: np.random.Generator) -> Samples:
    """Return eight seconds of concatenated recordings of a kind."""
    parts, length = [], 0
    while length < _SECONDS * RATE_HZ:
        parts.append(library.draw(kind, rng))
        length += len(parts[-1])
    return np.concatenate(parts)[: _SECONDS * RATE_HZ]


def si_sdr(truth: Samples, estimate: Samples) -> float:
    """Return the scale-invariant signal-to-distortion ratio in decibels."""
    truth, estimate = truth - truth.mean(), estimate - estimate.mean()
    target = (estimate @ truth) / (truth @ truth + 1e-12) * truth
    return float(10 * np.log10((target @ target + 1e-12) / (np.sum((estimate - target) ** 2) + 1e-12)))
