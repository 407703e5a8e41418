"""What can be wrong with project files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from deepdub_engine.errors.base import DeepdubError


@dataclass(eq=False)
class ProjectInvalid(DeepdubError):
    """A file that is no project, or a damaged one."""

    path: Path
    reason: str

    def sentence(self) -> str:
        return f"“{self.path.name}” is not a project that can be opened ({self.reason}): choose another file or a copy."


@dataclass(eq=False)
class ProjectNewer(DeepdubError):
    """A project that a later version of the program has written."""

    path: Path
    version: int
    known: int

    def sentence(self) -> str:
        return (
            f"“{self.path.name}” was written by a later version of Deepdub (format {self.version}, this one reads up to"
            f" {self.known}): install the newer version to open it."
        )
