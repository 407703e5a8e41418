"""Write WAV files losslessly: 16 and 24 bit sources are preserved bit for bit."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from deepdub_engine.audio.pcm import Depth, Samples
from deepdub_engine.base.atomic import replacing

_SUBTYPE = {Depth.INT16: "PCM_16", Depth.INT24: "PCM_24", Depth.FLOAT: "FLOAT"}
_STORED_BYTES = {Depth.INT16: 2, Depth.INT24: 3, Depth.FLOAT: 4}
_HEAD_BYTES = 256
_EXTENSIBLE = b"\xfe\xff"
_MASK_OFFSET = 4 + 20  # size of the chunk, then the fields before the mask
_WAV_LIMIT_BYTES = 4_294_900_000  # the 32 bit size limit of RIFF, less its headers; larger files become RF64


class _Honest(io.FileIO):
    """A file that remembers its write error, which libsndfile discards."""

    error: OSError | None = None

    def write(self, data: Any) -> int:
        view = memoryview(data).cast("B")
        done = 0
        try:
            while done < view.nbytes:
                done += super().write(view[done:])
        except OSError as error:
            self.error = error
        return done


def quantise(block: Samples, depth: Depth) -> Samples:
    """Quantise samples to a bit depth and clip them to full scale; floats are left unchanged."""
    if depth is Depth.FLOAT:
        return block
    scale = float(1 << (int(depth) - 1))
    # float32 holds 24 bit integers exactly, so float32 arithmetic loses nothing.
    rounded: Samples = np.clip(np.rint(block * np.float32(scale)), -scale, scale - 1) / np.float32(scale)
    return rounded


def _stored(block: Samples, depth: Depth) -> npt.NDArray[np.generic]:
    """Return integers that libsndfile stores unchanged; its own float conversion scales by 32767, not 32768."""
    if depth is Depth.FLOAT or block.dtype.kind == "i":
        return block
    scaled = quantise(block, depth).astype(np.float64)
    if depth is Depth.INT16:
        return (scaled * (1 << 15)).astype(np.int16)
    return (scaled * (1 << 31)).astype(np.int32)


def _remove_date(file: io.FileIO) -> None:
    """Clear the timestamp in the PEAK chunk of float files, so that equal samples give identical files."""
    file.seek(0)
    head, data, _ = file.read(_HEAD_BYTES).partition(b"data")
    peaks = head.find(b"PEAK")  # chunk name, size and version, four bytes each, then the timestamp
    if data and peaks >= 0:
        file.seek(peaks + 12)
        file.write(bytes(4))


def _set_channel_mask(file: io.FileIO, mask: int) -> None:
    """Name the speakers of a WAVE_FORMAT_EXTENSIBLE file; libsndfile guesses them from the number of channels."""
    file.seek(0)
    head, chunk, rest = file.read(_HEAD_BYTES).partition(b"fmt ")
    if chunk and rest[4:6] == _EXTENSIBLE:
        file.seek(len(head) + len(chunk) + _MASK_OFFSET)
        file.write(mask.to_bytes(4, "little"))


@contextlib.contextmanager
def wav_writer(
    path: Path, rate_hz: int, channels: int, samples: int, depth: Depth, *, mask: int | None = None
) -> Iterator[Callable[[Samples], None]]:
    """Yield a function that appends float32 ``[n, channels]`` to a WAV file, or to an RF64 file above 4 GiB.

    It also takes integers as libsndfile reads them from a file of the same depth, and stores them unchanged.

    Parameters
    ----------
    path
        File to create; it is replaced atomically when the context ends without an error, and untouched otherwise.
    samples
        Expected length, which decides between WAV and RF64.
    mask
        Channel mask of a WAVE_FORMAT_EXTENSIBLE file, 0 for no names; None for plain WAV. See `wav_order`.

    Raises
    ------
    DiskFull, OutputNotWritable
        If the file cannot be written; no partial file is left.
    """
    import soundfile

    container = "RF64" if samples * channels * _STORED_BYTES[depth] > _WAV_LIMIT_BYTES else "WAV"
    if mask is not None and container == "WAV":
        container = "WAVEX"
    with replacing(path, sweeps=False) as temporary, _Honest(temporary, "wb+") as raw:
        try:
            with soundfile.SoundFile(
                raw, "w", rate_hz, channels, subtype=_SUBTYPE[depth], format=container, closefd=False
            ) as file:
                yield lambda block: file.write(_stored(block, depth))
        finally:
            if raw.error is not None:
                raise raw.error
        _remove_date(raw)
        if mask is not None:
            _set_channel_mask(raw, mask)


def write_wav(
    path: Path,
    blocks: Iterable[Samples],
    rate_hz: int,
    channels: int,
    samples: int,
    depth: Depth,
    *,
    mask: int | None = None,
) -> None:
    """Write blocks of float32 ``[n, channels]`` to a WAV file; see `wav_writer`."""
    with wav_writer(path, rate_hz, channels, samples, depth, mask=mask) as write:
        for block in blocks:
            write(block)
