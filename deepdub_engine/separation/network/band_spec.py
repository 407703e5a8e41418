"""The architecture of a band-split network, and the names and shapes of its arrays."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from deepdub_engine.base.serialization import from_plain, to_plain

FILTERS = 3  # mid from mid, mid from side, side from side
_MOST_BINS = 1 << 12
_MOST_FEATURES = 1 << 10
_MOST_FRAMES = 1 << 13


@dataclass(frozen=True, slots=True)
class BandSpec:
    """A network that alternates between recurrence along time and mixing across bands, and filters every bin.

    Parameters
    ----------
    bands
        Pairs of a number of bands and the number of bins in each, from 0 Hz upwards.
    frames
        Frames per segment.
    features
        Features per band and frame.
    hidden
        Hidden units of a recurrent layer, per direction.
    passage
        Features per band that are mixed with the other bands.
    blocks
        Number of blocks, each a recurrence along time and a mixing of bands.
    rate_hz, frame, hop
        Sample rate, and window and hop of the STFT in samples.
    overlap
        Frames that a segment shares with the one before it.

    Raises
    ------
    ValueError
        If the values are out of range or inconsistent.
    """

    bands: tuple[tuple[int, int], ...]
    frames: int
    features: int
    hidden: int
    passage: int
    blocks: int
    rate_hz: int = 44_100
    frame: int = 2048
    hop: int = 768
    overlap: int = 0

    def __post_init__(self) -> None:
        sizes = (self.features, self.hidden, self.passage)
        if not self.bands or any(count < 1 or width < 1 for count, width in self.bands):
            raise ValueError(f"not bands: {self.bands}")
        if not all(0 < size <= _MOST_FEATURES for size in sizes) or not 0 < self.blocks <= 16:
            raise ValueError("an unknown kind of network")
        if not 0 < self.bins <= min(self.frame // 2, _MOST_BINS) or not 0 < self.frames <= _MOST_FRAMES:
            raise ValueError(f"{self.bins} bins and {self.frames} frames do not fit")
        if not 0 < 2 * self.hop <= self.frame or self.rate_hz < 1:
            raise ValueError("frames have to overlap by half at least")
        if not 0 <= 2 * self.overlap <= self.frames:
            raise ValueError("segments may overlap by half at most")

    @property
    def bins(self) -> int:
        """The number of bins that the network processes."""
        return sum(count * width for count, width in self.bands)

    @property
    def count(self) -> int:
        """The number of bands."""
        return sum(count for count, _ in self.bands)

    @property
    def is_spleeters(self) -> bool:
        """Whether this is one of Spleeter's architectures: always False."""
        return False

    def to_dict(self) -> dict[str, Any]:
        """Return the fields as JSON-compatible values."""
        values: dict[str, Any] = to_plain(self)
        return values

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> BandSpec:
        """Return the architecture from the result of `to_dict`.

        Raises
        ------
        ValueError
            If the values do not describe a network.
        """
        return from_plain(cls, dict(values))

    def array_shapes(self) -> dict[str, tuple[int, ...]]:
        """Return the name and shape of every array.

        Gates are in the order input, forget, cell, output; forward comes before backward.
        """
        shapes: dict[str, tuple[int, ...]] = {}
        deep = 2 * self.features
        for group, (count, width) in enumerate(self.bands):
            parts = (
                ("split", 4 * width, self.features),
                ("head", self.features, deep),
                ("last", deep, 2 * FILTERS * width),
            )
            for name, into, out in parts:
                shapes[f"{name}{group}.kernel"] = (count, into, out)
                shapes[f"{name}{group}.bias"] = (count, 1, out)
        for block in range(self.blocks):
            shapes |= self._time_shapes(f"time{block}") | self._mix_shapes(f"mix{block}")
        return shapes | self._norm_shapes("norm")

    def products(self) -> int:
        """Return the number of multiply-adds per segment."""
        counts = 0
        for name, shape in self.array_shapes().items():
            once = name.startswith(("split", "head", "last")) or name.endswith(".every")
            counts += math.prod(shape) * (1 if once else self.count) * (len(shape) > 1)
        return counts * self.frames

    def _norm_shapes(self, name: str) -> dict[str, tuple[int, ...]]:
        return {f"{name}.scale": (self.features,), f"{name}.shift": (self.features,)}

    def _time_shapes(self, name: str) -> dict[str, tuple[int, ...]]:
        gates = 4 * self.hidden
        return self._norm_shapes(name) | {
            f"{name}.input": (2, gates, self.features),
            f"{name}.state": (2, gates, self.hidden),
            f"{name}.gates": (2, gates),
            f"{name}.kernel": (self.features, 2 * self.hidden),
            f"{name}.bias": (self.features,),
        }

    def _mix_shapes(self, name: str) -> dict[str, tuple[int, ...]]:
        every = self.count * self.passage
        return self._norm_shapes(name) | {
            f"{name}.into": (self.passage, self.features),
            f"{name}.into_bias": (self.passage,),
            f"{name}.every": (every, every),
            f"{name}.every_bias": (every,),
            f"{name}.kernel": (self.features, self.passage),
            f"{name}.bias": (self.features,),
        }
