"""Separation of a clip into two stems of the same sample rate, channel count and length, in constant memory."""

from deepdub_engine.separation.child import separate_in_child
from deepdub_engine.separation.estimate import (
    Estimate,
    Pace,
    Run,
    check_room,
    estimate,
    first_guess,
    sound_seconds,
    stem_bytes,
    timed,
)
from deepdub_engine.separation.local import check_exact, separate, separate_spans
from deepdub_engine.separation.persistent import WarmSeparator
from deepdub_engine.separation.segment_plan import segments_needed
from deepdub_engine.separation.spleeter_package import check_spleeter
from deepdub_engine.separation.stems import Stems, split

__all__ = [
    "Estimate",
    "Pace",
    "Run",
    "Stems",
    "WarmSeparator",
    "check_exact",
    "check_room",
    "check_spleeter",
    "estimate",
    "first_guess",
    "segments_needed",
    "separate",
    "separate_in_child",
    "separate_spans",
    "sound_seconds",
    "split",
    "stem_bytes",
    "timed",
]
