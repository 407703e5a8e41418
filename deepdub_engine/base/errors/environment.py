"""What can be missing around the program: a process, a sound device, a screen."""

from __future__ import annotations

from dataclasses import dataclass

from deepdub_engine.base.errors.base import DeepdubError
from deepdub_engine.base.messages import Said, Wording, worded


@dataclass(eq=False)
class SeparationCrashed(DeepdubError):
    """The process that runs the network ended without a result."""

    status: int
    detail: Said = ""

    def wording(self) -> Wording:
        if not self.detail:
            return worded(
                "Separation stopped unexpectedly (status {status}): close other programs to free memory and try again.",
                status=self.status,
            )
        return worded(
            "Separation stopped unexpectedly (status {status}, {detail}): close other programs to free memory and try"
            " again.",
            status=self.status,
            detail=self.detail,
        )


@dataclass(eq=False)
class SoundUnavailable(DeepdubError):
    """No sound device, or one that refuses to play."""

    reason: Said

    def wording(self) -> Wording:
        return worded(
            "Nothing can be heard because no sound device works ({reason}): connect one and press Play again.",
            reason=self.reason,
        )


@dataclass(eq=False)
class DisplayMissing(DeepdubError):
    """A window was asked for where there is no screen."""

    def wording(self) -> Wording:
        return worded("There is no display to open a window on: use the command “deepdub run” instead, or set DISPLAY.")
