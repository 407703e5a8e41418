"""The original Spleeter package as a reference engine, run on the same checkpoint in chunks of bounded memory.

Spleeter processes a whole clip as one batch, which takes 1.6 GB per minute. Its segments are independent, so chunks
aligned to its segment grid give the same result, except for the segments at each seam.
"""

from __future__ import annotations

import importlib.util
import json
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from deepdub_engine.audio.pcm import Samples
from deepdub_engine.base.errors import SpleeterMissing, SpleeterUnfit, WeightsDamaged
from deepdub_engine.base.messages import message
from deepdub_engine.separation.models.registry import Model, load_weights, unet_of
from deepdub_engine.separation.network.spec import NetworkSpec
from deepdub_engine.separation.network.tensor_bundle import checkpoint_prefix

# Two minutes, about 3 GB. Three segments of each chunk are computed twice.
SEGMENTS = 10


def check_spleeter(model: Model) -> None:
    """Raise `SpleeterUnfit` or `SpleeterMissing` unless the package is installed and can run a model."""
    if not model.spec.is_spleeters:
        raise SpleeterUnfit(model.name)
    if not all(importlib.util.find_spec(name) for name in ("spleeter", "tensorflow")):
        raise SpleeterMissing


@dataclass(frozen=True, slots=True)
class SpleeterPackage:
    """What `deepdub_engine.separation.network.runtime.Network` is otherwise; it imports TensorFlow when it begins.

    Parameters
    ----------
    model
        Model whose weights `load_weights` has verified.
    folder
        Parent of a temporary hidden folder with Spleeter's configuration.
    """

    model: Model
    folder: Path

    @classmethod
    def load(cls, model: Model, folder: Path) -> SpleeterPackage:
        """Verify the weights of a model and return the engine.

        Raises
        ------
        SpleeterMissing, SpleeterUnfit, WeightsMissing, WeightsDamaged, FileUnreadable
            If Spleeter cannot run, or cannot use these weights.
        """
        check_spleeter(model)
        load_weights(model)
        return cls(model, folder)

    @property
    def spec(self) -> NetworkSpec:
        """The architecture of the network."""
        return self.model.spec

    def stems(self, blocks: Iterable[Samples], *, exact: bool = False) -> Iterator[Samples]:
        """Yield the vocals, and in exact mode two more channels with the sum of all other stems.

        Parameters
        ----------
        blocks
            float32 ``[n, 2]`` at the network's rate, blocks of any size.
        exact
            Append the accompaniment.
        """
        with tempfile.TemporaryDirectory(prefix=".partial-spleeter-", dir=self.folder) as place:
            separator = self._separator(Path(place))
            for sound, start, stop in chunks(blocks, self.spec, SEGMENTS):
                found: dict[str, Samples] = separator.separate(sound)
                parts = [found.pop("vocals")]
                if exact:
                    parts.append(np.sum(list(found.values()), axis=0))
                yield np.concatenate([part[start:stop] for part in parts], axis=1)

    def _separator(self, place: Path) -> Any:
        """Return a Spleeter separator that uses the verified weights and never downloads others."""
        prefix = checkpoint_prefix(self.model.path)
        if prefix is None:
            raise WeightsDamaged(self.model.path, message("the checkpoint is gone"))
        named = str(prefix.absolute()).replace("\\", "\\\\").replace('"', '\\"')
        (place / "checkpoint").write_text(f'model_checkpoint_path: "{named}"\n', encoding="utf-8")
        import tensorflow as tf
        from spleeter.separator import Separator
        from spleeter.utils.configuration import load_configuration

        if tf.train.latest_checkpoint(str(place)) is None:
            raise WeightsDamaged(self.model.path, message("TensorFlow cannot find the checkpoint"))
        settings = load_configuration(f"spleeter:{unet_of(self.model).nets}stems")
        settings |= {"model_dir": str(place), "F": self.spec.bins}
        described = place / "settings.json"
        described.write_text(json.dumps(settings), encoding="utf-8")
        return Separator(str(described), multiprocess=False)


def chunks(
    blocks: Iterable[Samples], spec: NetworkSpec, segments: int = SEGMENTS
) -> Iterator[tuple[Samples, int, int]]:
    """Yield chunks of audio, each with the start and stop of the samples whose result is valid.

    Parameters
    ----------
    blocks
        float32 ``[n, 2]``, blocks of any size.
    spec
        Defines the segment grid, which begins one frame before each chunk.
    segments
        Segments per chunk, at least 4. At a seam, the last segment before it and the first after it see silence
        instead of audio, and one more is dropped to align the next chunk with the grid.
    """
    segment = spec.frames * spec.hop
    size, step = segments * segment - spec.frame, (segments - 3) * segment
    held: list[Samples] = []
    start = 0
    for block in blocks:
        held.append(block)
        if sum(map(len, held)) <= size:
            continue
        sound = np.concatenate(held)
        while len(sound) > size:
            yield sound[:size], start, step + segment
            sound, start = sound[step:], segment
        held = [sound]
    if any(map(len, held)):
        sound = np.concatenate(held)
        yield sound, start, len(sound)
