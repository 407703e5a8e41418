"""What the user decided about voices, and which of them were made for another text."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from deepdub_engine.base.atomic import replacing
from deepdub_engine.pipeline.dub.manifest import DUB_FOLDER
from deepdub_engine.pipeline.dub.takes import find_takes
from deepdub_engine.pipeline.rows import AUDIO_FOLDER, SegmentFiles

VOICES_JSON = "voices.json"
_FARTHEST_MS = 10**9


@dataclass(slots=True)
class Marks:
    """The marks of a folder, by hash of the line as text.

    Parameters
    ----------
    old_text
        For a voice that was made for another text: ``digest`` of the voice, and ``was``, the text.
    chosen
        The name of the take in use.
    moved
        How far the voice was moved by hand from where the fit lays it, in milliseconds.
    """

    old_text: dict[str, dict[str, str]] = field(default_factory=dict)
    chosen: dict[str, str] = field(default_factory=dict)
    moved: dict[str, int] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path) -> Marks:
        """Return the marks of a folder; empty if they cannot be read."""
        try:
            stored: dict[str, Any] = json.loads((folder / DUB_FOLDER / VOICES_JSON).read_text(encoding="utf-8"))
            return cls.of(stored)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls()

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Marks:
        """Return marks from `values`.

        Raises
        ------
        ValueError, KeyError, TypeError, AttributeError
            If they are damaged.
        """
        old = {str(key): {"digest": str(e["digest"]), "was": str(e["was"])} for key, e in stored["old_text"].items()}
        chosen = {str(key): str(name) for key, name in stored["chosen"].items()}
        moved = stored.get("moved", {}).items()
        return cls(old, chosen, {str(key): ms for key, ms in moved if type(ms) is int and abs(ms) <= _FARTHEST_MS})

    def values(self) -> dict[str, Any]:
        """Return the marks as JSON values."""
        return {"old_text": self.old_text, "chosen": self.chosen, "moved": self.moved}

    def save(self, folder: Path) -> None:
        """Store the marks.

        Raises
        ------
        DiskFull, OutputNotWritable
            If they cannot be written.
        """
        with replacing(folder / DUB_FOLDER / VOICES_JSON) as temporary:
            temporary.write_text(json.dumps(self.values(), ensure_ascii=False, indent=1), encoding="utf-8")


def with_chosen_takes(folder: Path, rows: Sequence[SegmentFiles]) -> list[SegmentFiles]:
    """Return the rows of a folder with the takes in use, for ways that know no others than the first."""
    chosen = Marks.load(folder).chosen
    takes = find_takes(folder / AUDIO_FOLDER, [row.hash for row in rows if row.hash and str(row.hash) in chosen])
    names = {number: {path.name for path in paths} for number, paths in takes.by_hash.items()}
    return [
        replace(row, take=chosen[str(row.hash)]) if chosen.get(str(row.hash)) in names.get(row.hash, ()) else row
        for row in rows
    ]
