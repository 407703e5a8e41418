"""The clips of a soak."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np

from deepdub_engine.audio.pcm import Samples
from deepdub_engine.base.resources import resource
from tests.helpers.media_files import TrackToMake, make_media

RATE_HZ = 48_000
CLIPS, CLIP_S = 3, 300


def write_clips(folder: Path) -> None:
    """Write clips with the sound of a film, one with a picture, each with subtitles."""
    sound = _sample_sound()
    for number in range(CLIPS):
        whole = np.resize(np.roll(sound, number * RATE_HZ, axis=0), (CLIP_S * RATE_HZ, 2))
        track = TrackToMake(whole, "flac")
        clip = make_media(folder / f"clip{number}.mkv", [track], video_s=CLIP_S if number == 0 else 0)
        cues = "".join(_cue(n) for n in range(CLIP_S // 3))
        clip.with_suffix(".srt").write_text(cues, "utf-8")


def _sample_sound() -> Samples:
    with av.open(str(resource("sample", "sample.mkv"))) as container:
        resampler = av.AudioResampler("flt", "stereo", RATE_HZ)
        parts = [each.to_ndarray() for frame in container.decode(audio=0) for each in resampler.resample(frame)]
    return np.concatenate(parts, axis=1, dtype=np.float32).reshape(-1, 2)


def _cue(number: int) -> str:
    minutes, seconds = divmod(3 * number, 60)
    clock = f"00:{minutes:02}:{seconds:02}"
    return f"{number + 1}\n{clock},000 --> {clock},900\nLine {number}.\n\n"
