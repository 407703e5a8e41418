"""Drags along the time axis that scroll the view at its edges."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer

_TICK_MS = 16
_LONGEST_TICK_MS = 50  # keeps the view from jumping after the event loop has stalled
_EDGE_PX = 24  # inside the view, because the pointer cannot leave a maximised window
_SLOWEST_PX_S, _FASTER_EACH_PX, _FASTEST_PX_S = 60.0, 14.0, 3000.0
_NEAR_PX = 8  # snapping distance
_FARTHEST_MS = 250  # upper limit of the snapping distance


def speed_px_s(beyond_px: float) -> float:
    """Return the scroll speed, in pixels per second, for a pointer this many pixels beyond an edge."""
    return min(_SLOWEST_PX_S + _FASTER_EACH_PX * beyond_px, _FASTEST_PX_S) if beyond_px > 0 else 0.0


class AutoScrollDrag(QObject):
    """A drag along the time axis, measured in time so that scrolling counts as movement.

    All drags on a timeline share one instance. While the pointer is near an edge of the view or beyond it, the view
    scrolls, faster the farther out the pointer is, and the dragged item stays visible at the edge. The view does not
    scroll while the item cannot follow the pointer.

    Parameters
    ----------
    ms_at
        Returns the time at a horizontal position of the view, in logical pixels.
    width_px
        Returns the width of the view.
    scroll_px
        Scrolls the view by a number of pixels, within the range of the content.
    """

    def __init__(
        self,
        ms_at: Callable[[float], float],
        width_px: Callable[[], float],
        scroll_px: Callable[[float], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._ms_at, self._width_px, self._scroll_px = ms_at, width_px, scroll_px
        self._follow: Callable[[float], None] | None = None
        self._give_up: Callable[[], None] | None = None
        self._x = self._at_ms = self._by_ms = 0.0
        self._factor = 1.0
        self._inside_px = (0.0, 0.0)
        self._is_behind = False
        self._clock = QElapsedTimer()
        self._timer = QTimer(self, interval=_TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._scroll_on)

    @property
    def is_held(self) -> bool:
        """Whether a drag is in progress; the view must not scroll on its own meanwhile."""
        return self._follow is not None

    @property
    def can_cancel(self) -> bool:
        """Whether the current drag can be cancelled."""
        return self._give_up is not None

    @property
    def near_ms(self) -> int:
        """Snapping distance in milliseconds at the current zoom."""
        return min(_FARTHEST_MS, round(self._ms_at(_NEAR_PX) - self._ms_at(0)))

    def begin(self, x: float, follow: Callable[[float], None], give_up: Callable[[], None] | None = None) -> None:
        """Start a drag.

        Parameters
        ----------
        x
            Position of the pointer, in logical pixels.
        follow
            Called with the distance dragged so far, in milliseconds, when the pointer or the view has moved.
        give_up
            Called when the drag is cancelled; None if it cannot be.
        """
        self._follow, self._give_up = follow, give_up
        self._x, self._at_ms, self._by_ms = x, self._ms_at(x), 0.0
        # A drag that starts near an edge scrolls only once the pointer moves farther out.
        self._inside_px = min(x, _EDGE_PX), max(x, self._width_px() - _EDGE_PX)

    def move(self, x: float, factor: float = 1.0) -> None:
        """Move the pointer to `x`; a factor other than 1 scales the distance and turns off edge scrolling."""
        if self._follow is None:
            return
        self._x, self._factor = x, factor
        self._go_on()
        if self._follow is None or not self._beyond_px:
            self._timer.stop()
        elif not self._timer.isActive():
            self._clock.start()
            self._timer.start()

    def mark_blocked(self) -> None:
        """Report, from within `follow`, that the item cannot go that far; the view then stops scrolling."""
        self._is_behind = True

    def rest(self) -> None:
        """Stop scrolling until the pointer moves again."""
        self._timer.stop()

    def end(self) -> None:
        """End the drag."""
        self._timer.stop()
        self._follow = self._give_up = None

    def cancel(self) -> None:
        """Cancel the drag."""
        give_up = self._give_up
        self.end()
        if give_up is not None:
            give_up()

    @property
    def _beyond_px(self) -> float:
        """How far the pointer is beyond an edge, in logical pixels; negative at the left edge."""
        left, right = self._inside_px
        return 0.0 if self._is_fine else min(0.0, self._x - left) + max(0.0, self._x - right)

    @property
    def _is_fine(self) -> bool:
        return self._factor != 1.0

    def _go_on(self) -> None:
        at_edge = min(max(self._x, -1.0), self._width_px())  # one pixel outside, to reach the very ends
        now_ms = self._ms_at(self._x if self._is_fine else at_edge)
        self._by_ms += (now_ms - self._at_ms) * self._factor
        self._at_ms = now_ms
        self._is_behind = False
        if self._follow is not None:
            self._follow(self._by_ms)

    def _scroll_on(self) -> None:
        seconds = min(self._clock.restart(), _LONGEST_TICK_MS) / 1000
        if not self._is_behind:
            self._scroll_px(math.copysign(speed_px_s(abs(self._beyond_px)) * seconds, self._beyond_px))
            self._go_on()
