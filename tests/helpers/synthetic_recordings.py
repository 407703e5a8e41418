"""A folder of synthetic recordings with the manifest that training reads."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import soundfile as sf

RATE_HZ = 16_000


def made_recordings(folder: Path) -> Path:
    """Write a second or two each of voices, music, effects and an impulse response, and ``train.csv``."""
    rng = np.random.default_rng(1)
    people = ((number, f"person{number // 2}") for number in range(40))
    rows = [_written(folder, f"voice{number}.wav", "speech", person, _voice(rng)) for number, person in people]
    for number in range(20):
        rows.append(_written(folder, f"music{number}.wav", "music", "", _chord(rng)))
        rows.append(_written(folder, f"noise{number}.wav", "fx", "", rng.standard_normal((RATE_HZ, 2)) * 0.1))
    decay = np.exp(-np.arange(4000) / 800)[:, None] * rng.standard_normal((4000, 1)) * 0.2
    rows.append(_written(folder, "room.wav", "rir", "", decay))
    with (folder / "train.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, ("file", "kind", "speaker", "source"))
        writer.writeheader()
        writer.writerows(rows)
    return folder


def _voice(rng: np.random.Generator) -> np.ndarray:
    time_s = np.arange(2 * RATE_HZ) / RATE_HZ
    pitch_hz = rng.uniform(90, 250) * (1 + 0.1 * np.sin(2 * np.pi * 2 * time_s))
    phase = 2 * np.pi * np.cumsum(pitch_hz) / RATE_HZ
    sound = sum(np.sin(k * phase) / k for k in range(1, 12)) * (np.sin(2 * np.pi * 3 * time_s) > -0.3)
    return 0.1 * sound[:, None]


def _chord(rng: np.random.Generator) -> np.ndarray:
    time_s = np.arange(2 * RATE_HZ) / RATE_HZ
    notes = (np.sin(2 * np.pi * rng.uniform(100, 2000) * time_s) for _ in range(4))
    return 0.05 * np.repeat(sum(notes)[:, None], 2, axis=1)


def _written(folder: Path, name: str, kind: str, speaker: str, samples: np.ndarray) -> dict[str, str]:
    sf.write(folder / name, samples, RATE_HZ, subtype="FLOAT")
    return {"file": name, "kind": kind, "speaker": speaker, "source": name}
