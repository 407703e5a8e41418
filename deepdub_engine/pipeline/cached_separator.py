"""A separator that reuses stems cached by the window or by an earlier command."""

from __future__ import annotations

import shutil
from pathlib import Path

from deepdub_engine.audio.media.centre import centre_of
from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.base.progress import Job, staged
from deepdub_engine.base.spans import Spans
from deepdub_engine.pipeline.centre_first import looks_in_centre, separate_centre_first, separate_here
from deepdub_engine.pipeline.pieces import FoundPieces, find_pieces, join_pieces
from deepdub_engine.pipeline.spoken_channels import CentreSpeech, find_centre_speech
from deepdub_engine.separation.models.registry import Model
from deepdub_engine.separation.stem_cache import StemCache, StemKey, StemLookup, stem_peaks
from deepdub_engine.separation.stems import Stems


class CachedSeparator:
    """A separator that works like `separate_centre_first` in this process, but looks for cached stems first.

    Cache errors are logged, and the clip is separated.

    Parameters
    ----------
    cache
        The stem cache.
    finds, keeps
        Whether to read from the cache, and whether to write to it.
    pieces
        A folder in which other processes have separated pieces of the clip; None if there is none.

    Attributes
    ----------
    found, kept : bool
        Whether the last stems came from the cache, and whether they are in the cache now.
    speech : CentreSpeech or None
        Where the vocals of the last clip were found; None if it has no centre channel or its stems were cached.
    """

    def __init__(
        self, cache: StemCache, *, finds: bool = True, keeps: bool = False, pieces: Path | None = None
    ) -> None:
        self._cache, self._finds, self._keeps, self._pieces = cache, finds, keeps, pieces
        self.found = self.kept = False
        self.speech: CentreSpeech | None = None

    def __call__(self, clip: PcmClip, model: Model, folder: Path, *, exact: bool = False) -> Job[Stems]:
        """Return the cached stems of a clip, or separate it; raises like `separate`."""
        key = yield from staged(self._key(clip, model, exact=exact), 0.0, 0.02)
        stems = self._load(key, clip, folder / "kept") if key is not None else None
        if stems is not None:
            self.found = self.kept = True
            return stems
        self.speech = None
        found: FoundPieces | None = None
        if self._pieces is not None and not exact:
            found = yield from staged(find_pieces(self._pieces, clip, model), 0.02, 0.04)
        if found is not None:
            self.speech = found.speech
        elif looks_in_centre(clip, model, exact=exact):
            self.speech = yield from staged(self._find_speech(clip), 0.02, 0.05)

        def separate(spans: Spans | None, into: Path) -> Job[Stems]:
            return separate_centre_first(separate_here, clip, model, into, self.speech, exact=exact, spans=spans)

        separating = separate(None, folder) if found is None else join_pieces(clip, found, folder, separate)
        stems = yield from staged(separating, 0.05 if self.speech else 0.02, 0.96 if self._keeps else 1.0)
        if key is not None and self._keeps:
            peaks = yield from staged(stem_peaks(stems), 0.96, 0.992)
            self.kept = self._cache.store(key, stems, peaks)
        return stems

    def _find_speech(self, clip: PcmClip) -> Job[CentreSpeech | None]:
        centre = centre_of(clip)
        return None if centre is None else (yield from find_centre_speech(clip, centre))

    def _key(self, clip: PcmClip, model: Model, *, exact: bool) -> Job[StemKey | None]:
        if not (self._finds or self._keeps):
            return None
        lookup = StemLookup(self._cache)
        return (yield from lookup.find_key(clip, model, exact=exact, even_if_absent=self._keeps))

    def _load(self, key: StemKey, clip: PcmClip, into: Path) -> Stems | None:
        kept = self._cache.load(key, clip, into) if self._finds else None
        if kept is None:
            return None
        stems, _ = kept
        if not stems.complete:  # only the sentences were separated, for example
            shutil.rmtree(into, ignore_errors=True)
            return None
        return stems
