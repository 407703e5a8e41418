"""Map edited cues back through a retiming, from the displayed times to the stored ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from deepdub_engine.subtitles.cues import Cue
from deepdub_engine.subtitles.retime import Retiming


def undo_retiming(
    retiming: Retiming, base: Sequence[Cue], shown: Sequence[Cue], edited: Sequence[Cue]
) -> tuple[Cue, ...]:
    """Return the cues that a retiming maps to the edited ones.

    Unedited cues are restored exactly, and so are times at which some cue started or ended before the edit, so that
    cues that touch still touch under another retiming. Other times are as near as whole milliseconds allow: within
    1 ms for ratios up to 2. A retiming with breaks cannot reach every time: a cue in the gap of a break goes to the
    nearer side.

    Parameters
    ----------
    retiming
        The retiming under which the cues were edited.
    base
        The cues before the retiming.
    shown
        The same cues after the retiming.
    edited
        The edited cues; unedited ones must be the same objects as in `shown`.
    """
    if retiming.is_identity:
        return tuple(edited)
    # `shown` keeps its cues alive, so no other object can have the same id.
    same = {id(cue): former for cue, former in zip(shown, base, strict=True)}
    way = _InverseMapping(retiming, base, shown)
    as_many = len(edited) == len(base)
    return tuple(
        same.get(id(cue)) or way.back(cue, base[index] if as_many else way.nearest(cue))
        for index, cue in enumerate(edited)
    )


class _InverseMapping:
    """Finds stored times for displayed ones."""

    def __init__(self, retiming: Retiming, base: Sequence[Cue], shown: Sequence[Cue]) -> None:
        self._retiming, self._base, self._shown = retiming, base, shown
        # Thousands of cues may have moved: integer arithmetic where there are neither breaks nor anchors.
        self._has_pieces = bool(retiming.breaks or retiming.anchors)
        self._over, self._under = retiming.ratio.numerator, retiming.ratio.denominator
        self._offset_ms = retiming.offset_ms
        self._known: dict[int, list[int]] = {}
        for cue, former in zip(shown, base, strict=True):
            self._known.setdefault(cue.start_ms, []).append(former.start_ms)
            self._known.setdefault(cue.end_ms, []).append(former.end_ms)

    def nearest(self, cue: Cue) -> Cue:
        """Return the stored cue whose displayed start is nearest to that of `cue`; `cue` itself if there is none."""
        places = range(len(self._shown))
        place = min(places, key=lambda place: abs(self._shown[place].start_ms - cue.start_ms), default=None)
        return cue if place is None else self._base[place]

    def back(self, cue: Cue, former: Cue) -> Cue:
        """Return the stored cue for a displayed one; `former` picks the side of a break if both are possible."""
        found_ms = self._source(cue.start_ms, former.start_ms)
        start_ms = self._best(self._time, cue.start_ms, found_ms)
        seen_ms, length_ms = self._time(start_ms), cue.end_ms - cue.start_ms
        is_there = abs(seen_ms - cue.start_ms) <= 1
        wanted_ms = cue.end_ms if is_there else seen_ms + length_ms
        usual_ms = start_ms + (2 * length_ms * self._under + self._over) // (2 * self._over)
        end_ms = self._best(lambda end_ms: self._seen_end(start_ms, end_ms), wanted_ms, usual_ms)
        return Cue(start_ms, max(start_ms, end_ms), cue.text)

    def _best(self, seen: Callable[[int], int], wanted_ms: int, found_ms: int) -> int:
        """Return the stored time displayed nearest to `wanted_ms`: an exact known time, else one near the guess."""
        known = sorted(self._known.get(wanted_ms, ()), key=lambda time_ms: abs(time_ms - found_ms))
        best_ms, least_ms = found_ms, abs(seen(found_ms) - wanted_ms)
        for time_ms in known:
            if seen(time_ms) == wanted_ms:
                return time_ms
        for time_ms in (found_ms - 1, found_ms + 1) if least_ms else ():
            if abs(seen(time_ms) - wanted_ms) < least_ms:
                best_ms, least_ms = time_ms, abs(seen(time_ms) - wanted_ms)
        return best_ms

    def _source(self, shown_ms: int, near_ms: int) -> int:
        if self._has_pieces:
            return self._retiming.source_ms(shown_ms, near_ms)
        return (2 * (shown_ms - self._offset_ms) * self._under + self._over) // (2 * self._over)

    def _time(self, time_ms: int) -> int:
        if self._has_pieces:
            return self._retiming.time_ms(time_ms)
        return (2 * time_ms * self._over + self._under) // (2 * self._under) + self._offset_ms

    def _seen_end(self, start_ms: int, end_ms: int) -> int:
        if not self._has_pieces:
            return self._time(end_ms)
        return self._retiming.apply((Cue(start_ms, max(start_ms, end_ms), ""),))[0].end_ms
