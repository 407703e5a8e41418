"""Lay 200 voices of half to twice their slots into a made film of 20 minutes, and measure what comes out.

``python -m tests.bench.dub --json``; the last line is one JSON object. Original and voices are spoken by espeak-ng if
it is installed, and made of harmonics otherwise.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
import time
from pathlib import Path

import numpy as np
import soundfile

from deepdub_engine.audio.pcm import Samples
from deepdub_engine.base.progress import finish
from deepdub_engine.pipeline.dub.options import RemixOptions
from deepdub_engine.pipeline.dub.voice import speech_lufs
from deepdub_engine.pipeline.remix import Remix, remix
from deepdub_engine.player import measure_loudness
from tests.helpers.clips import write_clip_file
from tests.helpers.dub_clip import DubClip, made_voice, make_dub_clip, spoken_voice

RATE_HZ = 48_000
_SPEED_WORDS_S = 0.36  # of espeak's speech for a word


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print only the JSON object")
    parser.add_argument("--lines", type=int, default=200)
    parser.add_argument("--minutes", type=float, default=20.0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        values = measure(Path(folder), options.lines, options.minutes)
    if not options.json:
        for name, value in values.items():
            print(f"{name:24} {value}")
    print(json.dumps(values))


def measure(folder: Path, lines: int, minutes: float) -> dict[str, float | int | bool]:
    """Return the figures of a film."""
    espeak = shutil.which("espeak-ng") is not None
    clip = make_dub_clip(folder, lines, 60 * minutes, RATE_HZ, spoken=folder if espeak else None)
    voices = [_voice(clip, number, lines, folder, espeak=espeak) for number in range(lines)]
    for number, voice in enumerate(voices):
        clip.speak(number, voice, rate_hz=RATE_HZ)
    began = time.perf_counter()
    result = finish(remix(clip.folder))
    whole_s = time.perf_counter() - began
    peak_dbtp = _true_peak(clip)
    clip.speak(lines // 2, made_voice(5, 0.9 * clip.slot_s(lines // 2), RATE_HZ))
    began = time.perf_counter()
    finish(remix(clip.folder, force=True))
    again_s = time.perf_counter() - began
    clip.speak(lines // 2, voices[lines // 2], rate_hz=RATE_HZ)
    laid_without_limiter = finish(remix(clip.folder, RemixOptions(peak_dbtp=None), force=True))
    return {
        "espeak": espeak,
        "lines": lines,
        **_figures(clip, laid_without_limiter, voices),
        "true_peak_dbtp": round(peak_dbtp, 2),
        "limited_db": round(result.limited_db, 2),
        "whole_s": round(whole_s, 2),
        "one_line_s": round(again_s, 2),
        "rejoin_ratio": round(again_s / whole_s, 4),
    }


def _voice(clip: DubClip, number: int, lines: int, folder: Path, *, espeak: bool) -> Samples:
    wanted_s = clip.slot_s(number) * float(np.linspace(0.5, 2, lines)[(7 * number) % lines])
    if not espeak:
        return made_voice(1000 + number, wanted_s, RATE_HZ, pause_s=(0.0, 0.3, 0.7)[number % 3])
    words = ("well", "they", "went", "home,", "because", "of", "the", "storm", "last", "night")
    count = max(1, round(wanted_s / _SPEED_WORDS_S))
    text = " ".join(words[(number + at) % len(words)] for at in range(count))
    return spoken_voice(text, RATE_HZ, folder, voice="en+f3")


def _figures(clip: DubClip, result: Remix, voices: list[Samples]) -> dict[str, float | int | bool]:
    mixed = clip.read("audio_gen.wav")
    accompaniment = clip.stems.accompaniment.read(0, clip.clip.samples)
    vocals = clip.stems.vocals.read(0, clip.clip.samples)
    rest = mixed - accompaniment
    cut, errors_lu = 0, []
    for line, voice in zip(result.lines, voices, strict=True):
        (path,) = (clip.folder / ".deepdub-dub").glob(f"{line.hash}-*.wav")
        fitted = soundfile.read(path, dtype="float32", always_2d=True)[0]
        start = line.laid_start_sample or 0
        gain = np.float32(10 ** (line.gain_db / 20))
        rest[start : start + len(fitted)] -= fitted * gain
        cut += _is_cut(voice, fitted, line.speed)
        original = speech_lufs(clip.stems.vocals.read(*clip.slot(line.number - 1)), RATE_HZ)
        found = speech_lufs(fitted * gain, RATE_HZ)
        if original is not None and found is not None:
            errors_lu.append(abs(found - original))
    # What is left is the vocals of the original between the sentences, faded at the borders.
    step = 0.0
    for number in range(len(voices)):
        for border in clip.slot(number):
            near = slice(border - RATE_HZ // 10, border + RATE_HZ // 10)
            own = np.pad(np.abs(np.diff(vocals[near], axis=0)), ((1, 1), (0, 0)))
            widest = np.lib.stride_tricks.sliding_window_view(own, 3, axis=0).max(axis=2)
            step = max(step, float((np.abs(np.diff(rest[near], axis=0)) - widest).max()))
    over = [line for line in result.lines if line.over_ms]
    named = sum(any(f"Line {line.number} " in str(warning) for warning in result.warnings) for line in over)
    return {
        "words_cut": cut,
        "too_long": len(over),
        "too_long_named": named,
        "outside_limits": sum(not 0.9 <= line.speed <= 1.2 for line in result.lines),
        "loudness_error_lu": round(max(errors_lu), 2),
        "border_step_dbfs": round(20 * float(np.log10(max(step, 1e-6))), 1),
        "length_error_samples": len(mixed) - clip.clip.samples,
    }


def _true_peak(clip: DubClip) -> float:
    mixed = write_clip_file(clip.folder / "mixed.pcm", clip.read("audio_gen.wav"), RATE_HZ)
    return finish(measure_loudness(mixed)).true_peak_dbtp


def _is_cut(voice: Samples, fitted: Samples, speed: float) -> bool:
    """Return whether energy of the words is missing in all of a voice, or in its last 300 ms."""
    end = int(0.3 * RATE_HZ)
    pairs = ((voice, fitted), (_trimmed(voice)[-int(end * speed) :], _trimmed(fitted[:, 0])[-end:]))
    return any(10 * np.log10(np.square(made).sum() * speed / np.square(words).sum()) < -2.5 for words, made in pairs)


def _trimmed(sound: Samples) -> Samples:
    heard = np.flatnonzero(np.abs(sound) > 0.02 * np.abs(sound).max())
    return sound[heard[0] : heard[-1] + 1]


if __name__ == "__main__":
    main()
