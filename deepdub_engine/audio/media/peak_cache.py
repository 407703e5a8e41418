"""A cache of waveform peaks, which shows the waveform of a known clip at once when it is opened again.

Cached peaks are only shown until the audio has been read: the final peaks always come from the samples.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import logging
import os
import struct
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from deepdub_engine.audio.peaks import BIN_SAMPLES, Peaks, pyramid
from deepdub_engine.base.atomic import replacing
from deepdub_engine.base.bounded_cache import PROBE_BYTES, BoundedCache, sampled_digest
from deepdub_engine.base.errors import FileMissing
from deepdub_engine.base.private import make_private
from deepdub_engine.base.progress import Job
from deepdub_engine.base.regular import open_regular

if TYPE_CHECKING:
    from deepdub_engine.audio.media.decode import Decoded

DEFAULT_BYTES = 500_000_000  # two hours at 48 kHz take 5.4 MB
_FORM = b"deepdub peaks 1\n"  # other versions are not read
_HEAD = struct.Struct("<16sQQ")  # key, rate, samples
_DIGEST_BYTES = 16
_PROBES = 64
_SUFFIX = ".peaks"
_LOG = logging.getLogger(__name__)


class PeakCache(BoundedCache):
    """A cache of the finest peaks of audio tracks, keyed by file content.

    Failures are never reported to the user: the waveform is simply computed again.

    Parameters
    ----------
    folder
        The cache folder.
    limit_bytes
        Maximum total size; the least recently used entries are evicted.
    """

    def __init__(self, folder: Path, limit_bytes: int = DEFAULT_BYTES) -> None:
        super().__init__(folder, f"*{_SUFFIX}", limit_bytes=limit_bytes)

    def load(self, key: bytes) -> Peaks | None:
        """Return the peaks cached under a `content_key`; None if there are none, or they are damaged."""
        kept = self._place(key)
        try:
            with open_regular(kept) as file:
                found = _unpacked(file.read(self.limit_bytes + 1), key)
        except FileMissing:
            return None
        except Exception:  # noqa: BLE001 - a damaged file can raise anything, and is only made again
            _LOG.info("a cached waveform cannot be read: %s", kept, exc_info=True)
            found = None
        if found is None:
            self.remove(kept)
        else:
            self.mark_used(kept)
        return found

    def store(self, key: bytes, peaks: Peaks) -> None:
        """Cache the peaks of a track under its `content_key`."""
        data = _packed(peaks, key)
        if len(data) > self.limit_bytes:
            return
        try:
            make_private(self._folder)
            with replacing(self._place(key), private=True) as temporary:
                temporary.write_bytes(data)
            self.trim()
        except Exception:  # noqa: BLE001 - a cache may only cost time
            _LOG.info("the waveform was not cached", exc_info=True)

    def _place(self, key: bytes) -> Path:
        return self._folder / f"{key.hex()}{_SUFFIX}"


def content_key(path: Path, track: int) -> bytes:
    """Return a 16 byte fingerprint of a file's content and a track number, independent of the file's name.

    Only 64 places of a large file are read, which is fast on any disk; differences elsewhere are noticed while the
    audio is read.

    Raises
    ------
    OSError
        If the file cannot be read.
    """
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        last = max(0, size - PROBE_BYTES)
        count = min(_PROBES, -(-size // PROBE_BYTES))
        starts = [last * number // max(1, count - 1) for number in range(count)]
        return sampled_digest(file, f"{size} {track}", starts)


def decode_with_cached_peaks(path: Path, folder: Path, cache: PeakCache, *, track: int = 0) -> Job[Decoded]:
    """Decode like `decode`; if the peaks are cached, the first progress already has the whole waveform.

    As soon as the audio differs from the cached peaks, they are discarded and progress has the peaks read so far.

    Raises
    ------
    DeepdubError
        The same errors as `decode`.
    """
    from deepdub_engine.audio.media.decode import WHAT, DecodeProgress, decode

    key: bytes | None = None
    with contextlib.suppress(OSError):  # `decode` reports the error
        key = content_key(path, track)
    known = None if key is None else cache.load(key)
    if known is not None:
        yield DecodeProgress(0, known.samples, WHAT, peaks=known)
    checked = 0
    with closing(decode(path, folder, track=track)) as job:
        try:
            while True:
                progress = next(job)
                if known is not None and isinstance(progress, DecodeProgress):
                    checked, agrees = _compared(known, progress.peaks, checked)
                    known = known if agrees else None
                    progress = dataclasses.replace(progress, peaks=known or progress.peaks)
                yield progress
        except StopIteration as stop:
            decoded: Decoded = stop.value
    if key is not None and (known is None or not np.array_equal(known.levels[0], decoded.peaks.levels[0])):
        cache.store(key, decoded.peaks)
    return decoded


def _compared(known: Peaks, growing: Peaks, checked: int) -> tuple[int, bool]:
    """Compare the complete bins starting at index `checked`; return how many there are now, and whether they agree."""
    whole = growing.samples // BIN_SAMPLES
    mine, theirs = known.levels[0][checked:whole], growing.levels[0][checked:whole]
    agrees = known.rate_hz == growing.rate_hz and growing.samples <= known.samples and np.array_equal(mine, theirs)
    return whole, agrees


def _packed(peaks: Peaks, key: bytes) -> bytes:
    body = _HEAD.pack(key, peaks.rate_hz, peaks.samples) + peaks.levels[0].astype("<i2").tobytes()
    return _FORM + hashlib.blake2b(body, digest_size=_DIGEST_BYTES).digest() + body


def _unpacked(data: bytes, key: bytes) -> Peaks | None:
    """Return the peaks stored in a cache file; None if its checksum or key does not match."""
    start = len(_FORM) + _DIGEST_BYTES
    body = data[start:]
    digest = hashlib.blake2b(body, digest_size=_DIGEST_BYTES).digest()
    if data[:start] != _FORM + digest or len(body) < _HEAD.size:
        return None
    found, rate_hz, samples = _HEAD.unpack_from(body)
    if found != key or len(body) != _HEAD.size + 4 * -(-samples // BIN_SAMPLES):
        return None
    bins = np.frombuffer(body, "<i2", offset=_HEAD.size).astype(np.int16, copy=False).reshape(-1, 2)
    return Peaks(rate_hz, samples, pyramid(bins))
