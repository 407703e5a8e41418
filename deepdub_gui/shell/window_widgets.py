"""The main widgets of the window, as one value."""

from __future__ import annotations

from dataclasses import dataclass

from deepdub_gui.widgets.actions import Actions
from deepdub_gui.widgets.cue_table import CueTable
from deepdub_gui.widgets.shift.bar import ShiftBar
from deepdub_gui.widgets.status_bar import StatusBar
from deepdub_gui.widgets.timeline import Timeline
from deepdub_gui.widgets.transport import TransportBar


@dataclass(frozen=True, slots=True, eq=False)
class WindowWidgets:
    """The actions and the main widgets of the window.

    Parameters
    ----------
    actions
        The actions of the menu bar.
    timeline, table
        The timeline, and the list of cues.
    shift_bar, transport, status
        The shift bar, the transport row and the status bar.
    """

    actions: Actions
    timeline: Timeline
    table: CueTable
    shift_bar: ShiftBar
    transport: TransportBar
    status: StatusBar
