"""Separation of a clip into two stems of the same sample rate, channel count and length, in constant memory."""

from deepdub_engine.separation.child import separate_in_child
from deepdub_engine.separation.estimate import (
    Estimate,
    JobTiming,
    SeparationPace,
    check_free_space,
    estimate,
    initial_pace,
    sound_seconds,
    stem_bytes,
    with_timing,
)
from deepdub_engine.separation.local import check_exact, separate, separate_spans
from deepdub_engine.separation.persistent import PersistentSeparator
from deepdub_engine.separation.segment_plan import segments_needed
from deepdub_engine.separation.spleeter_package import check_spleeter
from deepdub_engine.separation.stems import Stems, split

__all__ = [
    "Estimate",
    "JobTiming",
    "PersistentSeparator",
    "SeparationPace",
    "Stems",
    "check_exact",
    "check_free_space",
    "check_spleeter",
    "estimate",
    "initial_pace",
    "segments_needed",
    "separate",
    "separate_in_child",
    "separate_spans",
    "sound_seconds",
    "split",
    "stem_bytes",
    "with_timing",
]
