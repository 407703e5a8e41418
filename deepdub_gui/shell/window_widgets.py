"""The large parts of the window, on which everything else shows itself."""

from __future__ import annotations

from dataclasses import dataclass

from deepdub_gui.widgets.actions import Actions
from deepdub_gui.widgets.cue_table import CueTable
from deepdub_gui.widgets.shift.bar import ShiftBar
from deepdub_gui.widgets.status_bar import StatusLine
from deepdub_gui.widgets.timeline import Timeline
from deepdub_gui.widgets.transport import Transport


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
