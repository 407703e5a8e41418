"""Benchmark of speakers: made episodes with known voices over music and effects, separated by us, then told apart.

Ten episodes of 2 to 10 voices, with sentences of 0.6 to 7 s in turns, a bed of music and effects 5 dB below the speech,
and cues around the sentences. `purity` is the share of sentences over 2 s whose speaker is the one that most sentences
of the same suggested speaker have; `count_right` the number of episodes whose count of speakers is right within one, of
`episodes`. `correct` is the share that is right if each suggested speaker may stand for one voice only, `sure` the part
that is not marked unsure, `purity_sure` their purity. Keys with `_clean` are the same without bed and separation.
`seconds_2000` is the time for 2,000 sentences, those of the last episode again and again, and `processor_s_2000` what
they take of all processors together, which counts on a busy machine. Keys with `_peer` are those of Resemblyzer on the
same separated vocals and sentences, its clustering tuned to these very episodes, `_untuned`, or `_given` the number of
speakers; ``--peer`` names a Python that has it (see `speakers_peer.py`). `overlap_precision` and `overlap_recall` are
those of sentences that others are heard in, in other episodes, see `overlaps.py`. Needs a POSIX system. The recordings
are not part of the project: ``--data`` names a manifest whose columns are file, kind and speaker, with the kinds
speech, align (one reader), music and fx; its voices must be strange to every training.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import soundfile
import soxr

sys.path.insert(0, str(Path(__file__).parents[2]))

from deepdub_engine.audio.pcm import PcmClip, PcmWriter
from deepdub_engine.audio.voiced_spans import voiced_spans
from deepdub_engine.base.progress import finish
from deepdub_engine.subtitles.cues import Cue

Sound = npt.NDArray[np.float32]
RATE_HZ = 48_000
BELOW_DB = 5.0
COUNTS = (2, 3, 4, 5, 6, 7, 8, 9, 10, 5)
MOST_SENTENCES = 12
SCORED_MS = 2000
PACED = 2000
LEVEL = 0.08
# Recordings that one name stands for although they are of several voices: a man at 120 Hz and a woman at 190, women at
# 250 and at 185 Hz. The third is a conversation.
_SEVERAL = frozenset({"watson-fr-FR", "watson-pt-BR"})
_CONVERSATIONS = frozenset({"watson-es-ES"})
_EFFORTS = ("damage_", "death_", "grunting_", "shouting_")  # not speech
_SEED = 20261128


@dataclass(frozen=True, slots=True)
class Episode:
    """A made episode.

    Parameters
    ----------
    speech, bed
        float32 ``[n, 2]`` at 48 kHz.
    cues
        A cue for each sentence.
    voices
        The true speaker of each.
    """

    speech: Sound
    bed: Sound
    cues: tuple[Cue, ...]
    voices: tuple[str, ...]


def main() -> int:
    """Run the benchmark and print a JSON object as the last line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print only the JSON object")
    parser.add_argument("--data", type=Path, required=True, metavar="CSV", help="manifest of the recordings")
    parser.add_argument("--model", metavar="NAME", help="separation model; the default one if not given")
    parser.add_argument("--episodes", type=int, default=len(COUNTS), metavar="N", help="number of episodes")
    parser.add_argument("--overlaps", type=int, default=6, metavar="N", help="number of episodes with overlaps")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the episodes and their vocals in a folder")
    parser.add_argument("--peer", metavar="PYTHON", help="compare with Resemblyzer, installed for this Python")
    options = parser.parse_args()
    reason = why_no_peer(options.peer)
    if options.peer and reason:
        parser.error(reason)
    if reason:
        print(f"Not compared with a peer: {reason}", file=sys.stderr)
    # The “encodings” in this folder must not come before that of Python in child processes.
    sys.path[:] = [entry for entry in sys.path if Path(entry) != Path(__file__).parent]
    with tempfile.TemporaryDirectory() as folder:
        figures = _figures(options.keep or Path(folder), options)
    print(json.dumps(figures))
    return 0


