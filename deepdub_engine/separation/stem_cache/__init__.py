"""A disk cache of separated stems, keyed by the audio, the weights and the settings that they were made from."""

from deepdub_engine.separation.stem_cache.cache import StemCache, default_folder
from deepdub_engine.separation.stem_cache.keys import StemKey, audio_digest, key_for, weights_digest
from deepdub_engine.separation.stem_cache.lookup import StemLookup, stem_peaks

__all__ = [
    "StemCache",
    "StemKey",
    "StemLookup",
    "audio_digest",
    "default_folder",
    "key_for",
    "stem_peaks",
    "weights_digest",
]
