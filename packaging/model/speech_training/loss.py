"""The training loss."""

from __future__ import annotations

import torch
from torch import Tensor

from speech_training.network import COMPRESSION

_BEST_SNR_DB = 30.0  # caps the reward, so that no effort goes into inaudible errors
_SPECTRAL = 8.0


def separation_loss(
    got: Tensor, speech: Tensor, mixture: Tensor, error: Tensor, truth: Tensor, whole: Tensor
) -> Tensor:
    """Return the batch mean of the negative signal-to-noise ratio in decibels plus a spectral distance.

    Parameters
    ----------
    got, speech, mixture
        Complex spectra ``[batch, 2, frames, bins]``: the network's speech, the true speech and the mixture.
    error, truth, whole
        Waveforms, float32 ``[batch, 2, samples]``: the error of the network's speech, the true speech and the
        mixture. Where there is no speech, the error is measured against the mixture.
    """
    spoken = truth.square().sum(dim=(1, 2))
    reference = torch.where(spoken > 1e-6 * whole.square().sum(dim=(1, 2)), spoken, whole.square().sum(dim=(1, 2)))
    reference = reference + 1e-6
    ratio = error.square().sum(dim=(1, 2)) / reference
    noise_db = 10 * torch.log10(ratio + 10 ** (-_BEST_SNR_DB / 10))
    scale = mixture.abs().square().mean(dim=(1, 2, 3), keepdim=True).sqrt() + 1e-5
    distance = _pressed(got / scale) - _pressed(speech / scale)
    rest = _pressed((mixture - got) / scale) - _pressed((mixture - speech) / scale)
    return noise_db.mean() + _SPECTRAL * (distance.abs().mean() + 0.5 * rest.abs().mean())


def _pressed(spectrum: Tensor) -> Tensor:
    parts = torch.view_as_real(spectrum)
    return (parts.square().sum(-1) + 1e-8).pow(COMPRESSION / 2)
