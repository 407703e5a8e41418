"""Benchmark of films with many channels: vocals found in the centre or in each channel, against the mix-down.

Mixes recordings to 5.1: speech in the centre (or where a scene says), music and effects in the fronts and surrounds.
The stereo vocals are scored against the speech's own mix-down by SI-SDR (Le Roux et al., "SDR - half-baked or well
done?", ICASSP 2019). `leak` is the level of what the vocals hold besides the speech, relative to that of the bed.
The recordings are not part of the project: ``--data`` names a folder with a manifest whose columns are file, kind and
speaker, and whose kinds are speech, music and fx.
"""

from __future__ import annotations

import argparse
import csv
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import soundfile
import soxr

sys.path.insert(0, str(Path(__file__).parents[2]))

Sound = npt.NDArray[np.float32]
RATE_HZ, SECONDS = 48_000, 30
SNRS_DB = (-5, 0, 5, 10)
METHODS = ("mix_down", "centre_first", "surround")
SPEAKERS = ("FL", "FR", "FC", "LFE", "SL", "SR")
# Gains of the speech in each channel, and of the share of the bed that is in the centre, too.
SCENES: Mapping[str, tuple[dict[str, float], float]] = {
    "centre": ({"FC": 1.0}, 0.0),
    "centre with some of the bed": ({"FC": 1.0}, 0.3),
    "centre spread to the fronts": ({"FC": 0.8, "FL": 0.4, "FR": 0.4}, 0.0),
    "left front": ({"FL": 1.0}, 0.0),
    "both fronts": ({"FL": 0.7, "FR": 0.7}, 0.0),
    "left surround": ({"SL": 1.0}, 0.0),
    "nobody": ({}, 0.0),
}


def main() -> int:
    """Run the benchmark and print a JSON object as the last line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print only the JSON object")
    parser.add_argument("--data", type=Path, required=True, metavar="CSV", help="manifest of the recordings")
    parser.add_argument("--mixtures", type=int, default=8, metavar="N", help="mixtures of each scene")
    parser.add_argument("--model", metavar="NAME", help="separation model; the default one if not given")
    parser.add_argument("--scenes", nargs="+", choices=tuple(SCENES), default=tuple(SCENES), help="scenes to mix")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = _figures(Path(folder), options)
    print(json.dumps(figures))
    return 0


def _figures(folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    figures: dict[str, Any] = {}
    recordings = _Recordings(options.data)
    for scene in options.scenes:
        rows = [_scored(recordings, scene, number, folder, options.model) for number in range(options.mixtures)]
        name = scene.replace(" ", "_")
        for key in ("before", *METHODS, *(f"leak_{method}" for method in METHODS), "seconds_more"):
            values = [row[key] for row in rows if row[key] is not None]
            figures[f"{name}.{key}"] = round(statistics.mean(values), 2) if values else None
        figures[f"{name}.places"] = [row["place"] for row in rows]
        if not options.json:
            print(scene, {key: value for key, value in figures.items() if key.startswith(f"{name}.")}, flush=True)
    return figures


class _Recordings:
    def __init__(self, manifest: Path) -> None:
        self._folder = manifest.parent
        self._files: dict[str, list[str]] = {}
        with manifest.open(newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                key = f"speech/{row['speaker']}" if row["kind"] == "speech" else row["kind"]
                self._files.setdefault(key, []).append(row["file"])
        self._speakers = sorted(key for key in self._files if key.startswith("speech/"))

    def speech(self, rng: np.random.Generator) -> Sound:
        """One speaker's recordings with pauses, ``[n, 1]``."""
        line = np.zeros((SECONDS * RATE_HZ, 1), np.float32)
        at = RATE_HZ // 2
        files = self._files[self._speakers[rng.integers(len(self._speakers))]]
        while at < len(line):
            sound = self._load(files[rng.integers(len(files))]).mean(axis=1, keepdims=True)
            sound = sound[: len(line) - at] * (0.1 / _level(sound))
            line[at : at + len(sound)] = sound
            at += len(sound) + int(rng.uniform(0.4, 1.6) * RATE_HZ)
        return line

    def bed(self, kind: str, rng: np.random.Generator) -> Sound:
        """Music or effects, ``[n, 2]``."""
        files = self._files[kind]
        parts: list[Sound] = []
        while sum(map(len, parts)) < SECONDS * RATE_HZ:
            sound = self._load(files[rng.integers(len(files))])
            parts.append(sound[:, :2] if sound.shape[1] > 1 else np.repeat(sound, 2, axis=1))
        sound = np.concatenate(parts)[: SECONDS * RATE_HZ]
        return sound * np.float32(0.1 / _level(sound))

    def _load(self, name: str) -> Sound:
        sound, rate_hz = soundfile.read(self._folder / name, dtype="float32", always_2d=True)
        resampled: Sound = soxr.resample(sound, rate_hz, RATE_HZ).astype(np.float32)
        return resampled


