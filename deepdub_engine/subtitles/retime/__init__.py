"""Retiming of cues by shift, ratio, breaks and anchors: the value, its text form, and ways to compute it."""

from deepdub_engine.subtitles.retime.line import exact_line, exact_ratio, read_line, read_ratio
from deepdub_engine.subtitles.retime.ratios import STANDARD_RATIOS, frame_rate_ratio, ratio_name
from deepdub_engine.subtitles.retime.scope import ShiftScope, is_held, offset_in, shifted, without_offset
from deepdub_engine.subtitles.retime.sync import Pin, pins_of, ratio_through, retiming_through
from deepdub_engine.subtitles.retime.taps import TapEstimate, estimate_shift, match_taps
from deepdub_engine.subtitles.retime.value import Anchor, Break, Retiming

__all__ = [
    "STANDARD_RATIOS",
    "Anchor",
    "Break",
    "Pin",
    "Retiming",
    "ShiftScope",
    "TapEstimate",
    "estimate_shift",
    "exact_line",
    "exact_ratio",
    "frame_rate_ratio",
    "is_held",
    "match_taps",
    "offset_in",
    "pins_of",
    "ratio_name",
    "ratio_through",
    "read_line",
    "read_ratio",
    "retiming_through",
    "shifted",
    "without_offset",
]
