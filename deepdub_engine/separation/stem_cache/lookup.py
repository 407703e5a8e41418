"""Keys of clips in the stem cache, and the peaks that go with stems: what all cached separators have in common."""

from __future__ import annotations

import logging
from pathlib import Path

from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.audio.peaks import Peaks, build_peaks
from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.base.progress import Job, staged
from deepdub_engine.separation.models.registry import Model
from deepdub_engine.separation.stem_cache.cache import StemCache
from deepdub_engine.separation.stem_cache.keys import StemKey, audio_digest, key_for, weights_digest
from deepdub_engine.separation.stems import Stems

_log = logging.getLogger(__name__)


class StemLookup:
    """Computes the keys of clips in a cache; reads the sound of each clip once, and only if it needs to.

    Parameters
    ----------
    cache
        The stem cache.
    """

    def __init__(self, cache: StemCache) -> None:
        self._cache = cache
        self._digests: dict[Path, str] = {}

    def key(self, clip: PcmClip, model: Model, *, exact: bool) -> Job[StemKey]:
        """Return the key of a clip's stems; raises a DeepdubError if the clip or the weights cannot be read."""
        return (yield from self._key(clip, weights_digest(model), exact=exact))

    def find_key(
        self, clip: PcmClip, model: Model, *, exact: bool, even_if_absent: bool = False
    ) -> Job[StemKey | None]:
        """Return the key of a clip's stems; None if the cache has none for it, or after an error, which is logged.

        Parameters
        ----------
        clip, model, exact
            As for `separate`.
        even_if_absent
            Whether to return the key also if the cache cannot have an entry for it, to store one.
        """
        try:
            weights = weights_digest(model)
            if not (even_if_absent or self._cache.may_contain(key_for(clip, "", weights, exact=exact))):
                return None
            return (yield from self._key(clip, weights, exact=exact))
        except DeepdubError:
            _log.info("the stem cache is skipped", exc_info=True)
            return None

    def _key(self, clip: PcmClip, weights: str, *, exact: bool) -> Job[StemKey]:
        if clip.path not in self._digests:
            self._digests[clip.path] = yield from audio_digest(clip)
        return key_for(clip, self._digests[clip.path], weights, exact=exact)


def stem_peaks(stems: Stems) -> Job[tuple[Peaks, Peaks]]:
    """Return the peaks of the vocals and of the accompaniment."""
    vocals = yield from staged(build_peaks(stems.vocals), 0.0, 0.5)
    accompaniment = yield from staged(build_peaks(stems.accompaniment), 0.5, 1.0)
    return vocals, accompaniment
