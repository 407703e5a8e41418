"""Match subtitles to speech: suggested retimings with a confidence, a score for every shift, and cue checks."""

from deepdub_engine.alignment.curve import Peak, ScoreCurve, refined_peak_ms, score_curve
from deepdub_engine.alignment.evidence import SpeechEvidence
from deepdub_engine.alignment.per_cue import (
    CueCheck,
    SpeechInterval,
    check_cues,
    onsets_and_ends,
    snap_cues,
    speech_intervals,
    speech_without_cues,
)
from deepdub_engine.alignment.search_options import LARGEST_OFFSET_MS, SearchOptions
from deepdub_engine.alignment.suggestion import Suggestion, suggest

__all__ = [
    "LARGEST_OFFSET_MS",
    "CueCheck",
    "Peak",
    "ScoreCurve",
    "SearchOptions",
    "SpeechEvidence",
    "SpeechInterval",
    "Suggestion",
    "check_cues",
    "onsets_and_ends",
    "refined_peak_ms",
    "score_curve",
    "snap_cues",
    "speech_intervals",
    "speech_without_cues",
    "suggest",
]
