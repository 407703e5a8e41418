"""Stems that were kept, by the window or by an earlier command, need not be separated again."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.audio.peaks import build_peaks
from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.base.progress import Job, staged
from deepdub_engine.separation import Stems, separate
from deepdub_engine.separation.models.registry import Model
from deepdub_engine.separation.stem_cache import StemCache, StemKey, key_for, sound_digest, weights_digest

_log = logging.getLogger(__name__)


class KeptStems:
    """Separates as `separate` does, unless that was done before.

    What goes wrong with what is kept is logged: it is separated then.

    Parameters
    ----------
    cache
        Where stems are kept.
    finds, keeps
        Whether to look there first, and whether to keep there what is separated.

    Attributes
    ----------
    found, kept : bool
        What came of it.
    """

    def __init__(self, cache: StemCache, *, finds: bool = True, keeps: bool = False) -> None:
        self._cache, self._finds, self._keeps = cache, finds, keeps
        self.found = self.kept = False

    def __call__(self, clip: PcmClip, model: Model, folder: Path, *, exact: bool = False) -> Job[Stems]:
        """Find the stems of a clip or separate it; raises like `separate`."""
        key = yield from staged(self._key(clip, model, exact=exact), 0.0, 0.02)
        stems = self._load(key, clip, folder / "kept") if key is not None else None
        if stems is not None:
            self.found = self.kept = True
            return stems
        stems = yield from staged(separate(clip, model, folder, exact=exact), 0.02, 0.96 if self._keeps else 1.0)
        if key is not None and self._keeps:
            yield from staged(self._keep(key, stems), 0.96, 1.0)
        return stems

    def _key(self, clip: PcmClip, model: Model, *, exact: bool) -> Job[StemKey | None]:
        """Say under which key to look or to keep; None where neither is worth it."""
        try:
            weights = weights_digest(model)
            may_find = self._finds and self._cache.may_have(key_for(clip, "", weights, exact=exact))
            if not (may_find or self._keeps):
                return None
            sound = yield from sound_digest(clip)
        except DeepdubError:
            _log.info("no look for earlier stems", exc_info=True)
            return None
        return key_for(clip, sound, weights, exact=exact)

    def _load(self, key: StemKey, clip: PcmClip, into: Path) -> Stems | None:
        kept = self._cache.load(key, clip, into) if self._finds else None
        if kept is None:
            return None
        stems, _ = kept
        if not stems.complete:  # of the sentences alone, say
            shutil.rmtree(into, ignore_errors=True)
            return None
        return stems

    def _keep(self, key: StemKey, stems: Stems) -> Job[None]:
        vocals = yield from staged(build_peaks(stems.vocals), 0.0, 0.4)
        accompaniment = yield from staged(build_peaks(stems.accompaniment), 0.4, 0.8)
        self.kept = self._cache.store(key, stems, (vocals, accompaniment))
