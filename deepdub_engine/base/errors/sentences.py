"""Errors in tables of sentences."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from deepdub_engine.base.errors.base import DeepdubError
from deepdub_engine.base.messages import Message, MessageOrText, message


@dataclass(eq=False)
class SentencesInvalid(DeepdubError):
    """A file holds no sentences that can be cut; `row` is its number from 1, None where the whole file is meant."""

    path: Path
    reason: MessageOrText
    row: int | None = None

    def to_message(self) -> Message:
        if self.row is None:
            return message(
                "“{name}” is no table of sentences ({reason}): write one with “deepdub sentences … -o sentences.csv”.",
                name=self.path.name,
                reason=self.reason,
            )
        return message(
            "Sentence {row} of “{name}” cannot be used ({reason}): correct it and start again.",
            row=self.row,
            name=self.path.name,
            reason=self.reason,
        )


@dataclass(eq=False)
class CastInvalid(DeepdubError):
    """A file does not say what speakers sound like."""

    path: Path
    reason: MessageOrText

    def to_message(self) -> Message:
        return message(
            "“{name}” is no cast ({reason}): choose the “cast.json” of another episode.",
            name=self.path.name,
            reason=self.reason,
        )
