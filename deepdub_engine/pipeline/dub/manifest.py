"""What the last remix made and from what, so that the next one makes only what changed."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from deepdub_engine.base.atomic import replacing
from deepdub_engine.base.errors import from_os_error

DUB_FOLDER = ".deepdub-dub"
_NAME = "manifest.json"
_VERSION = 1
_CHUNK = 1 << 20


@dataclass(slots=True)
class Manifest:
    """The manifest of a sentence folder; a damaged one is empty, and everything is made again.

    Parameters
    ----------
    voices
        For each voice file its stamp, its digest, and what was measured.
    slots
        For each line the stamp of its vocals, and what was measured.
    fitted
        For each line the key of its fitted voice, and its loudness.
    blocks
        For each block of the clip its key, and by how much it was limited.
    result
        Stamp of ``audio_gen.wav``.
    written
        Stamps of the mixes that were written.
    laid
        For each line the digest of the voice that was laid.
    pending
        Names of the mixes that a remix began to write; if it was stopped, they are ours all the same.
    me
        Key and stamp of ``audio_me.wav``.
    """

    voices: dict[str, dict[str, Any]] = field(default_factory=dict)
    slots: dict[str, dict[str, Any]] = field(default_factory=dict)
    fitted: dict[str, dict[str, Any]] = field(default_factory=dict)
    blocks: list[list[Any]] = field(default_factory=list)
    result: list[int] = field(default_factory=list)
    written: dict[str, list[int]] = field(default_factory=dict)
    laid: dict[str, str] = field(default_factory=dict)
    pending: list[str] = field(default_factory=list)
    me: list[Any] = field(default_factory=list)

    @classmethod
    def load(cls, folder: Path) -> Manifest:
        """Return the manifest of a sentence folder."""
        try:
            stored = json.loads((folder / DUB_FOLDER / _NAME).read_text(encoding="utf-8"))
            if stored["version"] != _VERSION:
                return cls()
            made = cls(**{name: stored[name] for name in cls.__slots__})
        except (OSError, ValueError, KeyError, TypeError):
            return cls()
        kinds = {name: type(getattr(cls(), name)) for name in cls.__slots__}
        return made if all(isinstance(getattr(made, name), kind) for name, kind in kinds.items()) else cls()

    def save(self, folder: Path) -> None:
        """Store the manifest.

        Raises
        ------
        DiskFull, OutputNotWritable
            If it cannot be written.
        """
        values = {"version": _VERSION, **{name: getattr(self, name) for name in self.__slots__}}
        with replacing(folder / DUB_FOLDER / _NAME) as temporary:
            temporary.write_text(json.dumps(values), encoding="utf-8")

    def wrote(self, path: Path) -> bool:
        """Return whether a mix was written by us and has not changed since."""
        return path.name in self.pending or self.written.get(path.name) == stamp(path)

    def digest(self, voice: Path) -> str:
        """Return the digest of a voice; the file is read only if its stamp is new."""
        entry = self.voices.get(voice.name)
        now = stamp(voice)
        if entry is None or entry.get("stamp") != now:
            found = digest(voice)
            if entry is None or entry.get("digest") != found:
                entry = {"digest": found}
            self.voices[voice.name] = entry = {**entry, "stamp": now}
        return str(entry["digest"])


def stamp(path: Path) -> list[int]:
    """Return size and time of change of a file; an empty list if it is missing."""
    try:
        found = path.stat()
    except OSError:
        return []
    return [found.st_size, found.st_mtime_ns]


def digest(path: Path) -> str:
    """Return a digest of the bytes of a file.

    Raises
    ------
    FileMissing, FileUnreadable
        If it cannot be read.
    """
    hasher = hashlib.blake2b(digest_size=16)
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                hasher.update(chunk)
    except OSError as error:
        raise from_os_error(error, path, writing=False) from error
    return hasher.hexdigest()
