"""How the view follows the playhead: always by whole columns, so that nothing that is drawn shakes."""

from __future__ import annotations

from deepdub_gui.base.follow_mode import Following
from deepdub_gui.widgets.timeline.axis import TimeAxis

_PAGE_SHARE = 0.08  # of the visible range: where the playhead stands after a page has been turned


def page_of(axis: TimeAxis, time_ms: float) -> TimeAxis:
    """Return the axis turned to the page of a time."""
    return axis.scrolled(axis.column(time_ms) - round(axis.columns * _PAGE_SHARE))


def centred_on(axis: TimeAxis, time_ms: float) -> TimeAxis:
    """Return the axis with a time in its middle column."""
    return axis.scrolled(axis.column(time_ms) - axis.columns // 2)


def followed(axis: TimeAxis, before_ms: float, now_ms: float, mode: Following) -> TimeAxis | None:
    """Return the view of a playhead that has moved on; None where the view stays.

    A view that the hand has moved away from the playhead stays where it is. A centred one waits until the playhead
    comes by its middle: it would otherwise be torn from the hand.
    """
    if mode is Following.FREE or not axis.shows(before_ms):
        return None
    if mode is Following.PAGE:
        return None if axis.shows(now_ms) else page_of(axis, now_ms)
    before, now, middle = axis.column(before_ms), axis.column(now_ms), axis.columns // 2
    if before <= middle < now or not axis.shows(now_ms):
        return centred_on(axis, now_ms)
    return None
