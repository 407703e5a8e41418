"""The rows of a sentence folder as they are found on the disk, by the names of their files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from deepdub_engine.segments import SegmentNames


@dataclass(frozen=True, slots=True)
class Row(SegmentNames):
    """A row of ``segments.csv``: where its files are, its name, and whether something is spoken in it."""

    audio: Path
    hash: int
    spoken: bool

    @property
    def original(self) -> Path:
        """The original sound."""
        return self.audio / self.wav_name

    @property
    def vocals(self) -> Path:
        """The separated speech."""
        return self.audio / self.vocals_name

    @property
    def accompaniment(self) -> Path:
        """Everything but the speech."""
        return self.audio / self.accompaniment_name

    @property
    def speech(self) -> Path:
        """The generated speech."""
        return self.audio / self.gen_vocals_name

    @property
    def path(self) -> Path:
        """Its part of the new sound."""
        return self.audio / self.path_name
