"""The waveform of an episode with its subtitles, as a small SVG."""

from __future__ import annotations

import html
from typing import Final

from deepdub_engine.base.timing import format_clock
from deepdub_engine.batch.overview import Overview

STYLE: Final = """
svg { display: block; height: auto; margin: .5rem 0; width: 100%; }
svg .wave { fill: var(--wave); } svg .rms { fill: var(--rms); } svg .cues { fill: var(--cue); }
svg .place { fill: var(--place); } svg text { fill: var(--faint); font: 9px system-ui, sans-serif; }
svg line { stroke: var(--line); }
"""
_WIDTH, _MIDDLE, _HALF = 600, 30, 28
_CUES_Y, _CUES_HEIGHT, _TEXT_Y, _HEIGHT = 61, 7, 80, 84


def picture(overview: Overview, label: str) -> str:
    """Return the picture: peaks and RMS of the sound, the subtitles below, and triangles at the places to hear.

    `label` says what it is, for screen readers.
    """
    if not overview.wave or overview.duration_ms <= 0:
        return ""
    loudest = max(1, *(max(-low, high) for low, high, _ in overview.wave))
    peaks = _outline([(low, high) for low, high, _ in overview.wave], loudest)
    rms = _outline([(-value, value) for _, _, value in overview.wave], loudest)
    scale = _WIDTH / overview.duration_ms
    marks = "".join(_triangle(place.at_ms * scale) for place in overview.places)
    times = "".join(
        f'<text x="{x}" y="{_TEXT_Y}" text-anchor="{anchor}">{_clock(part * overview.duration_ms)}</text>'
        for part, x, anchor in ((0, 0, "start"), (0.5, _WIDTH // 2, "middle"), (1, _WIDTH, "end"))
    )
    return (
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{html.escape(label)}">'
        f'<path class="wave" d="{peaks}"/><path class="rms" d="{rms}"/>'
        f'<line x1="0" x2="{_WIDTH}" y1="{_MIDDLE}" y2="{_MIDDLE}"/>'
        f'<path class="cues" d="{_cues(overview, scale)}"/><path class="place" d="{marks}"/>{times}</svg>'
    )


def _clock(at_ms: float) -> str:
    return format_clock(round(at_ms))[:-4]


def _outline(pairs: list[tuple[int, int]], loudest: int) -> str:
    """Return a closed path along the upper values, and back along the lower ones."""
    step = _WIDTH / len(pairs)

    def points(values: list[tuple[float, int]]) -> list[str]:
        return [f"{x:.1f} {_MIDDLE - _HALF * min(loudest, max(-loudest, value)) / loudest:.1f}" for x, value in values]

    there = points([((number + 0.5) * step, high) for number, (_, high) in enumerate(pairs)])
    back = points([((number + 0.5) * step, low) for number, (low, _) in enumerate(pairs)])
    return "M" + "L".join([*there, *reversed(back)]) + "Z"


def _cues(overview: Overview, scale: float) -> str:
    """Return the subtitles as rectangles; those that would touch in the picture are one."""
    spans: list[list[float]] = []
    for start_ms, stop_ms in sorted(overview.cues):
        start, stop = (min(_WIDTH, max(0.0, at * scale)) for at in (start_ms, stop_ms))
        if spans and start - spans[-1][1] < 0.3:
            spans[-1][1] = max(spans[-1][1], stop)
        elif stop > start:
            spans.append([start, stop])
    return "".join(
        f"M{start:.1f} {_CUES_Y}h{max(0.5, stop - start):.1f}v{_CUES_HEIGHT}h-{max(0.5, stop - start):.1f}z"
        for start, stop in spans
    )


def _triangle(x: float) -> str:
    return f"M{x:.1f} {_CUES_Y - 1}l-4 -7h8z"
