"""The architectures of the supported networks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from deepdub_engine.separation.network.band_spec import BandSpec
from deepdub_engine.separation.network.film_spec import FilmSpec
from deepdub_engine.separation.network.unet_spec import UNetSpec

NetworkSpec = UNetSpec | FilmSpec | BandSpec  # in the order in which stored values are tried


def _kind(values: Mapping[str, Any]) -> type[FilmSpec | BandSpec | UNetSpec]:
    if "sources" in values:
        return FilmSpec
    return BandSpec if "bands" in values else UNetSpec


def spec_from_dict(values: Mapping[str, Any]) -> NetworkSpec:
    """Return an architecture from the result of its ``to_dict``.

    Raises
    ------
    ValueError
        If the values do not describe a network.
    """
    spec = _kind(values).from_dict(values)
    if unknown := values.keys() - spec.to_dict().keys():
        raise ValueError(f"unknown settings of a network: {unknown}")
    return spec
