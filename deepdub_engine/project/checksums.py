"""Checksums by which a project knows its files again."""

from __future__ import annotations

import hashlib
from pathlib import Path

from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.base.regular import open_regular


def file_checksum(path: Path) -> str:
    """Return a checksum of a file; empty if it cannot be read."""
    try:
        with open_regular(path) as file:
            return hashlib.blake2b(file.read(), digest_size=16).hexdigest()
    except (OSError, DeepdubError):
        return ""