def _scored(recordings: _Recordings, scene: str, number: int, folder: Path, name: str | None) -> dict[str, Any]:
    from deepdub_engine.audio.media.decode import decode
    from deepdub_engine.audio.media.downmix import to_channels
    from deepdub_engine.base.progress import finish
    from deepdub_engine.pipeline.cached_separator import CachedSeparator
    from deepdub_engine.pipeline.requests import ClipRequest
    from deepdub_engine.pipeline.surround import separate_surround
    from deepdub_engine.separation.local import separate
    from deepdub_engine.separation.models.registry import default_model, find_model
    from deepdub_engine.separation.stem_cache import StemCache
    from tests.helpers.media_files import TrackToMake, make_media

    gains, bed_in_centre = SCENES[scene]
    rng = np.random.default_rng([20261128, number])
    speech, bed = _channels(recordings, gains, bed_in_centre, SNRS_DB[number % len(SNRS_DB)], rng)
    path = make_media(
        folder / "film.mkv", [TrackToMake(speech + bed, "flac", RATE_HZ, layout="5.1(side)", sample_format="s32")]
    )
    decoded = finish(decode(path, folder / "clip"))
    model = find_model(name) if name else default_model()
    truth, rest = (to_channels(sound, SPEAKERS, 2) for sound in (speech, bed))
    began_s = time.monotonic()
    plain = finish(separate(decoded.clip, model, folder / "plain"))
    between_s = time.monotonic()
    separator = CachedSeparator(StemCache(folder / "cache", 0), finds=False)
    centre = finish(separator(decoded.clip, model, folder / "centre"))
    ended_s = time.monotonic()
    result = finish(separate_surround(ClipRequest(path, model=name), folder / "surround", force=True))
    samples = decoded.clip.samples
    found = [stems.vocals.read(0, samples) for stems in (plain, centre)]
    found.append(soundfile.read(result.vocals, dtype="float32")[0])
    scores: dict[str, Any] = {"before": _si_sdr(truth, truth + rest) if gains else None}
    for method, vocals in zip(METHODS, found, strict=True):
        scores[method] = _si_sdr(truth, vocals) if gains else None
        scores[f"leak_{method}"] = _leak(rest, truth, vocals)
    place = str(separator.speech.place) if separator.speech else None
    return {**scores, "place": place, "seconds_more": (ended_s - between_s) - (between_s - began_s)}


def _channels(
    recordings: _Recordings, gains: Mapping[str, float], bed_in_centre: float, snr_db: float, rng: np.random.Generator
) -> tuple[Sound, Sound]:
    """Return speech and bed in six channels, at the given ratio in the stereo mix-down."""
    from deepdub_engine.audio.media.downmix import to_channels

    line, music, effects = recordings.speech(rng), recordings.bed("music", rng), recordings.bed("fx", rng)
    speech = np.zeros((len(line), 6), np.float32)
    for speaker, gain in gains.items():
        speech[:, SPEAKERS.index(speaker)] = gain * line[:, 0]
    bed = np.zeros_like(speech)
    bed[:, :2] = music + 0.5 * effects
    bed[:, 4:] = 0.5 * music[::-1] + effects
    bed[:, 2] = bed_in_centre * (music + effects).mean(axis=1)
    if gains:
        levels = [_level(to_channels(sound, SPEAKERS, 2)) for sound in (speech, bed)]
        bed *= np.float32(levels[0] / levels[1] * 10 ** (-snr_db / 20))
    scale = np.float32(0.7 / max(0.7, float(np.abs(speech + bed).max())))
    return speech * scale, bed * scale


def _level(sound: Sound) -> float:
    return float(np.sqrt(np.mean(np.square(sound, dtype=np.float64)) + 1e-20))


def _si_sdr(truth: Sound, estimate: Sound) -> float:
    """SI-SDR in dB over both channels."""
    wanted, found = truth.astype(np.float64).ravel(), estimate.astype(np.float64).ravel()
    target = (found @ wanted) / (wanted @ wanted) * wanted
    return float(10 * np.log10((target @ target + 1e-12) / (np.sum((found - target) ** 2) + 1e-12)))


def _leak(bed: Sound, speech: Sound, vocals: Sound) -> float:
    """Level of what the vocals hold besides the speech, in dB relative to the bed."""
    return 20 * float(np.log10(_level(vocals - speech) / _level(bed)))


if __name__ == "__main__":
    sys.exit(main())
