"""How the view follows the playhead: always by whole columns, so that the drawing does not shake."""

from __future__ import annotations

from deepdub_gui.base.follow_mode import FollowMode
from deepdub_gui.widgets.timeline.axis import TimeAxis

_PAGE_SHARE = 0.08  # position of the playhead after a page turn, as a fraction of the visible range


def page_of(axis: TimeAxis, time_ms: float) -> TimeAxis:
    """Return the axis scrolled to the page that begins just before a time."""
    return axis.scrolled(axis.column(time_ms) - round(axis.columns * _PAGE_SHARE))


def centred_on(axis: TimeAxis, time_ms: float) -> TimeAxis:
    """Return the axis centred on a time."""
    return axis.scrolled(axis.column(time_ms) - axis.columns // 2)


def followed(axis: TimeAxis, before_ms: float, now_ms: float, mode: FollowMode) -> TimeAxis | None:
    """Return the view after the playhead has moved; None if the view stays.

    A view that the user has scrolled away from the playhead stays. A centred view waits until the playhead passes its
    middle, so that it does not jump just after the user has scrolled it.
    """
    if mode is FollowMode.FREE or not axis.shows(before_ms):
        return None
    if mode is FollowMode.PAGE:
        return None if axis.shows(now_ms) else page_of(axis, now_ms)
    before, now, middle = axis.column(before_ms), axis.column(now_ms), axis.columns // 2
    if before <= middle < now or not axis.shows(now_ms):
        return centred_on(axis, now_ms)
    return None
