"""How the view follows the playhead."""

from __future__ import annotations

import enum


class Following(enum.StrEnum):
    """What happens while it plays."""

    PAGE = "page"
    CENTRED = "centred"
    FREE = "free"
