"""Errors about the environment: the worker process, the audio device, the display."""

from __future__ import annotations

from dataclasses import dataclass

from deepdub_engine.base.errors.base import DeepdubError
from deepdub_engine.base.messages import Message, MessageOrText, message


@dataclass(eq=False)
class SeparationCrashed(DeepdubError):
    """The separation process ended without a result."""

    status: int
    detail: MessageOrText = ""

    def to_message(self) -> Message:
        if not self.detail:
            return message(
                "Separation stopped unexpectedly (status {status}): close other programs to free memory and try again.",
                status=self.status,
            )
        return message(
            "Separation stopped unexpectedly (status {status}, {detail}): close other programs to free memory and try"
            " again.",
            status=self.status,
            detail=self.detail,
        )


@dataclass(eq=False)
class VoicesCrashed(DeepdubError):
    """The process that hears voices ended without a result."""

    status: int
    detail: MessageOrText = ""

    def to_message(self) -> Message:
        if not self.detail:
            return message(
                "Listening to the voices stopped unexpectedly (status {status}): close other programs to free memory"
                " and try again.",
                status=self.status,
            )
        return message(
            "Listening to the voices stopped unexpectedly (status {status}, {detail}): close other programs to free"
            " memory and try again.",
            status=self.status,
            detail=self.detail,
        )


@dataclass(eq=False)
class SeparationUnstable(DeepdubError):
    """The network returned other values each time for the same segment."""

    attempts: int

    def to_message(self) -> Message:
        return message(
            "The processor computed {attempts} different results for the same sound, so nothing was written: restart"
            " the computer and try again, and check its memory if this comes back.",
            attempts=self.attempts,
        )


@dataclass(eq=False)
class MemoryShort(DeepdubError):
    """The computer, or a limit on the program, has too little memory left."""

    def to_message(self) -> Message:
        return message("There is not enough memory: close other programs, or raise the memory limit, and try again.")


@dataclass(eq=False)
class InstallationBroken(DeepdubError):
    """A library that the program needs cannot be loaded."""

    name: str

    def to_message(self) -> Message:
        return message("A part of Deepdub cannot be loaded ({name}): install Deepdub again.", name=self.name)


@dataclass(eq=False)
class SoundUnavailable(DeepdubError):
    """There is no audio device, or it refuses to play."""

    reason: MessageOrText

    def to_message(self) -> Message:
        return message(
            "The audio device is not available ({reason}): connect a device and press Play again.",
            reason=self.reason,
        )


@dataclass(eq=False)
class DisplayMissing(DeepdubError):
    """A window cannot be opened without a display."""

    def to_message(self) -> Message:
        return message(
            "There is no display to open a window on: use the command “deepdub run” instead, or set DISPLAY."
        )
