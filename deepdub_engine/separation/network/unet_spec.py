"""What a U-Net expects of the program around it."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

STEPS = 6  # down, and up again; every step halves frames and bins
_GRAIN = 1 << STEPS
_MOST_NETS = 9  # a digit tells their weights apart


class Units(enum.StrEnum):
    """What follows a norm on the way down and a convolution on the way up: a leaky and a plain rectifier, or ELUs."""

    RECTIFIERS = "rectifiers"
    ELUS = "elus"


class Heads(enum.StrEnum):
    """What becomes of the outputs of several nets: a sigmoid of each, or a softmax over all of them."""

    SIGMOID = "sigmoid"
    SOFTMAX = "softmax"


@dataclass(frozen=True, slots=True)
class UNetSpec:
    """Spleeter's U-Nets: one architecture in several forms.

    Parameters
    ----------
    bins
        Bins of the spectrum that the network sees, from 0 Hz upwards; a multiple of 64.
    frames
        Frames that it sees at once, a multiple of 64; segments do not overlap.
    filters
        Of the six convolutions on the way down.
    nets
        The first for the vocals, the others for what accompanies them; their outputs make a ratio mask.
    rate_hz, frame, hop
        Sample rate, and window and step of the spectrum in samples; a frame is four hops.
    units, heads
        Of all nets.

    Raises
    ------
    ValueError
        If the numbers do not fit together.
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
    def is_spleeters(self) -> bool:
        """Whether it can give the stems that Spleeter itself gives; it can."""
        return True

    def to_dict(self) -> dict[str, Any]:
        """Return the fields as plain values."""
        return asdict(self) | {"filters": list(self.filters)}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> UNetSpec:
        """Rebuild from `to_dict`.

        Raises
        ------
        ValueError, TypeError
            If the values are not those of a network.
        """
        kinds = {
            "filters": tuple(int(count) for count in values.get("filters", ())),
            "units": Units(values.get("units", Units.RECTIFIERS)),
            "heads": Heads(values.get("heads", Heads.SIGMOID)),
        }
        return cls(**(dict(values) | kinds))


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
"""What Spleeter's configurations say, by the number of stems."""