def _figures(folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    recordings = read_manifest(options.data)
    results: dict[str, list[dict[str, float]]] = {"separated": [], "clean": []}
    peer: dict[str, list[dict[str, float]]] = {}
    pace: dict[str, float] = {}
    for number in range(options.episodes):
        place = folder / str(number)
        episode = make_episode(recordings, COUNTS[number % len(COUNTS)], number)
        speech = write_clip(place / "speech.pcm", episode.speech)
        vocals = separated(write_clip(place / "mixture.pcm", episode.speech + episode.bed), options.model, place)
        for name, clip in (("separated", vocals), ("clean", speech)):
            result = score(episode, told_apart(clip, episode.cues))
            results[name].append(result)
            if not options.json:
                print(f"{number} {name:9} {result}")
        by_peer = told_apart_by_peer(options.peer, vocals, episode) if options.peer else {}
        for name, found in by_peer.items():
            result = score(episode, found)
            peer.setdefault(name, []).append(result)
            if not options.json:
                print(f"{number} {name:9} {result}")
        if number == options.episodes - 1:
            pace = _pace(vocals, episode.cues)
        if options.keep is None:
            for path in place.iterdir():
                path.unlink()
    overlaps = _overlaps(recordings, folder, options)
    return {**_summary(results), **peer_summary(peer), "episodes": options.episodes, **pace, **overlaps}


def _overlaps(
    recordings: Mapping[str, Mapping[str, list[Path]]], folder: Path, options: argparse.Namespace
) -> dict[str, float]:
    """Return the figures of the episodes with overlaps; none without the weights for them, or without episodes."""
    from deepdub_engine.separation.models.parts import overlap_weights_beside, voice_weights
    from tests.bench.overlaps import VOICES, make_overlapped_episode, marked_overlaps, overlap_figures

    if overlap_weights_beside(voice_weights()) is None:
        print("No figures of overlaps: “deepdub models fetch campplus” fetches the weights.", file=sys.stderr)
        return {}
    rows: list[tuple[int, bool]] = []
    for number in range(options.overlaps):
        place = folder / f"overlaps-{number}"
        episode = make_overlapped_episode(recordings, VOICES, number)
        vocals = separated(write_clip(place / "mixture.pcm", episode.speech + episode.bed), options.model, place)
        found = list(zip(episode.together_ms, marked_overlaps(vocals, episode.cues), strict=True))
        rows += found
        if not options.json:
            print(f"{number} overlaps  {overlap_figures(found)}")
        if options.keep is None:
            for path in place.iterdir():
                path.unlink()
    return overlap_figures(rows) if rows else {}


def _pace(vocals: PcmClip, cues: Sequence[Cue]) -> dict[str, float]:
    """Return the time of 2,000 sentences, on the clock and in processor time, start included."""
    from deepdub_engine.speakers.child import hear_in_child

    spans = _spans(cues)
    many = [spans[at % len(spans)] for at in range(PACED)]
    began = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    finish(hear_in_child(vocals, many))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent_s = after.ru_utime + after.ru_stime - began[1].ru_utime - began[1].ru_stime
    return {f"seconds_{PACED}": round(time.monotonic() - began[0], 1), f"processor_s_{PACED}": round(spent_s, 1)}


def _spans(cues: Sequence[Cue]) -> list[tuple[int, int]]:
    return [(cue.start_ms * RATE_HZ // 1000, cue.end_ms * RATE_HZ // 1000) for cue in cues]


def _summary(results: Mapping[str, Sequence[Mapping[str, float]]]) -> dict[str, float]:
    figures: dict[str, float] = {}
    for name, suffix in (("separated", ""), ("clean", "_clean")):
        rows = results[name]
        for kind in ("purity", "purity_sure", "sure", "correct"):
            figures[f"{kind}{suffix}"] = round(statistics.mean(row[kind] for row in rows), 4)
        figures[f"purity_least{suffix}"] = min(row["purity"] for row in rows)
        figures["count_right" if not suffix else "count_clean"] = sum(abs(row["off"]) <= 1 for row in rows)
    return figures


def told_apart(vocals: PcmClip, cues: Sequence[Cue]) -> list[tuple[int, bool] | None]:
    """Return the suggested speaker of each cue, and whether that is certain."""
    from deepdub_engine.speakers.suggesting import suggest_cast

    cast = finish(suggest_cast(vocals, cues)).cast
    lines = [cast.line_of(at) for at in range(len(cues))]
    return [None if line is None else (line.speaker, not line.is_unsure) for line in lines]


def why_no_peer(python: str | None) -> str:
    """Return why there is no comparison with Resemblyzer; empty if there is one."""
    if python is None:
        return "--peer names no Python that has Resemblyzer."
    try:
        command = [python, "-c", "import resemblyzer, sklearn, spectralcluster"]
        tried = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as error:
        return f"“{python}” does not start: {error.strerror}."
    lines = tried.stderr.strip().splitlines() or [f"it ends with {tried.returncode}"]
    return f"“{python}” has no Resemblyzer: {lines[-1]}." if tried.returncode else ""


def told_apart_by_peer(python: str, vocals: PcmClip, episode: Episode) -> dict[str, list[tuple[int, bool] | None]]:
    """Return the speaker of each sentence as Resemblyzer finds it, by its ways of grouping."""
    request = {
        "vocals": str(vocals.path),
        "channels": vocals.channels,
        "rate_hz": vocals.rate_hz,
        "spans": _spans(episode.cues),
        "count": len(set(episode.voices)),
    }
    command = [python, "-W", "ignore", str(Path(__file__).with_name("speakers_peer.py"))]
    done = subprocess.run(command, input=json.dumps(request), stdout=subprocess.PIPE, text=True, check=True)
    answer = json.loads(done.stdout.splitlines()[-1])
    return {f"peer {name}": [(speaker, True) for speaker in speakers] for name, speakers in answer.items()}


def peer_summary(results: Mapping[str, Sequence[Mapping[str, float]]]) -> dict[str, float]:
    """Return the figures of the peer; none without it."""
    figures: dict[str, float] = {}
    for name, suffix in (("found", "_peer"), ("untuned", "_peer_untuned"), ("given", "_peer_given")):
        if rows := results.get(f"peer {name}"):
            for kind in ("purity", "correct"):
                figures[f"{kind}{suffix}"] = round(statistics.mean(row[kind] for row in rows), 4)
            figures[f"purity_least{suffix}"] = min(row["purity"] for row in rows)
            figures[f"count_right{suffix}"] = sum(abs(row["off"]) <= 1 for row in rows)
    figures.pop("count_right_peer_given", None)
    return figures


def score(episode: Episode, found: Sequence[tuple[int, bool] | None]) -> dict[str, float]:
    """Return the figures of an episode."""
    rows = [
        (voice, line[0] if line else -at, line is not None and line[1])
        for at, (cue, voice, line) in enumerate(zip(episode.cues, episode.voices, found, strict=True))
        if cue.end_ms - cue.start_ms >= SCORED_MS
    ]
    pairs = Counter((voice, speaker) for voice, speaker, _ in rows)
    majority = {
        speaker: max((count, voice) for (voice, one), count in pairs.items() if one == speaker)[1]
        for speaker in {speaker for _, speaker, _ in rows}
    }
    sure = [row for row in rows if row[2]]
    speakers = {line[0] for line in found if line is not None}
    return {
        "purity": round(sum(majority[speaker] == voice for voice, speaker, _ in rows) / len(rows), 4),
        "purity_sure": round(sum(majority[speaker] == voice for voice, speaker, _ in sure) / max(1, len(sure)), 4),
        "sure": round(len(sure) / len(rows), 4),
        "correct": round(_matched(pairs) / len(rows), 4),
        "off": len(speakers) - len(set(episode.voices)),
        "voices": len(set(episode.voices)),
        "sentences": len(episode.cues),
    }


def _matched(pairs: Mapping[tuple[str, int], int]) -> int:
    """Return how many sentences are right if each suggested speaker is at most one voice, and the reverse."""
    from scipy.optimize import linear_sum_assignment

    voices, speakers = sorted({pair[0] for pair in pairs}), sorted({pair[1] for pair in pairs})
    table = np.array([[pairs.get((voice, speaker), 0) for speaker in speakers] for voice in voices])
    rows, columns = linear_sum_assignment(-table)
    return int(table[rows, columns].sum())


def separated(clip: PcmClip, model: str | None, folder: Path) -> PcmClip:
    """Return the vocals of a clip."""
    from deepdub_engine.separation.child import separate_in_child
    from deepdub_engine.separation.models.registry import default_model, find_model

    return finish(separate_in_child(clip, find_model(model) if model else default_model(), folder)).vocals


def read_manifest(path: Path) -> dict[str, dict[str, list[Path]]]:
    """Return the recordings by kind and voice."""
    found: dict[str, dict[str, list[Path]]] = {"speech": {}, "music": {}, "fx": {}}
    with path.open(newline="") as file:
        for row in csv.DictReader(file):
            kind, place = row["kind"], path.parent / row["file"]
            is_effort = any(place.name.startswith(name) for name in _EFFORTS)
            if kind == "align" and place.suffix == ".flac":
                found["speech"].setdefault("reader", []).append(place)
            elif kind in found and row["speaker"] not in _CONVERSATIONS and not is_effort:
                voice = place.stem if row["speaker"] in _SEVERAL else row["speaker"]
                found[kind].setdefault(voice, []).append(place)
    return found


def make_episode(recordings: Mapping[str, Mapping[str, list[Path]]], count: int, number: int) -> Episode:
    """Return an episode with a number of voices; the same for the same recordings and numbers."""
    rng = np.random.default_rng([_SEED, number])
    everybody = sorted(recordings["speech"])
    chosen = [everybody[at] for at in rng.permutation(len(everybody))[:count]]
    turns: list[tuple[str, Sound]] = []
    for place, voice in enumerate(chosen):
        said = sentences_of(recordings["speech"][voice], rng)
        most = MOST_SENTENCES if place < 2 else int(rng.integers(4, MOST_SENTENCES + 1))
        turns += [(voice, said[at]) for at in rng.permutation(len(said))[:most]]
    turns = [turns[at] for at in rng.permutation(len(turns))]
    gains = {voice: LEVEL * 10 ** (rng.uniform(-3, 3) / 20) for voice in chosen}
    speech = [np.zeros(RATE_HZ, np.float32)]
    at, cues = RATE_HZ, []
    for voice, sound in turns:
        pad = rng.integers(0, RATE_HZ // 6, 2)
        cues.append(Cue(int(at - pad[0]) * 1000 // RATE_HZ, int(at + len(sound) + pad[1]) * 1000 // RATE_HZ, "…"))
        gap = int(rng.uniform(0.35, 1.5) * RATE_HZ)
        speech += [sound * np.float32(gains[voice] / rms(sound)), np.zeros(gap, np.float32)]
        at += len(sound) + gap
    line = np.concatenate(speech)
    bed = bed_of(recordings["music"], len(line), rng) + bed_of(recordings["fx"], len(line), rng)
    bed *= np.float32(LEVEL / rms(bed) * 10 ** (-BELOW_DB / 20))
    return Episode(np.repeat(line[:, None], 2, axis=1), bed, tuple(cues), tuple(voice for voice, _ in turns))


def sentences_of(paths: Sequence[Path], rng: np.random.Generator) -> list[Sound]:
    """Return the sentences in a voice's recordings, cut at pauses; recordings of a word or two are joined."""
    pieces: list[Sound] = []
    held: list[Sound] = []
    for path in sorted(paths):
        sound = _load(path)[:, 0]
        if len(sound) < 2 * RATE_HZ:
            held += [sound, np.zeros(RATE_HZ // 5, np.float32)]
            if sum(map(len, held)) > _wanted(rng):
                pieces.append(np.concatenate(held[:-1]))
                held = []
            continue
        pieces += _cut(sound, rng)
    return [piece for piece in pieces if len(piece) > 0.6 * RATE_HZ]


def _cut(sound: Sound, rng: np.random.Generator) -> list[Sound]:
    spans = voiced_spans(sound[:, None], RATE_HZ, below_loud_db=32.0)
    pieces: list[Sound] = []
    start = spans[0][0] if spans else 0
    wanted = _wanted(rng)
    for (_, stop), (after, _) in zip(spans, [*spans[1:], (len(sound), 0)], strict=True):
        is_said = stop - start >= wanted and after - stop > RATE_HZ // 10
        if is_said or after == len(sound) or stop - start > 7 * RATE_HZ:
            pieces.append(sound[start:stop])
            start, wanted = after, _wanted(rng)
    return pieces


def _wanted(rng: np.random.Generator) -> int:
    return int(RATE_HZ * np.clip(rng.lognormal(np.log(2.2), 0.5), 0.6, 6))


def bed_of(recordings: Mapping[str, list[Path]], samples: int, rng: np.random.Generator) -> Sound:
    paths = sorted(path for each in recordings.values() for path in each)
    parts: list[Sound] = []
    while sum(map(len, parts)) < samples:
        sound = _load(paths[int(rng.integers(len(paths)))])
        sound = sound[int(rng.integers(max(1, len(sound) // 2))) :][: 40 * RATE_HZ]
        parts.append(np.repeat(sound, 2, axis=1) if sound.shape[1] == 1 else sound[:, :2])
        parts[-1] = parts[-1] / np.float32(max(rms(parts[-1]), 1e-4))
    return np.concatenate(parts)[:samples]


def _load(path: Path) -> Sound:
    sound, rate_hz = soundfile.read(path, dtype="float32", always_2d=True)
    found: Sound = soxr.resample(sound, rate_hz, RATE_HZ) if rate_hz != RATE_HZ else sound
    return found


def rms(sound: Sound) -> float:
    return float(np.sqrt(np.mean(np.square(sound, dtype=np.float64)) + 1e-20))


def write_clip(path: Path, sound: Sound) -> PcmClip:
    """Write a clip and return it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with PcmWriter(path, sound.shape[1]) as writer:
        writer.write(sound)
        return writer.clip(RATE_HZ)


if __name__ == "__main__":
    sys.exit(main())
