"""A made clip with known stems, its sentence folder, and generated voices of any length, for tests of the dub."""

from __future__ import annotations

import itertools
import subprocess
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile

from deepdub_engine.audio.pcm import Depth, PcmClip, PcmWriter, Samples
from deepdub_engine.audio.wav import quantise
from deepdub_engine.base.progress import finish
from deepdub_engine.pipeline.folder import SentenceFolder, write_sentence_folder
from deepdub_engine.sentences.sentences import sentences_from_cues
from deepdub_engine.separation.stems import Stems
from deepdub_engine.subtitles import Cue

WORDS = [
    "the",
    "rain",
    "came",
    "over",
    "the",
    "hills",
    "and",
    "nobody",
    "had",
    "told",
    "them",
    "that",
    "it",
    "would",
    "be",
    "so",
    "late",
    "in",
    "the",
    "year",
]


def made_voice(seed: int, seconds: float, rate_hz: int, *, pause_s: float = 0.0) -> Samples:
    """Return a voice like speech, mono float32 ``[n]``: syllables of harmonics through two formants, with one pause."""
    rng = np.random.default_rng(seed)
    samples = round(seconds * rate_hz)
    pause = min(round(pause_s * rate_hz), samples // 2)
    voiced = samples - pause
    at = np.arange(voiced) / rate_hz
    pitch = rng.uniform(90, 220) * (1 + 0.08 * np.sin(2 * np.pi * 0.7 * at + rng.uniform(0, 6)))
    phase = 2 * np.pi * np.cumsum(pitch) / rate_hz
    formants = rng.uniform((300, 900), (800, 2200))
    tone = np.zeros(voiced)
    for number in range(1, int(min(3500, 0.45 * rate_hz) / pitch.max())):
        hz = number * pitch.mean()
        tone += np.sin(number * phase) * np.exp(-(((hz - formants) / 350) ** 2)).sum() / number**0.3
    syllables = np.clip(1.6 * np.abs(np.sin(np.pi * rng.uniform(3, 5) * at + rng.uniform(0, 3))), 0.04, 1)
    sound = tone * syllables * np.clip(np.minimum(at, at[-1] - at) / 0.02, 0, 1)
    sound *= 0.25 / max(1e-9, np.abs(sound).max())
    return np.insert(sound, voiced // 2, np.zeros(pause)).astype(np.float32)


def spoken_voice(text: str, rate_hz: int, folder: Path, voice: str = "en-us") -> Samples:
    """Return a sentence spoken by espeak-ng, mono float32 ``[n]``."""
    import soxr

    path = folder / "espeak.wav"
    subprocess.run(["espeak-ng", "-v", voice, "-w", path, text], check=True)
    sound, rate = soundfile.read(path, dtype="float32")
    return soxr.resample(sound, rate, rate_hz).astype(np.float32)


@dataclass(frozen=True)
class DubClip:
    """A clip and its sentence folder."""

    clip: PcmClip
    stems: Stems
    cues: tuple[Cue, ...]
    sentences: SentenceFolder

    @property
    def folder(self) -> Path:
        return self.sentences.folder

    @property
    def audio(self) -> Path:
        return self.folder / "audio_segments"

    def voice_path(self, number: int, ending: str = "") -> Path:
        return self.audio / f"{self.sentences.sentences[number].hash}_gen_vocals{ending}.wav"

    def speak(self, number: int, voice: Samples, *, rate_hz: int | None = None, ending: str = "") -> Path:
        path = self.voice_path(number, ending)
        soundfile.write(path, voice, rate_hz or self.clip.rate_hz, subtype="FLOAT")
        return path

    def slot(self, number: int) -> tuple[int, int]:
        row = [row for row in self.sentences.segments if row.spoken][number]
        return row.start_sample, row.stop_sample

    def slot_s(self, number: int) -> float:
        start, stop = self.slot(number)
        return (stop - start) / self.clip.rate_hz

    def read(self, name: str) -> Samples:
        return soundfile.read(self.audio / name, dtype="float32", always_2d=True)[0]

    def rewrite(self, cues: tuple[Cue, ...]) -> SentenceFolder:
        """Export again with other subtitles."""
        return finish(
            write_sentence_folder(self.clip, self.stems, sentences_from_cues(cues), cues, self.folder, force=True)
        )


def make_cues(lines: int, seconds: float, seed: int = 4) -> tuple[Cue, ...]:
    """Return cues of 1 to 4 s with gaps of 0 to 3 s, evenly over a clip."""
    rng = np.random.default_rng(seed)
    lengths, gaps = rng.uniform(1.0, 4.0, lines), rng.choice([0.0, 0.08, 0.5, 1.5, 3.0], lines) + 0.001
    scale = (seconds - 3) / (lengths + gaps).sum()
    cues, at = [], 1.0
    for number, (length, gap) in enumerate(zip(lengths * scale, gaps * scale, strict=True)):
        words = itertools.islice(
            itertools.cycle(WORDS), number % len(WORDS), number % len(WORDS) + max(2, int(length * 3))
        )
        cues.append(Cue(round(1000 * at), round(1000 * (at + length)), f"{' '.join(words)} {number + 1}."))
        at += length + gap
    return tuple(cues)


def make_dub_clip(
    folder: Path,
    lines: int,
    seconds: float,
    rate_hz: int = 48_000,
    depth: Depth = Depth.INT16,
    level: float = 1.0,
    spoken: Path | None = None,
) -> DubClip:
    """Make a stereo clip whose vocals start 150 ms after each cue and end 100 ms before its end.

    With `spoken`, a folder for temporary files, espeak-ng says the words of the cues.
    """
    cues = make_cues(lines, seconds)
    samples = round(seconds * rate_hz)
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(9)
    clips = {}
    with (
        PcmWriter(folder / "mixture.pcm", 2) as whole,
        PcmWriter(folder / "vocals.pcm", 2) as vocals,
        PcmWriter(folder / "accompaniment.pcm", 2) as bed,
    ):
        place = 0
        for number, cue in enumerate((*cues, None)):
            stop = samples if cue is None else round(cue.end_ms * rate_hz / 1000)
            noise = rng.standard_normal((stop - place, 2)).astype(np.float32)
            at = np.arange(place, stop) / rate_hz
            music = 0.04 * np.sin(2 * np.pi * 220 * at) + 0.03 * np.sin(2 * np.pi * 331 * at + 1)
            under = quantise((level * (0.004 * noise + music[:, None])).astype(np.float32), depth)
            speech = np.zeros_like(under)
            if cue is not None:
                start = round((cue.start_ms + 150) * rate_hz / 1000) - place
                length_s = (cue.end_ms - cue.start_ms) / 1000 - 0.25
                voice = made_voice(number, length_s, rate_hz)
                if spoken is not None:
                    voice = spoken_voice(cue.text, rate_hz, spoken)[: len(voice)]
                voice = voice * level * (0.6 + 0.3 * (number % 3))
                speech[start : start + len(voice)] = quantise(np.repeat(voice[:, None], 2, axis=1), depth)
            for writer, part in ((whole, under + speech), (vocals, speech), (bed, under)):
                writer.write(np.ascontiguousarray(part))
            place = stop
        for name, writer in (("clip", whole), ("vocals", vocals), ("accompaniment", bed)):
            clips[name] = writer.clip(rate_hz, depth)
    stems = Stems(clips["vocals"], clips["accompaniment"])
    written = finish(
        write_sentence_folder(clips["clip"], stems, sentences_from_cues(cues), cues, folder / "out", depth=depth)
    )
    return DubClip(clips["clip"], stems, cues, written)
