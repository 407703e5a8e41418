"""The architecture of a U-Net."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from deepdub_engine.base.serialization import from_plain, to_plain

STEPS = 6  # levels down and up; each halves frames and bins
_GRAIN = 1 << STEPS
_MOST_NETS = 9  # array names have one digit for the net


class Units(enum.StrEnum):
    """The activations: leaky rectifiers in the encoder and plain ones in the decoder, or ELUs in both."""

    RECTIFIERS = "rectifiers"
    ELUS = "elus"


class Heads(enum.StrEnum):
    """How the outputs of several nets become masks: a sigmoid of each, or a softmax over all."""

    SIGMOID = "sigmoid"
    SOFTMAX = "softmax"


@dataclass(frozen=True, slots=True)
class UNetSpec:
    """The architecture of Spleeter's U-Nets.

    Parameters
    ----------
    bins
        Bins that the network processes, from 0 Hz upwards; a multiple of 64.
    frames
        Frames per segment, a multiple of 64; segments do not overlap.
    filters
        Filter counts of the six encoder convolutions.
    nets
        Number of nets, the first for the vocals, one for each other stem; their outputs form ratio masks.
    rate_hz, frame, hop
        Sample rate, and window and hop of the STFT in samples; a frame is four hops.
    units, heads
        Activations and output heads of all nets.

    Raises
    ------
    ValueError
        If the values are out of range or inconsistent.
    """

    bins: int
    frames: int
    filters: tuple[int, ...]
    nets: int
    rate_hz: int = 44_100
    frame: int = 4096
    hop: int = 1024
    units: Units = Units.RECTIFIERS
    heads: Heads = Heads.SIGMOID

    def __post_init__(self) -> None:
        if len(self.filters) != STEPS or not all(0 < count <= 4096 for count in self.filters):
            raise ValueError(f"not six filter counts: {self.filters}")
        if not 2 <= self.nets <= _MOST_NETS or self.frame != 4 * self.hop or self.hop < 1 or self.rate_hz < 1:
            raise ValueError("an unknown kind of network")
        if not 0 < self.bins <= self.frame // 2 or self.bins % _GRAIN or self.frames < 1 or self.frames % _GRAIN:
            raise ValueError(f"{self.bins} bins and {self.frames} frames are not multiples of {_GRAIN}")

    @property
    def overlap(self) -> int:
        """Frames that a segment shares with the one before it: none, as in Spleeter."""
        return 0

    @property
    def is_spleeters(self) -> bool:
        """Whether this is one of Spleeter's architectures: always True."""
        return True

    def to_dict(self) -> dict[str, Any]:
        """Return the fields as JSON-compatible values."""
        values: dict[str, Any] = to_plain(self)
        return values

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> UNetSpec:
        """Return the architecture from the result of `to_dict`.

        Raises
        ------
        ValueError
            If the values do not describe a network.
        """
        return from_plain(cls, dict(values))


SPLEETER_SPEC = UNetSpec(
    bins=1024,
    frames=512,
    filters=(16, 32, 64, 128, 256, 512),
    nets=2,
)

_ELUS_SPEC = replace(SPLEETER_SPEC, nets=4, units=Units.ELUS)
SPLEETER_SPECS = {
    2: SPLEETER_SPEC,
    4: _ELUS_SPEC,
    5: replace(_ELUS_SPEC, nets=5, heads=Heads.SOFTMAX),
}
"""Spleeter's configurations by number of stems."""
