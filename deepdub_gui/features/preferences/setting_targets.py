"""What applies changed settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction

from deepdub_gui.base.follow_mode import FollowMode


@dataclass(frozen=True, slots=True, eq=False)
class SettingTargets:
    """The callbacks and controllers that apply settings immediately.

    Parameters
    ----------
    reach
        Sets the range of the shift slider to either side, in seconds.
    following
        The actions that choose how the view follows the playhead.
    keep_up_to
        Sets the size limit of the stem cache, in gigabytes.
    set_rolls
        Sets the loop margins before and after the current cue, in milliseconds.
    loops_shift, matching
        The actions that turn looping while shifting and loudness matching on and off.
    limits_changed
        Called after the limits of the checks have changed.
    """

    reach: Callable[[int], None]
    following: Mapping[FollowMode, QAction]
    keep_up_to: Callable[[int], None]
    set_rolls: Callable[[int, int], None]
    loops_shift: QAction
    matching: QAction
    limits_changed: Callable[[], object] = lambda: None
