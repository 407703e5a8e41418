"""A small film network for tests: random weights, a small Spleeter beneath it, and a simple filter as DeepFilterNet."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from deepdub_engine.separation.film import FilmNetwork
from deepdub_engine.separation.network.film_spec import FilmSpec
from deepdub_engine.separation.network.runtime import Network
from deepdub_engine.separation.network.unet_spec import UNetSpec
from tests.helpers.tiny_models import random_weights

Mono = npt.NDArray[np.float32]

TINY_FILM = FilmSpec(((4, 5), (3, 20)), frames=64, features=8, hidden=6, passage=3, blocks=2, overlap=12, sources=3)
SMALL_SPLEETER = UNetSpec(64, 512, (2, 2, 2, 2, 2, 2), 2)  # on the grid of the real one


def drifting_filter(sounds: Sequence[Mono], *, begins: bool) -> list[Mono]:
    """Return sounds with a memory of half a second, which the start of each chunk lacks."""
    del begins
    return [_remembered(sound) for sound in sounds]


def _remembered(sound: Mono) -> Mono:
    padded = np.concatenate([np.zeros(24_000, np.float32), sound])
    found: Mono = (0.4 * sound + 0.2 * padded[: len(sound)]).astype(np.float32)
    return found


def tiny_film_network(*, vocals: bool = True, speech: bool = True) -> FilmNetwork:
    """Return a film network that runs in milliseconds, with or without its parts."""
    spleeter = Network(SMALL_SPLEETER, random_weights(SMALL_SPLEETER)) if vocals else None
    return FilmNetwork(TINY_FILM, random_weights(TINY_FILM), spleeter, drifting_filter if speech else None)
