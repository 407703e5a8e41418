"""How the view follows the playhead."""

from __future__ import annotations

import enum


class FollowMode(enum.StrEnum):
    """How the view follows the playhead during playback."""

    PAGE = "page"
    CENTRED = "centred"
    FREE = "free"
