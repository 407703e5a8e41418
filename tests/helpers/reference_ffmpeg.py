"""Where the clicks of a media file are, for the ffmpeg program and for us."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from deepdub_engine.audio.media.decode import decode
from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.base.progress import finish

FFMPEG = shutil.which("ffmpeg")
# Gaps of 20 ms are filled, overlaps are cut, and a track that starts late begins with silence, as we do.
_PLACED = "aresample=async=1:min_hard_comp=0.02:first_pts=0"
_APART_MS = 60
_LIMIT_S = 60


@dataclass(frozen=True, slots=True)
class Heard:
    """Length and clicks of a sound in milliseconds; `error` says why there is none."""

    length_ms: float = 0.0
    clicks_ms: tuple[float, ...] = ()
    error: str = ""

    def difference_from(self, other: Heard, tolerance_ms: float = 1.0) -> str:
        """Return in words how this differs from another; empty if it agrees to a tolerance."""
        if self.error or other.error:
            return "" if self.error and other.error else f"{self} instead of {other}"
        if abs(self.length_ms - other.length_ms) > tolerance_ms:
            return f"{self.length_ms:.1f} ms long instead of {other.length_ms:.1f} ms"
        if len(self.clicks_ms) != len(other.clicks_ms):
            return f"clicks at {self.clicks_ms} instead of {other.clicks_ms}"
        apart = max((abs(a - b) for a, b in zip(self.clicks_ms, other.clicks_ms, strict=True)), default=0)
        return f"clicks at {self.clicks_ms} instead of {other.clicks_ms}" if apart > tolerance_ms else ""


def clicks_of(sound: npt.NDArray[np.float32], rate_hz: int) -> Heard:
    """Return where a sound ``[n, channels]`` rises over half of its loudest sample."""
    loud = np.abs(sound).max(axis=1, initial=0.0)
    over = np.flatnonzero(loud > 0.5 * loud.max(initial=0.0)) if loud.any() else np.zeros(0, int)
    first = over[np.diff(over, prepend=-rate_hz) > rate_hz * _APART_MS // 1000]
    return Heard(len(sound) * 1000 / rate_hz, tuple(round(float(one) * 1000 / rate_hz, 2) for one in first))


def heard_by_us(path: Path, folder: Path, track: int | None = None) -> Heard:
    """Decode a file as the program does."""
    try:
        clip = finish(decode(path, folder, track=track)).clip
    except DeepdubError as error:
        return Heard(error=f"{type(error).__name__}: {error}")
    return clicks_of(clip.read(0, clip.samples), clip.rate_hz)


def heard_by_ffmpeg(path: Path, track: int | None = None, *, counted: bool = False) -> Heard:
    """Decode a file with the ffmpeg program; with `counted`, samples are joined whatever the time stamps say."""
    chosen = [] if track is None else ["-map", f"0:a:{track}"]
    words = [str(FFMPEG), "-v", "error", "-nostdin", "-i", str(path), *chosen, "-vn", "-sn", "-dn"]
    words += ["-af", "anull" if counted else _PLACED, "-f", "au", "-c:a", "pcm_f32be", "-"]
    # In broadcasts, ffmpeg begins with the first stream that it uses: let it use the picture, too.
    words += ["-map", "0:v?", "-f", "null", "-"]
    done = subprocess.run(words, capture_output=True, check=False, timeout=_LIMIT_S)
    head = np.frombuffer(done.stdout[:24], ">u4")
    if len(head) < 6 or len(done.stdout) <= head[1]:
        return Heard(error=done.stderr.decode(errors="replace").strip()[-200:] or "nothing")
    rate_hz, channels, start = int(head[4]), int(head[5]), int(head[1])
    flat = np.frombuffer(done.stdout[start : start + (len(done.stdout) - start) // 4 // channels * 4 * channels], ">f4")
    return clicks_of(flat.astype(np.float32).reshape(-1, channels), rate_hz)
