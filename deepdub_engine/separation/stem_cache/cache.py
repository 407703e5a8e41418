"""The stem cache: limited in size, least recently used first out; its errors are logged, never raised."""

from __future__ import annotations

import contextlib
import logging
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import platformdirs

from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.audio.peaks import Peaks
from deepdub_engine.base.atomic import replacing
from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.separation import Stems
from deepdub_engine.separation.stem_cache.entry import (
    BROKEN,
    MARKER,
    CachedStems,
    EntryMetadata,
    read_entry,
    read_marker,
    write_entry,
)
from deepdub_engine.separation.stem_cache.keys import StemKey

DEFAULT_BYTES = 20_000_000_000
_LIMIT = "limit.txt"
_HIDDEN = "."
_ABANDONED_S = 24 * 3600.0
_log = logging.getLogger(__name__)


class StemCache:
    """A cache of stems on disk.

    Where the file system supports it, files are hard links to the stems in use, so caching takes no time and no extra
    space. Errors are logged, because the stems themselves exist either way.

    Parameters
    ----------
    folder
        The cache folder.
    limit_bytes
        Size limit of the cache; 0 disables it.
    """

    def __init__(self, folder: Path, limit_bytes: int = DEFAULT_BYTES) -> None:
        self._folder = folder
        self.limit_bytes = limit_bytes

    @classmethod
    def default(cls) -> StemCache:
        """Return the window's cache, with the size limit that was last set in the window."""
        return cls(default_folder(), _noted_limit(default_folder()))

    @property
    def size(self) -> int:
        """The size of all entries in bytes."""
        return sum(sum(marker.sizes.values()) for _, marker in self._entries())

    def may_contain(self, key: StemKey) -> bool:
        """Return whether an entry matches a key in everything but `sound`, which is slow to compute."""
        wanted = key.to_dict() | {"sound": None}
        return any(marker.key | {"sound": None} == wanted for _, marker in self._entries())

    def load(self, key: StemKey, clip: PcmClip, into: Path) -> CachedStems | None:
        """Restore stems and their peaks to a folder and return them, or None; a damaged entry is removed.

        If the folder cannot be written, for example because the disk is full, the result is None and the entry stays.
        """
        entry = self._folder / key.name
        if not entry.is_dir():
            return None
        try:
            kept = read_entry(entry, key, clip, into)
            (entry / MARKER).touch()
        except DeepdubError:
            _log.warning("cached stems cannot be restored: %s", entry, exc_info=True)
            return None
        except BROKEN:
            _log.warning("cached stems are damaged: %s", entry, exc_info=True)
            self._remove(entry)
            return None
        return kept

    def store(self, key: StemKey, stems: Stems, peaks: tuple[Peaks, Peaks]) -> bool:
        """Add stems, unless an entry covers at least as much of the clip; return whether they are cached now."""
        entry = self._folder / key.name
        if self.limit_bytes <= 0:
            return False
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            if self._has(entry, stems):
                return True
            with self._staging() as staging:
                write_entry(staging, key, stems, peaks)
                if sum(read_marker(staging).sizes.values()) > self.limit_bytes:
                    return False
                if entry.exists():
                    self._remove(entry)
                staging.replace(entry)
        except (*BROKEN, DeepdubError):
            _log.warning("stems cannot be cached: %s", entry, exc_info=True)
            return False
        self.trim()
        return entry.is_dir()

    def trim(self) -> None:
        """Remove the least recently used entries until the rest fits, and leftovers of crashes.

        Also saves the limit, which `usual` reads.
        """
        self._note_limit()
        entries = sorted(self._entries(), key=lambda entry: _used_s(entry[0]))
        room = self.limit_bytes - sum(sum(marker.sizes.values()) for _, marker in entries)
        for folder, marker in entries:
            if room >= 0:
                break
            room += sum(marker.sizes.values())
            self._remove(folder)
        for folder in self._folder.glob(f"{_HIDDEN}*"):
            with contextlib.suppress(OSError):
                if time.time() - folder.stat().st_mtime > _ABANDONED_S:
                    shutil.rmtree(folder, ignore_errors=True)

    def clear(self) -> None:
        """Remove all entries."""
        for folder, _ in self._entries():
            self._remove(folder)

    def _note_limit(self) -> None:
        if _noted_limit(self._folder) == self.limit_bytes:
            return
        try:
            with replacing(self._folder / _LIMIT) as temporary:
                temporary.write_text(str(self.limit_bytes), encoding="ascii")
        except (OSError, DeepdubError):
            _log.warning("the size limit of the stem cache cannot be saved: %s", self._folder, exc_info=True)

    def _entries(self) -> Iterator[tuple[Path, EntryMetadata]]:
        for folder in self._folder.glob("*") if self._folder.is_dir() else ():
            if folder.name.startswith(_HIDDEN) or not folder.is_dir():
                continue
            try:
                yield folder, read_marker(folder)
            except BROKEN:
                _log.warning("cached stems are damaged: %s", folder, exc_info=True)
                self._remove(folder)

    def _has(self, entry: Path, stems: Stems) -> bool:
        try:
            return read_marker(entry).covered >= sum(stop - start for start, stop in stems.spans)
        except BROKEN:
            return False

    @contextlib.contextmanager
    def _staging(self) -> Iterator[Path]:
        staging = Path(tempfile.mkdtemp(prefix=".new-", dir=self._folder))
        try:
            yield staging
        finally:
            shutil.rmtree(staging, ignore_errors=True)

    def _remove(self, entry: Path) -> None:
        """Rename an entry out of the way, then delete its files."""
        with contextlib.suppress(OSError):
            grave = Path(tempfile.mkdtemp(prefix=".old-", dir=self._folder))
            entry.replace(grave / entry.name)
            shutil.rmtree(grave, ignore_errors=True)


def default_folder(caches: Path | None = None) -> Path:
    """Return the cache folder of stems, in the user's cache folder unless another is given."""
    return (caches or platformdirs.user_cache_path("deepdub")) / "stems"


def _noted_limit(folder: Path) -> int:
    try:
        return max(0, int((folder / _LIMIT).read_text(encoding="ascii")))
    except (OSError, ValueError):
        return DEFAULT_BYTES


def _used_s(entry: Path) -> float:
    try:
        return (entry / MARKER).stat().st_mtime
    except OSError:
        return 0.0
