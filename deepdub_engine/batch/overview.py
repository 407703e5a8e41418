"""What the report shows of an episode, found while its first command has the decoded sound at hand."""

from __future__ import annotations

import base64
import binascii
import io
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

import numpy as np

from deepdub_engine.alignment.cue_checks import CueChecks, check_against_speech
from deepdub_engine.alignment.speech import SpeechActivity
from deepdub_engine.audio.pcm import PcmClip, Samples
from deepdub_engine.base.atomic import replacing
from deepdub_engine.base.messages import MessageOrText, mark, message, message_to_json, told_from_json
from deepdub_engine.base.progress import Job, Progress, staged
from deepdub_engine.base.regular import open_regular
from deepdub_engine.base.timing import ms_to_sample
from deepdub_engine.player.loudness import measure_loudness
from deepdub_engine.separation.stems import finite
from deepdub_engine.subtitles import Cue
from deepdub_engine.subtitles.editing.problems import find_problems

OVERVIEW: Final = ".overview.json"
COLUMNS: Final = 600
MOST_PLACES: Final = 5
PLACE_MS: Final = 3000
_BEFORE_MS = 600
_MOST_PROBLEMS, _MOST_CUES, _LONGEST_TEXT = 100, 20_000, 300
_LARGEST_OVERVIEW, _LARGEST_SOUND = 1 << 24, 1 << 18
_SOUND_HZ, _SOUND_BITS = 24_000, 48_000
_FAST = {"compression_level": "7"}  # half the time for the same size
_WHAT = mark("Looking at the sound")


@dataclass(frozen=True, slots=True)
class Place:
    """A place that a person should hear: where, what the subtitle says, why, and its sound as MP3 in base64."""

    at_ms: int
    text: str
    why: MessageOrText
    sound: str


@dataclass(frozen=True, slots=True)
class Overview:
    """What the report shows of an episode.

    Parameters
    ----------
    duration_ms
        Length of the clip.
    lufs, peak_db
        Integrated loudness after BS.1770, and the highest sample in dBFS; None for silence.
    wave
        Lowest and highest sample and RMS of equal parts of the clip, in thousandths of full scale.
    cues
        Start and end of the subtitles, in ms, after the shift.
    problems
        Number, start in ms and sentence of the subtitles with problems, the first 100; `problem_count` is of all.
    off, uncued
        How many subtitles are off speech, and how many parts with speech have no subtitle; None if nobody knows.
    places
        What to listen to, the most doubtful first.
    """

    duration_ms: int
    lufs: float | None
    peak_db: float | None
    wave: tuple[tuple[int, int, int], ...]
    cues: tuple[tuple[int, int], ...]
    problems: tuple[tuple[int, int, MessageOrText], ...]
    problem_count: int
    off: int | None
    uncued: int | None
    places: tuple[Place, ...]


def write_overview(
    path: Path, clip: PcmClip, cues: Sequence[Cue], activity: SpeechActivity | None, breaks_ms: Sequence[int] = ()
) -> Job[None]:
    """Measure a clip and its subtitles, and write what the report shows.

    Parameters
    ----------
    path
        The file to write.
    clip, cues, activity
        The sound, the subtitles as they are written, and where speech is; None if nobody looked.
    breaks_ms
        Where the shift changes.
    """
    wave, peak = yield from staged(_wave(clip), 0.0, 0.2)
    loudness = yield from staged(measure_loudness(clip, true_peak=False), 0.2, 0.9)
    checks = CueChecks() if activity is None else check_against_speech((activity, tuple(cues)))
    problems = find_problems(cues, clip.duration_ms)
    lufs = loudness.integrated_lufs
    overview = Overview(
        clip.duration_ms,
        round(lufs, 1) if math.isfinite(lufs) else None,
        round(20 * math.log10(peak), 1) if peak > 0 else None,
        wave,
        tuple((cue.start_ms, cue.end_ms) for cue in cues[:_MOST_CUES]),
        tuple((at + 1, cues[at].start_ms, problems[at].message) for at in sorted(problems)[:_MOST_PROBLEMS]),
        len(problems),
        None if activity is None else len(checks.off),
        None if activity is None else len(checks.uncued),
        _places(clip, cues, checks, breaks_ms),
    )
    with replacing(path) as temporary:
        temporary.write_text(json.dumps(_plain(overview)), encoding="utf-8")


def _plain(overview: Overview) -> dict[str, Any]:
    values = {field.name: getattr(overview, field.name) for field in fields(overview)}
    values["problems"] = [(number, at_ms, message_to_json(text)) for number, at_ms, text in overview.problems]
    values["places"] = [
        {"at_ms": each.at_ms, "text": each.text, "why": message_to_json(each.why), "sound": each.sound}
        for each in overview.places
    ]
    return values


