"""A partial download: the bytes so far and the server's information about them, both kept across restarts."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

from deepdub_engine.base.messages import mark
from deepdub_engine.base.progress import Job, Progress

_BLOCK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class DownloadInfo:
    """The expected file: its SHA-256, its size according to the server (0 if unknown), its address and its ETag."""

    sha256: str
    total: int = 0
    url: str = ""
    etag: str = ""


class PartialDownload:
    """The file ``<name>.part`` and the note ``<name>.part.json`` beside it.

    Parameters
    ----------
    path
        Path of the complete file, which `finish` creates.
    sha256
        Its SHA-256, in hexadecimal; an existing part of another file is deleted.
    """

    def __init__(self, path: Path, sha256: str) -> None:
        self._whole = path
        self.path = path.with_name(f"{path.name}.part")
        self._note = path.with_name(f"{path.name}.part.json")
        self.info = self._read_note()
        if self.info.sha256 != sha256:
            self.info = DownloadInfo(sha256)
            self.discard()

    @property
    def size(self) -> int:
        """The number of bytes so far."""
        try:
            return self.path.stat().st_size
        except FileNotFoundError:
            return 0

    @property
    def is_whole(self) -> bool:
        """Whether the part has the size that the server announced."""
        return 0 < self.info.total == self.size

    def _read_note(self) -> DownloadInfo:
        try:
            values = json.loads(self._note.read_text(encoding="utf-8"))
            promise = DownloadInfo(str(values["sha256"]), int(values["total"]), str(values["url"]), str(values["etag"]))
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return DownloadInfo("")
        return promise

    def expect(self, total: int, url: str, etag: str) -> None:
        """Save the size, address and ETag that a server announced."""
        self.info = DownloadInfo(self.info.sha256, total, url, etag)
        self._note.write_text(json.dumps(asdict(self.info)), encoding="utf-8")

    @contextlib.contextmanager
    def appending(self, start: int) -> Iterator[BinaryIO]:
        """Open the part for appending, cut to its first `start` bytes; flush it to disk on exit."""
        with self.path.open("r+b" if self.path.exists() else "w+b") as file:
            file.truncate(start)
            file.seek(start)
            try:
                yield file
            finally:
                file.flush()
                os.fsync(file.fileno())

    def discard(self) -> None:
        """Delete the bytes so far."""
        self.path.unlink(missing_ok=True)
        self._note.unlink(missing_ok=True)
        self.info = DownloadInfo(self.info.sha256)

    def finish(self) -> None:
        """Rename the part to its final name."""
        self.path.replace(self._whole)
        self._note.unlink(missing_ok=True)


def sha256_of(path: Path) -> Job[str]:
    """Return the SHA-256 of a file, in hexadecimal."""
    digest, done, total = hashlib.sha256(), 0, path.stat().st_size
    with path.open("rb") as file:
        while block := file.read(_BLOCK_BYTES):
            digest.update(block)
            done += len(block)
            yield Progress(done, total, mark("Verifying"))
    return digest.hexdigest()
