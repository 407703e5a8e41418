"""What a hand pulls along the time axis; at an edge of the view, the view goes along."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer

_TICK_MS = 16
_LONGEST_TICK_MS = 50  # after a pause of the whole window, the view does not leap
_EDGE_PX = 24  # inside the view: a hand cannot go beyond an edge that is that of the screen
_SLOWEST_PX_S, _FASTER_EACH_PX, _FASTEST_PX_S = 60.0, 14.0, 3000.0
_NEAR_PX = 8  # a hand that comes so near to a time means it
_FARTHEST_MS = 250


def speed_px_s(beyond_px: float) -> float:
    """Return how fast the view scrolls, in pixels each second, for a hand so many pixels beyond an edge."""
    return min(_SLOWEST_PX_S + _FASTER_EACH_PX * beyond_px, _FASTEST_PX_S) if beyond_px > 0 else 0.0


class Pull(QObject):
    """How far what is held has been pulled, in time, however the view has moved meanwhile.

    There is one for all that can be held on a timeline, since there is one hand. While that is near an edge of the
    view, or beyond it, the view scrolls, the faster the farther out it is, until it comes back or lets go; what is
    held stays at the edge, where it is seen. The view does not scroll where what is held has stayed behind.

    Parameters
    ----------
    ms_at
        Returns the time at a horizontal position of the view, in logical pixels.
    width_px
        Returns the width of the view.
    scroll_px
        Moves the view by so many pixels, as far as there is anything to see.
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
        """Whether the hand holds something: the view must not move away under it."""
        return self._follow is not None

    @property
    def can_be_given_up(self) -> bool:
        """Whether what is held would go back to where it was."""
        return self._give_up is not None

    @property
    def near_ms(self) -> int:
        """How near to a time a hand has to come to mean it."""
        return min(_FARTHEST_MS, round(self._ms_at(_NEAR_PX) - self._ms_at(0)))

    def take(self, x: float, follow: Callable[[float], None], give_up: Callable[[], None] | None = None) -> None:
        """Take hold of something.

        Parameters
        ----------
        x
            Where the hand is.
        follow
            Is called with the milliseconds that the hand has gone since, also when it is the view that has moved.
        give_up
            Is called when the drag is to end as if it had not been.
        """
        self._follow, self._give_up = follow, give_up
        self._x, self._at_ms, self._by_ms = x, self._ms_at(x), 0.0
        # Something that is taken near an edge does not scroll by itself: the hand has to go out.
        self._inside_px = min(x, _EDGE_PX), max(x, self._width_px() - _EDGE_PX)

    def move(self, x: float, factor: float = 1.0) -> None:
        """Follow the hand; with a factor below 1 as much less than it goes, and then without scrolling."""
        if self._follow is None:
            return
        self._x, self._factor = x, factor
        self._go_on()
        if self._follow is None or not self._beyond_px:
            self._timer.stop()
        elif not self._timer.isActive():
            self._clock.start()
            self._timer.start()

    def stay_behind(self) -> None:
        """Note, while it follows, that what is held cannot go there: then the view does not go on without it."""
        self._is_behind = True

    def rest(self) -> None:
        """Let the view stand still until the hand is seen again."""
        self._timer.stop()

    def let_go(self) -> None:
        """End the drag."""
        self._timer.stop()
        self._follow = self._give_up = None

    def give_up(self) -> None:
        """End the drag as if it had not been."""
        give_up = self._give_up
        self.let_go()
        if give_up is not None:
            give_up()

    @property
    def _beyond_px(self) -> float:
        """How far the hand is beyond an edge; negative at the left one."""
        left, right = self._inside_px
        return 0.0 if self._is_fine else min(0.0, self._x - left) + max(0.0, self._x - right)

    @property
    def _is_fine(self) -> bool:
        return self._factor != 1.0

    def _go_on(self) -> None:
        at_edge = min(max(self._x, -1.0), self._width_px())  # a pixel outside, so that the very ends can be reached
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
