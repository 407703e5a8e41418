"""The locations of installed models, and the receipt that marks a folder as an installed model."""

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
    """A file when its model was verified: size, SHA-256 in hexadecimal, modification time since 1970."""

    size: int
    sha256: str
    changed_ns: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """A record of an installed model, written last, before its folder gets its final name.

    Parameters
    ----------
    model
        Name of the model.
    source
        Address, archive or folder that it came from.
    archive_sha256
        SHA-256 of the archive; empty for a folder.
    official
        Whether that is the published archive.
    files
        The installed files by name.
    """

    model: str
    source: str
    archive_sha256: str = ""
    official: bool = False
    files: Mapping[str, FileReceipt] = field(default_factory=dict)

    def to_json(self) -> str:
        """Return the receipt as JSON."""
        return json.dumps(asdict(self) | {"format": 1}, ensure_ascii=False, indent=2) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Receipt:
        """Return the receipt from the result of `to_json`.

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
    """Return the folder of the user's models; it need not exist."""
    return platformdirs.user_data_path("deepdub", appauthor=False) / "models"


def replaced_folder(target: Path) -> Path:
    """Return the temporary location of an installed model while another replaces it."""
    return target.with_name(f".replaced-{target.name}")


def installed_folder(target: Path) -> Path | None:
    """Return the folder of the model that belongs in `target`, or None if it is not completely installed."""
    return next((folder for folder in (target, replaced_folder(target)) if read_receipt(folder) is not None), None)


def is_unfinished(folder: Path) -> bool:
    """Return whether a folder in the store has no receipt: it is incomplete, or this program did not create it."""
    return folder.parent == store_folder() and read_receipt(folder) is None


def read_receipt(folder: Path) -> Receipt | None:
    """Return the receipt in a folder, or None if there is no readable one."""
    try:
        with (folder / RECEIPT).open(encoding="utf-8") as file:
            return Receipt.from_json(file.read(_LARGEST_RECEIPT))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
