"""The estimated cost of a separation, as text."""

from __future__ import annotations

from deepdub_engine.base.formatting import duration, size_text
from deepdub_engine.separation.estimate import Estimate
from deepdub_gui.base.i18n import tr


def estimate_text(estimate: Estimate) -> str:
    """Return the time and disk space of a separation; “perhaps” if the speed has not been measured on this machine."""
    return tr(
        "about {time} and {size} of disk" if estimate.measured else "perhaps {time} and {size} of disk",
        time=duration(max(1.0, estimate.seconds)),
        size=size_text(estimate.size),
    )
