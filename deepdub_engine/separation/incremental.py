"""Finds stems in the cache or separates them, and merges them with the stems already present."""

from __future__ import annotations

import contextlib
import hashlib
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from deepdub_engine.audio.composite import CompositeClip
from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.audio.peaks import Peaks, silent_peaks, updated_peaks
from deepdub_engine.base.messages import mark
from deepdub_engine.base.progress import Job, Progress, staged
from deepdub_engine.base.spans import Spans, subtract_spans
from deepdub_engine.separation.estimate import JobTiming, with_timing
from deepdub_engine.separation.models.registry import Model
from deepdub_engine.separation.persistent import PersistentSeparator
from deepdub_engine.separation.stem_cache import StemCache, StemLookup, stem_peaks
from deepdub_engine.separation.stems import Stems


@dataclass(frozen=True, slots=True)
class StemsOrigin:
    """The model, mode and weights behind some stems; stems of different origin are never merged."""

    model: Model
    exact: bool
    stamps: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, model: Model, *, exact: bool) -> StemsOrigin:
        """Return the origin for a model and its current weight files."""
        return cls(model, exact, model.stamps())

    def folder(self, clip: PcmClip) -> Path:
        """Return the folder for the stems of a clip."""
        mark = hashlib.blake2b(repr(self).encode(), digest_size=4).hexdigest()
        return clip.path.parent / f"stems-{mark}"


@dataclass(frozen=True, slots=True, eq=False)
class ActiveStems:
    """The stems of a clip, which may cover only part of it, with their peaks."""

    clip: PcmClip
    origin: StemsOrigin
    stems: Stems
    peaks: tuple[Peaks, Peaks]


@dataclass(frozen=True, slots=True, eq=False)
class SeparationResult:
    """The result of a job: the stems present now, and the timing if the whole clip was separated."""

    held: ActiveStems
    run: JobTiming | None = None
    fresh: bool = True


class IncrementalSeparator:
    """Separates a clip piece by piece and holds the stems found so far. Its jobs may run in several threads.

    Parameters
    ----------
    separator, cache
        Runs the network, and stores results.
    """

    def __init__(self, separator: PersistentSeparator, cache: StemCache) -> None:
        self.separator, self.cache = separator, cache
        self._lookup = StemLookup(cache)
        self._lock = threading.Lock()
        self._held: ActiveStems | None = None
        self._at_work: Counter[Path] = Counter()

    def held(self, clip: PcmClip | None, origin: StemsOrigin | None = None) -> ActiveStems | None:
        """Return the stems of a clip, of the given origin or of any; None if there are none."""
        held = self._held
        if held is None or held.clip is not clip or (origin is not None and held.origin != origin):
            return None
        return held

    def separate(self, clip: PcmClip, origin: StemsOrigin, spans: Spans, mixture: Peaks) -> Job[SeparationResult]:
        """Return the stems of some spans, separating only what is neither present nor cached."""
        yield Progress(0, 1, mark("Separating"))
        held = self.held(clip, origin)
        if held is None:
            held = yield from staged(self.restore(clip, origin), 0.0, 0.01)
        missing = spans if held is None else subtract_spans(spans, held.stems.spans)
        if held is not None and not missing:
            return SeparationResult(held, fresh=False)
        if missing == ((0, clip.samples),) or not clip.samples:
            return (yield from staged(self._whole(clip, origin), 0.01, 1.0))
        folder = origin.folder(clip)
        with self.at_work_in(folder):
            separating = self.separator.separate(clip, origin.model, folder, exact=origin.exact, spans=missing)
            stems = yield from staged(separating, 0.01, 0.98)
        return SeparationResult(self._add(clip, origin, stems, mixture))

    def restore(self, clip: PcmClip, origin: StemsOrigin) -> Job[ActiveStems | None]:
        """Return the stems of a clip from memory or the cache; None if there are none."""
        key = yield from self._lookup.find_key(clip, origin.model, exact=origin.exact)
        if key is None:
            return None
        with self._lock:  # two jobs may restore at the same time
            held = self.held(clip, origin)
            if held is not None:
                return held
            kept = self.cache.load(key, clip, origin.folder(clip))
            if kept is not None:
                self._held = ActiveStems(clip, origin, *kept)
            return self.held(clip, origin)

    def keep(self, held: ActiveStems) -> Job[bool]:
        """Store stems in the cache; return whether they were stored."""
        yield Progress(0, 0, mark("Saving the stems"))
        if self.cache.limit_bytes <= 0:
            return False
        key = yield from self._lookup.key(held.clip, held.origin.model, exact=held.origin.exact)
        if held.origin.stamps != held.origin.model.stamps():
            return False  # the weight files have changed since the separation
        return self.cache.store(key, held.stems, held.peaks)

    @contextlib.contextmanager
    def at_work_in(self, folder: Path) -> Iterator[None]:
        """Guard a folder during a separation; the last job to leave removes it if it is empty."""
        with self._lock:
            self._at_work[folder] += 1
        try:
            yield
        finally:
            with self._lock:
                self._at_work[folder] -= 1
                if not self._at_work[folder]:
                    del self._at_work[folder]
                    with contextlib.suppress(OSError):
                        folder.rmdir()

    def _whole(self, clip: PcmClip, origin: StemsOrigin) -> Job[SeparationResult]:
        folder = origin.folder(clip)
        with self.at_work_in(folder):
            separating = with_timing(self.separator.separate(clip, origin.model, folder, exact=origin.exact))
            stems, run = yield from staged(separating, 0.0, 0.96)
        peaks = yield from staged(stem_peaks(stems), 0.96, 1.0)
        with self._lock:
            self._held = ActiveStems(clip, origin, stems, peaks)
            return SeparationResult(self._held, run)

    def _add(self, clip: PcmClip, origin: StemsOrigin, found: Stems, mixture: Peaks) -> ActiveStems:
        with self._lock:
            held = self.held(clip, origin)
            former = held.peaks if held else (silent_peaks(clip.rate_hz, clip.samples), mixture)
            stems = held.stems.merged_with(found) if held else found
            if isinstance(stems.vocals, CompositeClip):
                vocals = updated_peaks(former[0], stems.vocals, found.spans)
                former = vocals, updated_peaks(former[1], stems.accompaniment, found.spans)
            self._held = ActiveStems(clip, origin, stems, former)
            return self._held
