"""Limits of cues as text, for the command line and for stored settings: ``netflix`` or ``netflix,cps=17,gap=0``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from deepdub_engine.base.errors import BadLimits
from deepdub_engine.subtitles.editing.cue_limits import DEFAULT_LIMITS, PRESETS, CueLimits

# The name of each limit in a text, with the largest value that makes sense.
_FIELDS: Mapping[str, tuple[str, int]] = MappingProxyType(
    {
        "cps": ("characters_per_second", 200),
        "line": ("line_characters", 500),
        "lines": ("lines", 20),
        "shortest": ("shortest_ms", 60_000),
        "longest": ("longest_ms", 600_000),
        "gap": ("gap_ms", 60_000),
        "halves": ("counts_halves", 1),
    }
)
_NONE = "none"


def parse_limits(text: str) -> CueLimits:
    """Return the limits that a text names: a preset, single limits, or a preset with other limits.

    Parameters
    ----------
    text
        Parts with commas between them: first the name of a preset, if any, then limits such as ``cps=17`` (characters
        a second), ``line=42`` (characters), ``lines=2``, ``shortest=833``, ``longest=7000`` and ``gap=83``
        (milliseconds), ``halves=1``. The value ``none`` takes a limit off.

    Raises
    ------
    BadLimits
        If a part is neither.
    """
    parts = [part.strip() for part in text.lower().split(",")]
    limits = PRESETS.get(parts[0], DEFAULT_LIMITS)
    changes: dict[str, Any] = {}
    for part in parts[1:] if parts[0] in PRESETS else parts:
        name, _, value = part.partition("=")
        if name.strip() not in _FIELDS:
            raise BadLimits(text, tuple(PRESETS))
        field, most = _FIELDS[name.strip()]
        changes[field] = _value(text, field, value.strip(), most)
    return replace(limits, **changes)


def limits_text(limits: CueLimits) -> str:
    """Return the text from which `parse_limits` makes the same limits."""
    values = ((name, getattr(limits, field)) for name, (field, _) in _FIELDS.items())
    return ",".join(f"{name}={_NONE if value is None else f'{float(value):g}'}" for name, value in values)


def _value(text: str, field: str, value: str, most: int) -> Any:
    if value == _NONE:
        return {"gap_ms": 0, "counts_halves": False}.get(field)
    try:
        number = float(value)
    except ValueError:
        raise BadLimits(text, tuple(PRESETS)) from None
    if not 0 <= number <= most or (number == 0 and field not in ("gap_ms", "shortest_ms", "counts_halves")):
        raise BadLimits(text, tuple(PRESETS))
    if field == "characters_per_second":
        return number
    return bool(number) if field == "counts_halves" else round(number)
