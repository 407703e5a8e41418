"""Human-readable sizes and durations."""

from __future__ import annotations

from deepdub_engine.base.messages import Message, message


def size_text(count: int) -> str:
    """Return a number of bytes as text: ``4.8 MB``, ``79 MB``, ``2.6 GB``."""
    value, unit = count / 1e6, "MB"
    if value >= 999.5:
        value, unit = count / 1e9, "GB"
    return f"{value:.0f} {unit}" if value >= 9.95 else f"{value:.1f} {unit}"


def duration(seconds: float) -> Message:
    """Return a duration as text: ``12 s``, ``1 min 12 s``, ``2 h 5 min``."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return message("{hours} h {minutes} min", hours=hours, minutes=minutes)
    return message("{minutes} min {rest} s", minutes=minutes, rest=rest) if minutes else message("{rest} s", rest=rest)
