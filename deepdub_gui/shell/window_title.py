"""The title of the main window."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from deepdub_engine.subtitles import SubtitleFile

if TYPE_CHECKING:
    from deepdub_engine.audio.media.probe import MediaInfo


def window_title(files: Sequence[MediaInfo | SubtitleFile | None], project: Path | None) -> str:
    """Return the title: the name of the project, or those of the open files; Qt marks unsaved changes at ``[*]``."""
    names = [file.path.name for file in files if file is not None] if project is None else [project.name]
    return f"{' · '.join(names)}[*] — Deepdub" if names else "Deepdub"
