"""A disk cache of separated stems, keyed by the audio, the weights and the settings that they were made from."""

from deepdub_engine.separation.stem_cache.cache import StemCache, usual_folder
from deepdub_engine.separation.stem_cache.keys import StemKey, key_for, sound_digest, weights_digest

__all__ = ["StemCache", "StemKey", "key_for", "sound_digest", "usual_folder", "weights_digest"]
