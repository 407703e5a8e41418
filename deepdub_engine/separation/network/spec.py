"""What a set of weights expects of the program around it: one description for each kind of network."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from deepdub_engine.separation.network.band_spec import BandSpec
from deepdub_engine.separation.network.unet_spec import UNetSpec

NetworkSpec = UNetSpec | BandSpec


def spec_from_dict(values: Mapping[str, Any]) -> NetworkSpec:
    """Rebuild a description from its ``to_dict``.

    Raises
    ------
    ValueError, TypeError
        If the values are not those of a network.
    """
    return BandSpec.from_dict(values) if "bands" in values else UNetSpec.from_dict(values)
