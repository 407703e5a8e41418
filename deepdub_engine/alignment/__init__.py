"""Match subtitles to speech: suggested retimings with a confidence, a score for every shift, and cue checks."""

from deepdub_engine.alignment.curve import Peak, ScoreCurve, refined_peak_ms, score_curve
from deepdub_engine.alignment.evidence import Evidence
from deepdub_engine.alignment.per_cue import (
    CueCheck,
    Stretch,
    check_cues,
    onsets_and_ends,
    snap_cues,
    speech_stretches,
    uncued_speech,
)
from deepdub_engine.alignment.search import LARGEST_OFFSET_MS, Search
from deepdub_engine.alignment.suggestion import Suggestion, suggest

__all__ = [
    "LARGEST_OFFSET_MS",
    "CueCheck",
    "Evidence",
    "Peak",
    "ScoreCurve",
    "Search",
    "Stretch",
    "Suggestion",
    "check_cues",
    "onsets_and_ends",
    "refined_peak_ms",
    "score_curve",
    "snap_cues",
    "speech_stretches",
    "suggest",
    "uncued_speech",
]
