"""Decode a clip with FFmpeg alone, to compare the time with."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

PLAIN = """
import sys, time, av
began = time.perf_counter()
with av.open(sys.argv[1]) as container:
    for _ in container.decode(audio=0):
        pass
print(time.perf_counter() - began, time.process_time())
"""


def decode_to_nothing(media: Path) -> dict[str, float]:
    """Time FFmpeg's libraries in a process of their own, and FFmpeg's program if installed; discard the samples."""
    told = subprocess.run([sys.executable, "-c", PLAIN, str(media)], check=True, capture_output=True, text=True)
    took_s, worked_s = map(float, told.stdout.split())
    figures = {"plain_decode_s": round(took_s, 2), "plain_decode_cpu_s": round(worked_s, 2)}
    if (program := shutil.which("ffmpeg")) is not None:
        figures["ffmpeg_decode_s"] = _timed(program, media, ["-f", "null", "-"])
    return figures


def decode_to_file(media: Path, path: Path) -> dict[str, float]:
    """Time FFmpeg's program, if installed, decoding to 32-bit samples in a file, which is removed afterwards."""
    if (program := shutil.which("ffmpeg")) is None:
        return {}
    try:
        return {"ffmpeg_to_file_s": _timed(program, media, ["-c:a", "pcm_f32le", str(path)])}
    finally:
        path.unlink(missing_ok=True)


def _timed(program: str, media: Path, output: list[str]) -> float:
    began_s = time.perf_counter()
    subprocess.run([program, "-y", "-v", "error", "-i", str(media), "-map", "0:a", *output], check=True)
    return round(time.perf_counter() - began_s, 2)
