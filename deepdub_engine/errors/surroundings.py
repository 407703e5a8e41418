"""What can be missing around the program: a process, a sound device, a screen."""

from __future__ import annotations

from dataclasses import dataclass

from deepdub_engine.errors.base import DeepdubError


@dataclass(eq=False)
class SeparationCrashed(DeepdubError):
    """The process that runs the network ended without a result."""

    status: int
    detail: str = ""

    def sentence(self) -> str:
        return (
            f"Separation stopped unexpectedly (status {self.status}{', ' + self.detail if self.detail else ''}):"
            " close other programs to free memory and try again."
        )


@dataclass(eq=False)
class SoundUnavailable(DeepdubError):
    """No sound device, or one that refuses to play."""

    reason: str

    def sentence(self) -> str:
        return f"Nothing can be heard because no sound device works ({self.reason}): connect one and press Play again."


@dataclass(eq=False)
class DisplayMissing(DeepdubError):
    """A window was asked for where there is no screen."""

    def sentence(self) -> str:
        return "There is no display to open a window on: use the command “deepdub run” instead, or set DISPLAY."
