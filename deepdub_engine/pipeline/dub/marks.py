"""What the user decided about voices, and which of them were made for another text."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from deepdub_engine.base.atomic import replacing
from deepdub_engine.pipeline.dub.manifest import DUB_FOLDER

_NAME = "voices.json"


@dataclass(slots=True)
class Marks:
    """The marks of a folder, by hash of the line as text.

    Parameters
    ----------
    old_text
        For a voice that was made for another text: ``digest`` of the voice, and ``was``, the text.
    chosen
        The name of the take in use.
    """

    old_text: dict[str, dict[str, str]] = field(default_factory=dict)
    chosen: dict[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path) -> Marks:
        """Return the marks of a folder; empty if they cannot be read."""
        try:
            stored: dict[str, Any] = json.loads((folder / DUB_FOLDER / _NAME).read_text(encoding="utf-8"))
            old = {
                str(key): {"digest": str(e["digest"]), "was": str(e["was"])} for key, e in stored["old_text"].items()
            }
            return cls(old, {str(key): str(name) for key, name in stored["chosen"].items()})
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls()

    def save(self, folder: Path) -> None:
        """Store the marks.

        Raises
        ------
        DiskFull, OutputNotWritable
            If they cannot be written.
        """
        with replacing(folder / DUB_FOLDER / _NAME) as temporary:
            values = {"old_text": self.old_text, "chosen": self.chosen}
            temporary.write_text(json.dumps(values, ensure_ascii=False, indent=1), encoding="utf-8")
