"""The network: a band-split RNN over time and over bands, which predicts a filter for every bin.

After Luo and Yu, "Music source separation with band-split RNN", IEEE/ACM TASLP 2023, and Luo et al., "Dual-path RNN",
ICASSP 2020. Smaller than both, takes mid and side as input, and filters both of them instead of masking.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import torch
from torch import Tensor, nn

COMPRESSION = 0.3
FLOOR = 1e-5  # relative to full scale; quieter input is not normalised up
FILTERS = 3  # mid from mid, mid from side, side from side


@dataclass(frozen=True, slots=True)
class NetworkShape:
    """Dimensions of a network.

    Parameters
    ----------
    bands
        Pairs of a number of bands and the bins in each of them, from 0 Hz upwards.
    features
        Features per band and frame.
    hidden
        Hidden units of an LSTM, per direction.
    passage
        Features of a band that the other bands can see.
    blocks
        Number of blocks; each is an LSTM over time followed by mixing across bands.
    frame, hop
        STFT window and hop in samples at 44.1 kHz.
    """

    bands: tuple[tuple[int, int], ...] = ((12, 5), (10, 10), (10, 19))
    features: int = 64
    hidden: int = 64
    passage: int = 16
    blocks: int = 4
    frame: int = 2048
    hop: int = 768

    @property
    def bins(self) -> int:
        """Return the number of STFT bins that the network uses."""
        return sum(count * width for count, width in self.bands)

    def to_dict(self) -> dict[str, Any]:
        """Return the fields as plain values."""
        return asdict(self)


SMALL = NetworkShape()
LARGE = NetworkShape(features=128, hidden=128, passage=24, blocks=6)


def compressed(spectrum: Tensor) -> Tensor:
    """Return ``z |z|^(0.3 - 1)``, with real and imaginary parts on a new last axis."""
    parts = torch.view_as_real(spectrum)
    magnitude = parts.square().sum(-1, keepdim=True).add(1e-8)
    return parts * magnitude.pow((COMPRESSION - 1) / 2)


class Recurrence(nn.Module):
    """A residual block: normalisation and a bidirectional LSTM along one axis."""

    def __init__(self, shape: NetworkShape) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(shape.features)
        self.lstm = nn.LSTM(shape.features, shape.hidden, batch_first=True, bidirectional=True)
        self.out = nn.Linear(2 * shape.hidden, shape.features)

    def forward(self, x: Tensor) -> Tensor:
        """Map ``[sequences, steps, features]`` to the same shape."""
        seen, _ = self.lstm(self.norm(x))
        return x + self.out(seen)


class Mixing(nn.Module):
    """A residual block that mixes the bands of a frame through a bottleneck."""

    def __init__(self, shape: NetworkShape) -> None:
        super().__init__()
        every = shape.passage * sum(count for count, _ in shape.bands)
        self.norm = nn.LayerNorm(shape.features)
        self.into = nn.Linear(shape.features, shape.passage)
        self.mix = nn.Linear(every, every)
        self.out = nn.Linear(shape.passage, shape.features)

    def forward(self, x: Tensor) -> Tensor:
        """Map ``[frames, bands, features]`` to the same shape."""
        narrow = nn.functional.silu(self.into(self.norm(x)))
        mixed = nn.functional.silu(self.mix(narrow.flatten(1)))
        return x + self.out(mixed.view_as(narrow))


class SpeechNetwork(nn.Module):
    """The network, from mid and side spectra of a mixture to those of its speech."""

    def __init__(self, shape: NetworkShape = SMALL) -> None:
        super().__init__()
        self.shape = shape
        count, deep = shape.features, 2 * shape.features
        self.split, self.split_bias = nn.ParameterList(), nn.ParameterList()
        self.head, self.head_bias = nn.ParameterList(), nn.ParameterList()
        self.last, self.last_bias = nn.ParameterList(), nn.ParameterList()
        for bands, width in shape.bands:
            self.split.append(torch.randn(bands, 4 * width, count) * (4 * width) ** -0.5)
            self.split_bias.append(torch.zeros(bands, 1, count))
            self.head.append(torch.randn(bands, count, deep) * count**-0.5)
            self.head_bias.append(torch.zeros(bands, 1, deep))
            self.last.append(torch.randn(bands, deep, 2 * FILTERS * width) * 0.1 * deep**-0.5)
            start = torch.zeros(bands, 1, width, 2 * FILTERS)
            start[..., 0] = start[..., 4] = 0.5
            self.last_bias.append(start.reshape(bands, 1, -1))
        self.over_time = nn.ModuleList(Recurrence(shape) for _ in range(shape.blocks))
        self.over_bands = nn.ModuleList(Mixing(shape) for _ in range(shape.blocks))
        self.norm = nn.LayerNorm(count)

    def forward(self, spectrum: Tensor) -> Tensor:
        """Return the spectra of the speech.

        Parameters
        ----------
        spectrum
            Mid and side of the mixture, complex64 ``[batch, 2, frames, bins]``: half the sum and half the difference
            of left and right.

        Returns
        -------
        speech
            Mid and side of the speech, same shape.
        """
        level = spectrum.abs().square().mean(dim=(1, 2, 3), keepdim=True).sqrt() + FLOOR * self.shape.frame / 2
        filters = self.filters(compressed(spectrum / level))
        middle, side = spectrum[:, 0], spectrum[:, 1]
        return torch.stack([filters[..., 0] * middle + filters[..., 1] * side, filters[..., 2] * side], dim=1)

    def filters(self, features: Tensor) -> Tensor:
        """Return filters ``[batch, frames, bins, 3]`` for compressed spectra ``[batch, 2, frames, bins, 2]``."""
        batch, _, frames, bins, _ = features.shape
        seen = features.permute(0, 2, 3, 1, 4).reshape(batch, frames, bins, 4)
        bands, at = [], 0
        for i, (count, width) in enumerate(self.shape.bands):
            part = seen[:, :, at : at + count * width].reshape(batch * frames, count, 4 * width).transpose(0, 1)
            bands.append(torch.bmm(part, self.split[i]) + self.split_bias[i])
            at += count * width
        x = torch.cat(bands).reshape(-1, batch, frames, self.shape.features)  # [bands, batch, frames, features]
        every = x.shape[0]
        for over_time, over_bands in zip(self.over_time, self.over_bands, strict=True):
            x = over_time(x.reshape(every * batch, frames, -1)).reshape(every, batch * frames, -1)
            x = over_bands(x.transpose(0, 1)).transpose(0, 1).reshape(every, batch, frames, -1)
        x = self.norm(x).reshape(every, batch * frames, -1)
        given, at = [], 0
        for i, (count, width) in enumerate(self.shape.bands):
            deep = torch.tanh(torch.bmm(x[at : at + count], self.head[i]) + self.head_bias[i])
            out = torch.bmm(deep, self.last[i]) + self.last_bias[i]
            given.append(out.transpose(0, 1).reshape(batch, frames, count * width, FILTERS, 2))
            at += count
        return torch.view_as_complex(torch.cat(given, dim=2).float().contiguous())


def spectra(samples: Tensor, shape: NetworkShape) -> Tensor:
    """Return the STFT, complex64 ``[batch, 2, frames, bins]``, of mid and side, float32 ``[batch, 2, samples]``."""
    left, right = samples[:, 0], samples[:, 1]
    both = torch.stack([(left + right) / 2, (left - right) / 2], dim=1)
    window = torch.hann_window(shape.frame, device=samples.device)
    found = torch.stft(
        both.flatten(0, 1), shape.frame, shape.hop, window=window, center=True, pad_mode="constant", return_complex=True
    )
    return found[:, : shape.bins].unflatten(0, both.shape[:2]).transpose(2, 3)


def sounds(spectrum: Tensor, samples: int, shape: NetworkShape) -> Tensor:
    """Invert `spectra`: return mid and side, float32 ``[batch, 2, samples]``."""
    full = torch.nn.functional.pad(spectrum, (0, shape.frame // 2 + 1 - shape.bins))
    window = torch.hann_window(shape.frame, device=spectrum.device)
    flat = full.flatten(0, 1).transpose(1, 2)
    return torch.istft(flat, shape.frame, shape.hop, window=window, length=samples).unflatten(0, spectrum.shape[:2])
