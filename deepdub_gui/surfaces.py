"""The large parts of the window, on which everything else shows itself."""

from __future__ import annotations

from dataclasses import dataclass

from deepdub_gui.actions import Actions
from deepdub_gui.cue_table import CueTable
from deepdub_gui.shift_bar import ShiftBar
from deepdub_gui.status_line import StatusLine
from deepdub_gui.timeline import Timeline
from deepdub_gui.transport import Transport


@dataclass(frozen=True, slots=True, eq=False)
class Surfaces:
    """What a person sees and touches.

    Parameters
    ----------
    actions
        All actions of the menus.
    timeline, table
        Where cues are drawn, and where they are listed.
    shift_bar, transport, status
        The bars below: for shifting, for listening, and for what there is to say.
    """

    actions: Actions
    timeline: Timeline
    table: CueTable
    shift_bar: ShiftBar
    transport: Transport
    status: StatusLine
