"""The names of undo steps: they say what was done."""

from __future__ import annotations

from dataclasses import replace

from deepdub_engine.base.timing import format_clock, format_shift
from deepdub_engine.subtitles.retime import Retiming, exact_ratio, pins_of
from deepdub_gui.base.i18n import tr


def retiming_name(before: Retiming, after: Retiming) -> str:
    """Return the name of the step from one retiming to another, which was typed or chosen."""
    if after.is_identity:
        return tr("Reset the shift")
    if after == replace(before, offset_ms=after.offset_ms):
        return tr("Shift {shift}", shift=format_shift(after.offset_ms - before.offset_ms))
    if after.breaks == before.breaks and after.ratio != before.ratio and _same_pins(before, after):
        return tr("Stretch ×{ratio}", ratio=exact_ratio(after.ratio))
    return tr("Set the times to {retiming}", retiming=after)


def anchors_name(before: Retiming, after: Retiming, number: int | None = None) -> str:
    """Return the name of the step that sets, moves or removes anchors; `number` is the subtitle to be anchored."""
    old, new = ({pin.at_ms: pin.true_ms for pin in pins_of(each)} for each in (before, after))
    gone, moved = old.keys() - new.keys(), [at_ms for at_ms in new if old.get(at_ms, new[at_ms]) != new[at_ms]]
    if gone:
        time = format_clock(old[min(gone)])
        return tr("Remove the anchor at {time}", time=time) if len(gone) == 1 else tr("Remove all anchors")
    if moved:
        time, by_ms = format_clock(old[moved[0]]), new[moved[0]] - old[moved[0]]
        return tr("Move the anchor at {time} by {shift}", time=time, shift=format_shift(by_ms))
    return tr("Anchor subtitle {number}", number=number) if number is not None else tr("Anchor a subtitle")


def _same_pins(before: Retiming, after: Retiming) -> bool:
    # Anchored subtitles stay when the ratio changes, so the shift may change with it.
    return bool(before.anchors) or before.offset_ms == after.offset_ms
