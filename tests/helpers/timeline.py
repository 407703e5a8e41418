"""Timeline helpers: what the user does to the view."""

from __future__ import annotations

from deepdub_gui.widgets.timeline import Timeline


def scroll_by(timeline: Timeline, by_ms: float) -> None:
    """Scroll the view by a time, as a drag of the overview's frame does."""
    timeline._canvas.moved.emit(timeline.visible_ms[0] + by_ms)
