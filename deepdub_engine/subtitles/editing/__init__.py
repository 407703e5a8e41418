"""Cue editing: pure functions from cues to cues, on the retimed timeline that the user sees."""

from deepdub_engine.subtitles.editing.checks import Overlap, characters_per_second, overlaps
from deepdub_engine.subtitles.editing.inverse_retiming import undo_retiming
from deepdub_engine.subtitles.editing.limits import EditLimits
from deepdub_engine.subtitles.editing.measures import TextMeasures, measure_text
from deepdub_engine.subtitles.editing.order import by_start
from deepdub_engine.subtitles.editing.snapping import SnapPoints, neighbour_points, snap, snap_move
from deepdub_engine.subtitles.editing.split_merge import delete, insert, merge, next_cue_index, room_at, set_text, split
from deepdub_engine.subtitles.editing.texts import plain_length, strip_blank_lines
from deepdub_engine.subtitles.editing.times import (
    move,
    move_end,
    move_following,
    move_shared,
    move_start,
    set_end,
    set_length,
    set_start,
    shifted,
)

__all__ = [
    "EditLimits",
    "Overlap",
    "SnapPoints",
    "TextMeasures",
    "by_start",
    "characters_per_second",
    "delete",
    "insert",
    "measure_text",
    "merge",
    "move",
    "move_end",
    "move_following",
    "move_shared",
    "move_start",
    "neighbour_points",
    "next_cue_index",
    "overlaps",
    "plain_length",
    "room_at",
    "set_end",
    "set_length",
    "set_start",
    "set_text",
    "shifted",
    "snap",
    "snap_move",
    "split",
    "strip_blank_lines",
    "undo_retiming",
]