def _wave(clip: PcmClip) -> Job[tuple[tuple[tuple[int, int, int], ...], float]]:
    edges = np.unique(np.linspace(0, clip.samples, min(COLUMNS, clip.samples) + 1).astype(np.int64))
    columns: list[tuple[int, int, int]] = []
    peak = 0.0
    for start, stop in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        low, high, power = 0.0, 0.0, 0.0
        for at in range(start, stop, clip.rate_hz):
            block = finite(clip.read(at, min(stop, at + clip.rate_hz))).ravel()
            low, high = min(low, float(block.min())), max(high, float(block.max()))
            power += float(np.dot(block, block))
        rms = math.sqrt(power / ((stop - start) * clip.channels))
        peak = max(peak, -low, high)
        columns.append((_thousandths(low), _thousandths(high), _thousandths(rms)))
        yield Progress(stop, clip.samples, _WHAT)
    return tuple(columns), peak


def _thousandths(value: float) -> int:
    return round(1000 * max(-1.0, min(1.0, value)))


def _places(clip: PcmClip, cues: Sequence[Cue], checks: CueChecks, breaks_ms: Sequence[int]) -> tuple[Place, ...]:
    """Return what to listen to: what does not match, then where the shift changes, then the first and last subtitle."""
    found: list[tuple[int, str, MessageOrText]] = []
    found += [(off.start_ms, cues[number].text, off.text) for number, off in list(checks.off.items())[:3]]
    longest = sorted(checks.uncued, key=lambda part: part.start_ms - part.end_ms)[:2]
    found += [(part.start_ms, "", message("Speech without a subtitle.")) for part in longest]
    found += [(at_ms, "", message("The shift changes here.")) for at_ms in breaks_ms[:2]]
    inside = [cue for cue in cues if 0 <= cue.start_ms < clip.duration_ms]
    found += [(cue.start_ms, cue.text, message("The first subtitle.")) for cue in inside[:1]]
    found += [(cue.start_ms, cue.text, message("The last subtitle.")) for cue in inside[1:][-1:]]
    places: list[Place] = []
    for at_ms, text, why in found:
        is_new = all(abs(at_ms - place.at_ms) >= PLACE_MS // 2 for place in places)
        if is_new and len(places) < MOST_PLACES and 0 <= at_ms < clip.duration_ms:
            places.append(Place(at_ms, text[:_LONGEST_TEXT], why, _sound(clip, at_ms)))
    return tuple(places)


def _sound(clip: PcmClip, at_ms: int) -> str:
    """Return three seconds around a place as MP3 in base64."""
    import soxr

    start = ms_to_sample(max(0, at_ms - _BEFORE_MS), clip.rate_hz)
    block = finite(clip.read(start, start + ms_to_sample(PLACE_MS, clip.rate_hz)))
    mono = soxr.resample(block.mean(axis=1, dtype=np.float32), clip.rate_hz, _SOUND_HZ, quality="HQ")
    return base64.b64encode(_mp3(np.clip(mono, -1, 1).astype(np.float32))).decode("ascii")


def _mp3(mono: Samples) -> bytes:
    import av

    target = io.BytesIO()
    with av.open(target, "w", format="mp3") as container:
        stream = container.add_stream("libmp3lame", rate=_SOUND_HZ, layout="mono", options=_FAST)
        stream.bit_rate = _SOUND_BITS
        frame = av.AudioFrame.from_ndarray(mono[np.newaxis], format="fltp", layout="mono")
        frame.sample_rate = _SOUND_HZ
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return target.getvalue()


def read_overview(path: Path) -> Overview | None:
    """Return what was found of an episode; None if there is nothing, or it is damaged."""
    try:
        with open_regular(path) as file:
            values = json.loads(file.read(_LARGEST_OVERVIEW))
        return _overview(values)
    except Exception:  # noqa: BLE001 - the report is there without it, too
        return None


def _overview(values: dict[str, Any]) -> Overview:
    return Overview(
        int(values["duration_ms"]),
        _number(values["lufs"]),
        _number(values["peak_db"]),
        tuple((int(low), int(high), int(rms)) for low, high, rms in values["wave"][:COLUMNS]),
        tuple((int(start), int(stop)) for start, stop in values["cues"]),
        tuple((int(number), int(start), told_from_json(text)) for number, start, text in values["problems"]),
        int(values["problem_count"]),
        None if values["off"] is None else int(values["off"]),
        None if values["uncued"] is None else int(values["uncued"]),
        tuple(_place(**place) for place in values["places"][:MOST_PLACES]),
    )


def _place(at_ms: int, text: str, why: object, sound: str) -> Place:
    if len(sound) > _LARGEST_SOUND:
        raise ValueError("a sound that long is none of ours")
    try:
        base64.b64decode(sound, validate=True)
    except binascii.Error as error:
        raise ValueError("no sound") from error
    return Place(int(at_ms), str(text), told_from_json(why), sound)


def _number(value: object) -> float | None:
    if value is None:
        return None
    number = float(str(value))
    if not math.isfinite(number):
        raise ValueError("no level")
    return number
