"""A cache of voices that were heard, so that a clip that is opened again need not be listened to again."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.base.atomic import replacing
from deepdub_engine.base.bounded_cache import BoundedCache
from deepdub_engine.base.errors import FileMissing
from deepdub_engine.base.private import make_private
from deepdub_engine.base.regular import open_regular
from deepdub_engine.base.spans import Span
from deepdub_engine.separation.models.parts import CAMPPLUS, known_parts
from deepdub_engine.speakers.voice import Voice
from deepdub_engine.speakers.voice_graph import EMBEDDING

_FORM = 2
_KEPT = 200
_MOST_VOICES = 20_000
_EVERY_S, _PROBE_SAMPLES = 3, 4096  # sounds that differ for less may share a file
_SUFFIX = ".voices.npz"
_ARRAYS = ("spans", "heard_ms", "directions", "overlaps")
_LOG = logging.getLogger(__name__)


class VoiceCache(BoundedCache):
    """The voices in vocals, by the content of the vocals, the installed networks, and the span of each sentence.

    Failures are never reported to the user: the voices are simply heard again.

    Parameters
    ----------
    folder
        The cache folder; the least recently used files are evicted.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, f"*{_SUFFIX}", limit_entries=_KEPT)

    def load(self, vocals: PcmClip) -> dict[Span, Voice]:
        """Return the voices that were heard in some vocals, by their spans in samples; none if the file is damaged."""
        place: Path | None = None
        try:
            place = self._place(vocals)
            found = _read(place)
        except FileMissing:
            return {}
        except Exception:  # noqa: BLE001 - a damaged file can raise anything, and is only made again
            _LOG.info("kept voices cannot be read", exc_info=True)
            if place is not None:
                self.remove(place)
            return {}
        self.mark_used(place)
        return found

    def store(self, vocals: PcmClip, voices: Mapping[Span, Voice]) -> None:
        """Keep voices, together with those that are kept already."""
        try:
            every = {**self.load(vocals), **voices}
            make_private(self._folder)
            with replacing(self._place(vocals), private=True) as temporary:
                _write(dict(list(every.items())[-_MOST_VOICES:]), temporary)
            self.trim()
        except Exception:  # noqa: BLE001 - a cache may only cost time
            _LOG.info("voices were not kept", exc_info=True)

    def _place(self, vocals: PcmClip) -> Path:
        part = next(part for part in known_parts() if part.name == CAMPPLUS)
        weights = " ".join(file.sha256 for file in part.files if (part.path / file.name).is_file())
        form = f"{CAMPPLUS} {weights} {vocals.rate_hz} {vocals.channels} {vocals.samples}"
        digest = hashlib.blake2b(form.encode(), digest_size=16)
        for start in range(0, vocals.samples, _EVERY_S * vocals.rate_hz):  # which may lie in several files
            digest.update(vocals.read(start, start + _PROBE_SAMPLES).tobytes())
        return self._folder / f"{digest.hexdigest()}{_SUFFIX}"


def _write(voices: Mapping[Span, Voice], path: Path) -> None:
    directions = np.zeros((len(voices), EMBEDDING), np.float32)  # zeros where there is too little voice
    for row, voice in zip(directions, voices.values(), strict=True):
        if voice.direction:
            row[:] = voice.direction
    spans = np.array(list(voices), np.int64).reshape(-1, 2)
    heard_ms = np.array([voice.heard_ms for voice in voices.values()], np.int64)
    with path.open("wb") as file:
        overlaps = _overlaps(voices)
        np.savez(file, form=np.array(_FORM), spans=spans, heard_ms=heard_ms, directions=directions, overlaps=overlaps)


def _overlaps(voices: Mapping[Span, Voice]) -> npt.NDArray[np.int64]:
    """Return the number of a voice, and start and end in ms, of each of their overlaps."""
    rows = [(number, *overlap) for number, voice in enumerate(voices.values()) for overlap in voice.overlaps_ms]
    return np.array(rows, np.int64).reshape(-1, 3)


def _read(path: Path) -> dict[Span, Voice]:
    with open_regular(path) as packed, np.load(packed, allow_pickle=False) as file:
        spans, heard_ms, directions, overlaps = (file[name] for name in _ARRAYS)
        form = int(file["form"])
    count = len(spans)
    are_whole = spans.dtype == heard_ms.dtype == overlaps.dtype == np.int64
    is_sound = form == _FORM and count <= _MOST_VOICES and spans.shape == (count, 2) and heard_ms.shape == (count,)
    if not (are_whole and is_sound and _are_directions(directions, count) and overlaps.shape[1:] == (3,)):
        raise ValueError("these are no voices of this version")
    overlaps_ms: list[list[Span]] = [[] for _ in range(count)]
    for number, start, stop in overlaps.tolist():
        overlaps_ms[number].append((start, stop))
    return {
        (int(start), int(stop)): Voice(tuple(row.tolist()) if row.any() else (), int(ms), tuple(others))
        for (start, stop), ms, row, others in zip(spans, heard_ms, directions, overlaps_ms, strict=True)
    }


def _are_directions(directions: npt.NDArray[np.float32], count: int) -> bool:
    if directions.dtype != np.float32 or directions.shape != (count, EMBEDDING):
        return False
    lengths = np.linalg.norm(directions, axis=1)
    return bool(np.all((lengths == 0) | (np.abs(lengths - 1) < 1e-2)))
