"""The cleanest seconds of each speaker, for voices that are cloned."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from deepdub_engine.audio.pcm import Depth, PcmClip, Samples
from deepdub_engine.audio.voiced_spans import voiced_spans
from deepdub_engine.audio.wav import write_wav
from deepdub_engine.base.messages import mark
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.base.spans import Span
from deepdub_engine.separation.stems import Stems

REFERENCES = "references"
_SHORTEST_S = 0.8
_LONGEST_S = 15.0
_GAP_MS, _FADE_MS = 150, 10
_UNSAFE = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A line that may be part of a reference, and how far its vocals are above its accompaniment, in decibels."""

    span: Span
    clean_db: float


def write_references(
    folder: Path, clip: PcmClip, stems: Stems, lines: Sequence[tuple[Span, str]], seconds: float
) -> Job[Mapping[str, str]]:
    """Write ``references/<speaker>.wav`` for each speaker: whole lines, the cleanest first, up to `seconds`.

    Parameters
    ----------
    folder
        The sentence folder.
    clip, stems
        The clip and its stems.
    lines
        The slot of each line that has stems, and its speaker.
    seconds
        Length of each reference.

    Returns
    -------
    mapping of str to str
        For each speaker the path of the reference, relative to the folder.

    Raises
    ------
    DiskFull, OutputNotWritable
        If a file cannot be written.
    """
    found: dict[str, list[_Candidate]] = defaultdict(list)
    for number, (span, speaker) in enumerate(lines):
        yield Progress(number, len(lines), mark("Looking for references"))
        candidate = _candidate(stems, span, clip.rate_hz)
        if candidate is not None:
            found[speaker].append(candidate)
    paths: dict[str, str] = {}
    for speaker, candidates in sorted(found.items()):
        name = f"{REFERENCES}/{_file_name(speaker, set(paths.values()))}"
        sound = _joined(stems, candidates, clip.rate_hz, seconds)
        (folder / REFERENCES).mkdir(exist_ok=True)
        write_wav(folder / name, [sound], clip.rate_hz, sound.shape[1], len(sound), Depth.INT24)
        paths[speaker] = name
    return paths


def _candidate(stems: Stems, span: Span, rate_hz: int) -> _Candidate | None:
    stop = min(span[1], span[0] + int(_LONGEST_S * rate_hz))
    vocals, rest = stems.vocals.read(span[0], stop), stems.accompaniment.read(span[0], stop)
    heard = voiced_spans(vocals, rate_hz, below_loud_db=30.0)
    if not heard or heard[-1][1] - heard[0][0] < _SHORTEST_S * rate_hz:
        return None
    first, last = heard[0][0], heard[-1][1]
    inside = slice(first, last)
    power = np.square(vocals[inside], dtype=np.float64).mean(), np.square(rest[inside], dtype=np.float64).mean()
    clean_db = float(10 * np.log10((power[0] + 1e-12) / (power[1] + 1e-12)))
    return _Candidate((span[0] + first, span[0] + last), clean_db)


def _joined(stems: Stems, candidates: Sequence[_Candidate], rate_hz: int, seconds: float) -> Samples:
    parts: list[Samples] = []
    left = int(seconds * rate_hz)
    for candidate in sorted(candidates, key=lambda each: -each.clean_db):
        start, stop = candidate.span
        if left <= 0 or (parts and stop - start > left):
            continue
        part = stems.vocals.read(start, min(stop, start + left))
        fade = min(rate_hz * _FADE_MS // 1000, len(part) // 2)
        ramp = np.linspace(0, 1, fade, dtype=np.float32)[:, None]
        part[:fade] *= ramp
        part[len(part) - fade :] *= ramp[::-1]
        parts += [part, np.zeros((rate_hz * _GAP_MS // 1000, part.shape[1]), np.float32)]
        left -= len(part)
    return np.concatenate(parts[:-1])


def _file_name(speaker: str, taken: set[str]) -> str:
    base = _UNSAFE.sub("_", speaker).strip("._") or "speaker"
    number, name = 1, f"{base}.wav"
    while f"{REFERENCES}/{name}".lower() in {each.lower() for each in taken}:
        number += 1
        name = f"{base}_{number}.wav"
    return name
