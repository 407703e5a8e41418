"""A disk cache of separated stems, keyed by the audio, the weights and the settings that they were made from."""

from deepdub_engine.separation.stem_cache.cache import StemCache, default_folder
from deepdub_engine.separation.stem_cache.keys import StemKey, audio_digest, key_for, weights_digest

__all__ = ["StemCache", "StemKey", "audio_digest", "default_folder", "key_for", "weights_digest"]
