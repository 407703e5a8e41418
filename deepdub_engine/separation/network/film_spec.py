"""The architecture of the network that refines other separations of a mixture, and the shapes of its arrays."""

from __future__ import annotations

from dataclasses import dataclass, field

from deepdub_engine.separation.network.band_spec import BandSpec

SOURCES = 3  # the mixture, Spleeter's vocals and DeepFilterNet's speech
CHANNELS = 5  # two of the mixture, two of the vocals, one of the speech
SEEN = 16  # values per bin: five compressed complex spectra, and six compressed magnitudes
FILTERS = 8  # complex filters per bin: five for the middle, three for the side


@dataclass(frozen=True, slots=True)
class FilmSpec(BandSpec):
    """A band-split network that sees a mixture and what two other separators made of it, and filters all three.

    Parameters
    ----------
    sources
        Number of sources, always `SOURCES`; tells this architecture from `BandSpec` in stored values.

    Raises
    ------
    ValueError
        If the values are out of range or inconsistent.
    """

    # Without a default, so that stored values of a `BandSpec` never become a `FilmSpec`.
    sources: int = field(kw_only=True)

    def __post_init__(self) -> None:
        # A slotted dataclass is a new class, so super() without arguments does not find its base.
        BandSpec.__post_init__(self)
        if self.sources != SOURCES:
            raise ValueError(f"{self.sources} sources instead of {SOURCES}")

    def array_shapes(self) -> dict[str, tuple[int, ...]]:
        """Return the name and shape of every array, as in `BandSpec`."""
        shapes = BandSpec.array_shapes(self)
        for group, (count, width) in enumerate(self.bands):
            shapes[f"split{group}.kernel"] = (count, SEEN * width, self.features)
            shapes[f"last{group}.kernel"] = (count, 2 * self.features, 2 * FILTERS * width)
            shapes[f"last{group}.bias"] = (count, 1, 2 * FILTERS * width)
        return shapes
