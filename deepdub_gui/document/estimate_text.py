"""What a separation will take, as text."""

from __future__ import annotations

from deepdub_engine.base.formatting import duration, size_text
from deepdub_engine.separation import Estimate
from deepdub_gui.base.i18n import tr


def estimate_text(estimate: Estimate) -> str:
    """Say what a separation will take; “perhaps” where nothing was measured on this machine."""
    return tr(
        "about {time} and {size} of disk" if estimate.measured else "perhaps {time} and {size} of disk",
        time=duration(max(1.0, estimate.seconds)),
        size=size_text(estimate.size),
    )
