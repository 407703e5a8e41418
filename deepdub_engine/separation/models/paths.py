"""Where installed models are, and the receipt without which a folder is not taken for one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import platformdirs

RECEIPT = "deepdub.json"
_LARGEST_RECEIPT = 1 << 16


@dataclass(frozen=True, slots=True)
class FileReceipt:
    """A file as it was when its model was verified; `sha256` in hexadecimal, `changed_ns` since 1970."""

    size: int
    sha256: str
    changed_ns: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was installed; written last, into a folder that gets its name only then.

    Parameters
    ----------
    model
        Name of the model.
    source
        Address, archive or folder that it came from.
    archive_sha256
        Of the archive; empty for a folder.
    official
        Whether that is the published archive.
    files
        By name.
    """

    model: str
    source: str
    archive_sha256: str = ""
    official: bool = False
    files: Mapping[str, FileReceipt] = field(default_factory=dict)

    def to_json(self) -> str:
        """Return the text of the receipt."""
        return json.dumps(asdict(self) | {"format": 1}, ensure_ascii=False, indent=2) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Receipt:
        """Rebuild from `to_json`.

        Raises
        ------
        ValueError, KeyError, TypeError, AttributeError
            If the text is not a receipt.
        """
        values: dict[str, Any] = json.loads(text)
        if values.pop("format") != 1:
            raise ValueError("a receipt of another version")
        files = {Path(name).name: FileReceipt(**file) for name, file in values.pop("files").items()}
        if not all(isinstance(file.size, int) and isinstance(file.changed_ns, int) for file in files.values()):
            raise ValueError("sizes that are not numbers")
        return cls(files=files, **values)


def store_folder() -> Path:
    """Return the folder of this person's models; it need not exist."""
    return platformdirs.user_data_path("deepdub", appauthor=False) / "models"


def replaced_folder(target: Path) -> Path:
    """Return where an installed model waits while another takes its place."""
    return target.with_name(f".replaced-{target.name}")


def installed_folder(target: Path) -> Path | None:
    """Return where the model that belongs in `target` is, or None if it is not installed as a whole."""
    return next((folder for folder in (target, replaced_folder(target)) if read_receipt(folder) is not None), None)


def is_unfinished(folder: Path) -> bool:
    """Whether a folder lies in the store without a receipt: half copied, or not made by this program."""
    return folder.parent == store_folder() and read_receipt(folder) is None


def read_receipt(folder: Path) -> Receipt | None:
    """Return the receipt in a folder, or None without one that can be read."""
    try:
        with (folder / RECEIPT).open(encoding="utf-8") as file:
            return Receipt.from_json(file.read(_LARGEST_RECEIPT))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
