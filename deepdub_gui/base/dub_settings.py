"""The stored options of the dub, as one line of JSON; what is damaged or out of range is replaced by the defaults."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from deepdub_engine.base.serialization import from_plain, to_plain
from deepdub_engine.pipeline.dub.options import RemixOptions

SLOWEST, FASTEST = 0.5, 2.0
MOST_FREE_MS = 10_000
MOST_DB = 60.0
AUTO_ROOM = "auto"


def options_text(options: RemixOptions) -> str:
    """Return options as text."""
    return json.dumps(to_plain(replace(options, me=False)))


def options_of(text: str) -> RemixOptions:
    """Return options from their text; an impulse response that is no longer there is left out."""
    try:
        options = from_plain(RemixOptions, json.loads(text))
    except (ValueError, RecursionError):
        return RemixOptions()
    is_right = (
        SLOWEST <= options.speed_min <= 1 <= options.speed_max <= FASTEST
        and all(0 <= ms <= MOST_FREE_MS for ms in (options.before_ms, options.behind_ms))
        and 0 <= options.duck_db <= MOST_DB
        and abs(options.level.lufs) <= MOST_DB
        and (options.peak_dbtp is None or -MOST_DB <= options.peak_dbtp <= 0)
    )
    return replace(options, room=_room(options.room)) if is_right else RemixOptions()


def _room(room: Path | str | None) -> Path | str | None:
    if room is None or str(room) == AUTO_ROOM:
        return None if room is None else AUTO_ROOM
    try:
        return Path(room) if Path(room).is_file() else None
    except (OSError, ValueError):
        return None
