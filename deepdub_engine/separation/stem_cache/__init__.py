"""Stems that were separated before: kept on disk, found again by what they were made of."""

from deepdub_engine.separation.stem_cache.cache import StemCache, usual_folder
from deepdub_engine.separation.stem_cache.keys import StemKey, key_for, sound_digest, weights_digest

__all__ = ["StemCache", "StemKey", "key_for", "sound_digest", "usual_folder", "weights_digest"]
