"""What can be wrong with project files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from deepdub_engine.base.errors.base import DeepdubError
from deepdub_engine.base.messages import Said, Wording, worded


@dataclass(eq=False)
class ProjectInvalid(DeepdubError):
    """A file that is no project, or a damaged one."""

    path: Path
    reason: Said

    def wording(self) -> Wording:
        return worded(
            "“{name}” is not a project that can be opened ({reason}): choose another file or a copy.",
            name=self.path.name,
            reason=self.reason,
        )


@dataclass(eq=False)
class ProjectNewer(DeepdubError):
    """A project that a later version of the program has written."""

    path: Path
    version: int
    known: int

    def wording(self) -> Wording:
        return worded(
            "“{name}” was written by a later version of Deepdub (format {version}, this one reads up to {known}):"
            " install the newer version to open it.",
            name=self.path.name,
            version=self.version,
            known=self.known,
        )
