"""Loads the recordings listed in a manifest into memory, split into training and validation sets."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile as sf
import soxr

RATE_HZ = 44_100
KINDS = ("speech", "music", "fx", "rir")
_LEVEL = 0.1  # RMS to which every recording is normalised
_QUIETEST = 1e-4
_SHORTEST_S = 0.2
_LONGEST_S = 240  # caps the weight of a long recording in the draw
_KEPT_APART = 12  # one group in this many goes to validation

Samples = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording at 44.1 kHz.

    Parameters
    ----------
    kind
        One of `KINDS`.
    group
        The speaker or the source of the recording; a group is never split between training and validation.
    samples
        float16 ``[n, channels]`` at an RMS of 0.1: mono for speech, stereo for backgrounds. Impulse responses keep
        their channels, and start with their loudest sample.
    """

    kind: str
    group: str
    samples: npt.NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class Library:
    """Recordings by kind, with their probabilities in the draw: proportional to the square root of the length."""

    by_kind: dict[str, tuple[Recording, ...]]
    weights: dict[str, npt.NDArray[np.float64]]

    @classmethod
    def of(cls, recordings: list[Recording]) -> Library:
        """Group recordings by kind and compute their weights."""
        by_kind = {kind: tuple(r for r in recordings if r.kind == kind) for kind in KINDS}
        weights = {}
        for kind, found in by_kind.items():
            lengths = np.sqrt([min(len(r.samples), _LONGEST_S * RATE_HZ) for r in found] or [1.0])
            weights[kind] = lengths / lengths.sum()
        return cls(by_kind, weights)

    def draw(self, kind: str, rng: np.random.Generator) -> Samples:
        """Return the samples of a random recording of a kind."""
        chosen = rng.choice(len(self.by_kind[kind]), p=self.weights[kind])
        return self.by_kind[kind][int(chosen)].samples.astype(np.float32)


def load_libraries(folder: Path) -> tuple[Library, Library]:
    """Load every recording listed in a folder's ``train*.csv``.

    Parameters
    ----------
    folder
        Contains the recordings, and manifests with the columns file, kind, speaker and source.

    Returns
    -------
    training, validation : Library
        They share impulse responses, but no speaker, piece or place.

    Raises
    ------
    SystemExit
        If the folder lists no recordings of speech.
    """
    rows = [row for row in _rows(folder) if row["kind"] in KINDS]
    with ThreadPoolExecutor(2) as pool:
        loaded = [r for r in pool.map(lambda row: _load(folder, row), rows) if r is not None]
    training = [r for r in loaded if r.kind == "rir" or not _is_kept_apart(r)]
    validation = [r for r in loaded if r.kind == "rir" or _is_kept_apart(r)]
    if not any(r.kind == "speech" for r in training):
        raise SystemExit(f"{folder} contains no train*.csv that lists recordings of speech")
    return Library.of(training), Library.of(validation)


def _rows(folder: Path) -> Iterator[dict[str, str]]:
    for manifest in sorted(folder.glob("train*.csv")):
        with manifest.open(newline="", encoding="utf-8") as lines:
            yield from csv.DictReader(lines)


def _is_kept_apart(recording: Recording) -> bool:
    digest = hashlib.sha256(f"{recording.kind} {recording.group}".encode()).digest()
    return digest[0] % _KEPT_APART == 0


def _load(folder: Path, row: dict[str, str]) -> Recording | None:
    """Load the recording of one row; return None if it is too short or too quiet to use."""
    samples, rate_hz = sf.read(folder / row["file"], dtype="float32", always_2d=True)
    kind = row["kind"]
    if rate_hz != RATE_HZ:
        samples = soxr.resample(samples, rate_hz, RATE_HZ)
    if kind == "speech":
        samples = samples.mean(axis=1, keepdims=True)
    elif kind != "rir":
        samples = samples[:, :2] if samples.shape[1] > 1 else np.repeat(samples, 2, axis=1)
    level = float(np.sqrt(np.mean(np.square(samples))))
    if level < _QUIETEST or len(samples) < _SHORTEST_S * RATE_HZ:
        return None
    if kind == "rir":
        first = int(np.argmax(np.abs(samples).max(axis=1)))
        samples = samples[first:] / np.abs(samples).max()
    else:
        samples = samples * (_LEVEL / level)
    return Recording(kind, row["speaker"] or row["file"], samples.astype(np.float16))
