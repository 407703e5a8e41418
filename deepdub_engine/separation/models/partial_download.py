"""A download that is not finished: the bytes so far, and what the server said about them, both kept over restarts."""

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
class Promise:
    """What the part will be: its hash, its size as the server says (0: it does not), and the server's mark of it."""

    sha256: str
    total: int = 0
    url: str = ""
    etag: str = ""


class Part:
    """The file ``<name>.part`` and the note ``<name>.part.json`` beside it.

    Parameters
    ----------
    path
        Of the whole file, which there will be when `finish` is called.
    sha256
        That it will have, in hexadecimal; a part of something else is thrown away.
    """

    def __init__(self, path: Path, sha256: str) -> None:
        self._whole = path
        self.path = path.with_name(f"{path.name}.part")
        self._note = path.with_name(f"{path.name}.part.json")
        self.promise = self._read_note()
        if self.promise.sha256 != sha256:
            self.promise = Promise(sha256)
            self.discard()

    @property
    def size(self) -> int:
        """Bytes so far."""
        try:
            return self.path.stat().st_size
        except FileNotFoundError:
            return 0

    @property
    def is_whole(self) -> bool:
        """Whether as many bytes are there as the server promised."""
        return 0 < self.promise.total == self.size

    def _read_note(self) -> Promise:
        try:
            values = json.loads(self._note.read_text(encoding="utf-8"))
            promise = Promise(str(values["sha256"]), int(values["total"]), str(values["url"]), str(values["etag"]))
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return Promise("")
        return promise

    def expect(self, total: int, url: str, etag: str) -> None:
        """Note what a server promises."""
        self.promise = Promise(self.promise.sha256, total, url, etag)
        self._note.write_text(json.dumps(asdict(self.promise)), encoding="utf-8")

    @contextlib.contextmanager
    def appending(self, start: int) -> Iterator[BinaryIO]:
        """Open the part for what comes after its first `start` bytes."""
        with self.path.open("r+b" if self.path.exists() else "w+b") as file:
            file.truncate(start)
            file.seek(start)
            try:
                yield file
            finally:
                file.flush()
                os.fsync(file.fileno())

    def discard(self) -> None:
        """Throw the bytes away."""
        self.path.unlink(missing_ok=True)
        self._note.unlink(missing_ok=True)
        self.promise = Promise(self.promise.sha256)

    def finish(self) -> None:
        """Give the file its name."""
        self.path.replace(self._whole)
        self._note.unlink(missing_ok=True)


def sha256_of(path: Path) -> Job[str]:
    """Return the SHA-256 of a file in hexadecimal, block by block."""
    digest, done, total = hashlib.sha256(), 0, path.stat().st_size
    with path.open("rb") as file:
        while block := file.read(_BLOCK_BYTES):
            digest.update(block)
            done += len(block)
            yield Progress(done, total, mark("Verifying"))
    return digest.hexdigest()
