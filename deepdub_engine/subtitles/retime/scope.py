"""Which cues a shift moves: all, some, or those from a time on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from deepdub_engine.subtitles.cues import Cue
from deepdub_engine.subtitles.retime.value import Retiming


@dataclass(frozen=True, slots=True)
class Scope:
    """Cues that are meant; all of them where neither is given.

    Parameters
    ----------
    rows
        Indices of some.
    from_ms
        A time of the subtitle file: the cues that start there or later.
    """

    rows: frozenset[int] | None = None
    from_ms: int | None = None

    def of(self, cues: Sequence[Cue]) -> tuple[Cue, ...]:
        """Return those cues that are meant, of cues as they are before the retiming."""
        if self.rows is not None:
            return tuple(cue for row, cue in enumerate(cues) if row in self.rows)
        if self.from_ms is not None:
            return tuple(cue for cue in cues if cue.start_ms >= self.from_ms)
        return tuple(cues)


def offset_in(scope: Scope, retiming: Retiming) -> int:
    """Return the shift that a retiming gives to the cues that are meant, where they begin; 0 for some rows."""
    if scope.rows is not None:
        return 0
    return retiming.offset_ms if scope.from_ms is None else retiming.offset_at(scope.from_ms)


def shifted(retiming: Retiming, cues: tuple[Cue, ...], scope: Scope, by_ms: int) -> tuple[Retiming, tuple[Cue, ...]]:
    """Move the cues that are meant by some time, as they are seen; the others stay.

    All are moved by the retiming's shift. “From here on” is a break of the retiming, so that it can be seen, read and
    taken back; later breaks go with it. Single cues are moved themselves: no retiming can tell them from the rest.

    Returns
    -------
    tuple of Retiming and tuple of Cue
        What there is afterwards; the cues are the same object unless some of them were moved themselves.
    """
    if not by_ms:
        return retiming, cues
    if scope.from_ms is not None:
        return retiming.with_offset_from(scope.from_ms, retiming.offset_at(scope.from_ms) + by_ms), cues
    if scope.rows is None:
        return replace(retiming, offset_ms=retiming.offset_ms + by_ms), cues
    return retiming, tuple(_moved(retiming, cue, by_ms) if row in scope.rows else cue for row, cue in enumerate(cues))


def _moved(retiming: Retiming, cue: Cue, by_ms: int) -> Cue:
    to_ms = retiming.time_ms(cue.start_ms) + by_ms
    start_ms = retiming.source_ms(to_ms, cue.start_ms)
    return Cue(start_ms, start_ms + cue.end_ms - cue.start_ms, cue.text)
