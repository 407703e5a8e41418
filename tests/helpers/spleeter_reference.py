"""Runs the real Spleeter in its own process: ``spleeter_reference.py FOLDER [CHECKPOINT]``.

``FOLDER/<case>.<configuration>.npy`` is a waveform; its stems are written beside it as ``npz``, and the checkpoint, as
TensorFlow reads it, to ``checkpoint.npz``.
"""

import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import numpy as np
import tensorflow as tf
from spleeter.separator import Separator


def separate(configuration: str, paths: list[Path]) -> None:
    """Separate the first waveform with `Separator`, and the others with its estimator, which loads the weights once."""
    separator = Separator(f"spleeter:{configuration}", multiprocess=False)
    # Start with a mono waveform: only `Separator` makes it stereo.
    first, *others = sorted(paths, key=lambda path: np.load(path, mmap_mode="r").shape[1])
    np.savez(first.with_suffix(".npz"), **separator.separate(np.load(first)))
    if not others:
        return

    def waveforms() -> Iterator[dict[str, object]]:
        for path in others:
            yield {"waveform": np.load(path), "audio_id": ""}

    form = {"waveform": tf.TensorSpec((None, 2), tf.float32), "audio_id": tf.TensorSpec((), tf.string)}
    stems = separator.estimator.predict(
        lambda: tf.data.Dataset.from_generator(waveforms, output_signature=form), yield_single_examples=False
    )
    for path, found in zip(others, stems, strict=True):
        del found["audio_id"]
        np.savez(path.with_suffix(".npz"), **found)


if __name__ == "__main__":
    mixtures = sorted(Path(sys.argv[1]).glob("*.npy"), key=lambda path: path.suffixes)
    for suffix, group in groupby(mixtures, key=lambda path: path.suffixes[0]):
        separate(suffix[1:], list(group))
    if len(sys.argv) > 2:
        reader = tf.train.load_checkpoint(sys.argv[2])
        tensors = {name.replace("/", "|"): reader.get_tensor(name) for name in reader.get_variable_to_shape_map()}
        np.savez(Path(sys.argv[1]) / "checkpoint.npz", **tensors)
