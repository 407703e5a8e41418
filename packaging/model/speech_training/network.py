"""The network: bands of a spectrum, recurrent over time and over bands in turn, and a filter for every bin.

After Luo and Yu, "Music source separation with band-split RNN", IEEE/ACM TASLP 2023, and Luo et al., "Dual-path RNN",
ICASSP 2020; made small, fed with middle and side, and with a filter over both instead of a mask.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import torch
from torch import Tensor, nn

COMPRESSION = 0.3
FLOOR = 1e-5  # beside full scale: what is quieter is not made louder
FILTERS = 3  # the middle's from the middle, the middle's from the side, the side's from the side


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of a network.

    Parameters
    ----------
    bands
        Pairs of how many bands, and how many bins each has, from 0 Hz upwards.
    features
        Of a band and frame.
    hidden
        Of a recurrence, in each direction.
    passage
        Features of a band that the other bands see.
    blocks
        Pairs of a recurrence over time and a mixing of bands.
    frame, hop
        Window and step of the spectrum in samples at 44.1 kHz.
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
        """Return how many bins of the spectrum the network sees."""
        return sum(count * width for count, width in self.bands)

    def to_dict(self) -> dict[str, Any]:
        """Return the fields as plain values."""
        return asdict(self)


SMALL = Shape()
LARGE = Shape(features=128, hidden=128, passage=24, blocks=6)


def compressed(spectrum: Tensor) -> Tensor:
    """Return ``z |z|^(0.3 - 1)`` as real and imaginary parts on a last axis."""
    parts = torch.view_as_real(spectrum)
    magnitude = parts.square().sum(-1, keepdim=True).add(1e-8)
    return parts * magnitude.pow((COMPRESSION - 1) / 2)


class Recurrence(nn.Module):
    """Normalise, look along one axis in both directions, add."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(shape.features)
        self.lstm = nn.LSTM(shape.features, shape.hidden, batch_first=True, bidirectional=True)
        self.out = nn.Linear(2 * shape.hidden, shape.features)

    def forward(self, x: Tensor) -> Tensor:
        """Take and give ``[sequences, steps, features]``."""
        seen, _ = self.lstm(self.norm(x))
        return x + self.out(seen)


class Mixing(nn.Module):
    """Normalise, let every band of a frame see every other through a narrow passage, add."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        every = shape.passage * sum(count for count, _ in shape.bands)
        self.norm = nn.LayerNorm(shape.features)
        self.into = nn.Linear(shape.features, shape.passage)
        self.mix = nn.Linear(every, every)
        self.out = nn.Linear(shape.passage, shape.features)

    def forward(self, x: Tensor) -> Tensor:
        """Take and give ``[frames, bands, features]``."""
        narrow = nn.functional.silu(self.into(self.norm(x)))
        mixed = nn.functional.silu(self.mix(narrow.flatten(1)))
        return x + self.out(mixed.view_as(narrow))


class Separator(nn.Module):
    """From the spectra of middle and side to those of the speech in them."""

    def __init__(self, shape: Shape = SMALL) -> None:
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
            complex64 ``[batch, 2, frames, bins]``: half the sum of left and right, and half the difference.

        Returns
        -------
        speech
            The same, of the speech alone.
        """
        level = spectrum.abs().square().mean(dim=(1, 2, 3), keepdim=True).sqrt() + FLOOR * self.shape.frame / 2
        filters = self.filters(compressed(spectrum / level))
        middle, side = spectrum[:, 0], spectrum[:, 1]
        return torch.stack([filters[..., 0] * middle + filters[..., 1] * side, filters[..., 2] * side], dim=1)

    def filters(self, features: Tensor) -> Tensor:
        """Return complex ``[batch, frames, bins, 3]`` from compressed spectra ``[batch, 2, frames, bins, 2]``."""
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


def spectra(samples: Tensor, shape: Shape) -> Tensor:
    """Return middle and side, complex64 ``[batch, 2, frames, bins]``, of float32 ``[batch, 2, samples]``."""
    left, right = samples[:, 0], samples[:, 1]
    both = torch.stack([(left + right) / 2, (left - right) / 2], dim=1)
    window = torch.hann_window(shape.frame, device=samples.device)
    found = torch.stft(
        both.flatten(0, 1), shape.frame, shape.hop, window=window, center=True, pad_mode="constant", return_complex=True
    )
    return found[:, : shape.bins].unflatten(0, both.shape[:2]).transpose(2, 3)


def sounds(spectrum: Tensor, samples: int, shape: Shape) -> Tensor:
    """Return float32 ``[batch, 2, samples]``, middle and side, of `spectra`'s result."""
    full = torch.nn.functional.pad(spectrum, (0, shape.frame // 2 + 1 - shape.bins))
    window = torch.hann_window(shape.frame, device=spectrum.device)
    flat = full.flatten(0, 1).transpose(1, 2)
    return torch.istft(flat, shape.frame, shape.hop, window=window, length=samples).unflatten(0, spectrum.shape[:2])
