"""Damage of media: sounds of every container, a film with subtitles, and WAV heads."""

from __future__ import annotations

import contextlib
import random
import shutil
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import soundfile

from deepdub_engine.audio.media.decode import decode
from deepdub_engine.audio.media.probe import probe
from deepdub_engine.audio.media.video import VideoReader
from deepdub_engine.audio.wav_head import read_head
from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.base.progress import finish
from deepdub_engine.pipeline.generated_speech import open_sound
from deepdub_engine.subtitles.embedded import extract_subtitles, subtitle_tracks
from tests.bench.trust_machine.findings import Finding
from tests.helpers.media_files import TrackToMake, make_media, noise
from tests.helpers.subtitle_media import SubtitlesToMake, make_subtitled

_SOUNDS: Mapping[str, tuple[str, str]] = {
    "wav": ("pcm_s16le", "s16"),
    "flac": ("flac", "s16"),
    "mp3": ("mp3", "fltp"),
    "mkv": ("libopus", "flt"),
    "mp4": ("aac", "fltp"),
    "ts": ("ac3", "fltp"),
    "avi": ("mp3", "fltp"),
    "ogg": ("libopus", "flt"),
    "mov": ("alac", "s16p"),
    "aiff": ("pcm_s16be", "s16"),
    "caf": ("pcm_s16be", "s16"),
}
_SAMPLES = 12_000
_LARGEST_BYTES = 300_000_000


class SoundReader:
    """Probes and decodes."""

    def __init__(self, folder: Path) -> None:
        sound = noise(_SAMPLES)
        self.seeds = tuple(
            (
                f".{suffix}",
                make_media(folder / f"a.{suffix}", [TrackToMake(sound, codec, sample_format=form)]).read_bytes(),
            )
            for suffix, (codec, form) in _SOUNDS.items()
        )

    def check(self, path: Path, folder: Path, chance: random.Random) -> str:
        """Return the format and the rough length."""
        shutil.rmtree(folder / "sound", ignore_errors=True)
        info = probe(path)
        try:
            decoded = finish(decode(path, folder / "sound"))
            return f"{info.format} {decoded.clip.samples // 10_000 if decoded.clip.samples < 50_000 else 'long'}"
        finally:
            if sum(file.stat().st_size for file in (folder / "sound").rglob("*")) > _LARGEST_BYTES:
                raise Finding("a short sound grew beyond measure")


class TrackReader:
    """Extracts the subtitles of a film and shows a picture."""

    def __init__(self, folder: Path) -> None:
        film = make_subtitled(folder / "film.mkv", [SubtitlesToMake()])
        picture = make_media(folder / "picture.mp4", [TrackToMake(noise(4800))], video_s=0.5)
        self.seeds = ((".mkv", film.read_bytes()), (".mp4", picture.read_bytes()))

    def check(self, path: Path, folder: Path, chance: random.Random) -> str:
        """Return how many cues and pictures there are."""
        found = 0
        if subtitle_tracks(path):
            found = len(finish(extract_subtitles(path)).cues)
        with contextlib.suppress(DeepdubError), VideoReader(path) as reader:
            reader.picture_at(100, 32, 32)
            return f"{found} and a picture"
        return str(found)


class WavReader:
    """Reads heads of WAV files, and what lies behind them."""

    def __init__(self, folder: Path) -> None:
        sound = np.zeros((300, 2), np.float32)
        self.seeds: tuple[tuple[str, bytes], ...] = ()
        for number, (form, subtype) in enumerate(
            (("WAV", "PCM_16"), ("WAV", "FLOAT"), ("WAVEX", "PCM_24"), ("RF64", "PCM_16"))
        ):
            path = folder / f"{number}.wav"
            soundfile.write(path, sound, 8000, format=form, subtype=subtype)
            self.seeds = (*self.seeds, (".wav", path.read_bytes()))

    def check(self, path: Path, folder: Path, chance: random.Random) -> str:
        """Return the form and the channels."""
        head = read_head(path)
        with open_sound(path) as sound:
            samples = sum(len(block) for block in sound.blocks(4096, always_2d=True))
        if samples * sound.channels > 8 * path.stat().st_size:
            raise Finding("more samples are read than the file can hold")
        return f"{head.form if head else None!r} {sound.channels} {samples > 0}"
