"""The stem cache: limited in size, least recently used first out; its errors are logged, never raised."""

from __future__ import annotations

import contextlib
import logging
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import platformdirs

from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.audio.peaks import Peaks
from deepdub_engine.base.atomic import replacing, temporary_prefix
from deepdub_engine.base.bounded_cache import BoundedCache
from deepdub_engine.base.errors import DeepdubError, DiskFull, OutputNotWritable
from deepdub_engine.base.private import make_private
from deepdub_engine.separation.stem_cache.entry import (
    MARKER,
    CachedStems,
    EntryMetadata,
    read_entry,
    read_marker,
    write_entry,
)
from deepdub_engine.separation.stem_cache.keys import StemKey
from deepdub_engine.separation.stems import Stems

DEFAULT_BYTES = 20_000_000_000
_LIMIT = "limit.txt"
_log = logging.getLogger(__name__)


class StemCache(BoundedCache):
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
        super().__init__(folder, limit_bytes=limit_bytes, marker=MARKER)

    @classmethod
    def default(cls) -> StemCache:
        """Return the window's cache, with the size limit that was last set in the window."""
        return cls(default_folder(), _noted_limit(default_folder()))

    def size_of(self, entry: Path) -> int:
        """Return the size of an entry's files without the marker; a damaged entry is removed and counts 0."""
        metadata = self._metadata(entry)
        return 0 if metadata is None else sum(metadata.sizes.values())

    def may_contain(self, key: StemKey) -> bool:
        """Return whether an entry matches a key in everything but `sound`, which is slow to compute."""
        wanted = key.to_dict() | {"sound": None}
        known = (metadata for entry in self.entries() if (metadata := self._metadata(entry)) is not None)
        return any(metadata.key | {"sound": None} == wanted for metadata in known)

    def load(self, key: StemKey, clip: PcmClip, into: Path) -> CachedStems | None:
        """Restore stems and their peaks to a folder and return them, or None; a damaged entry is removed.

        If the folder cannot be written, for example because the disk is full, the result is None and the entry stays.
        """
        entry = self._folder / key.name
        if not entry.is_dir():
            return None
        try:
            kept = read_entry(entry, key, clip, into)
            self.mark_used(entry)
        except (DiskFull, OutputNotWritable):
            _log.warning("cached stems cannot be restored: %s", entry, exc_info=True)
            return None
        except Exception:  # noqa: BLE001 - a damaged entry can raise anything
            _log.warning("cached stems are damaged: %s", entry, exc_info=True)
            self.remove(entry)
            return None
        return kept

    def store(self, key: StemKey, stems: Stems, peaks: tuple[Peaks, Peaks]) -> bool:
        """Add stems, unless an entry covers at least as much of the clip; return whether they are cached now."""
        entry = self._folder / key.name
        if self.limit_bytes <= 0:
            return False
        try:
            make_private(self._folder)
            if self._has(entry, stems):
                return True
            with self._staging() as staging:
                write_entry(staging, key, stems, peaks)
                if sum(read_marker(staging).sizes.values()) > self.limit_bytes:
                    return False
                if entry.exists():
                    self.remove(entry)
                staging.replace(entry)
        except Exception:  # noqa: BLE001 - a cache may only cost time
            _log.warning("stems cannot be cached: %s", entry, exc_info=True)
            return False
        self.trim()
        return entry.is_dir()

    def trim(self) -> None:
        """Remove the least recently used entries until the rest fits, and leftovers of crashes.

        Also saves the limit, which `default` reads.
        """
        self._note_limit()
        super().trim()

    def _note_limit(self) -> None:
        if _noted_limit(self._folder) == self.limit_bytes:
            return
        try:
            with replacing(self._folder / _LIMIT, private=True) as temporary:
                temporary.write_text(str(self.limit_bytes), encoding="ascii")
        except (OSError, DeepdubError):
            _log.warning("the size limit of the stem cache cannot be saved: %s", self._folder, exc_info=True)

    def _metadata(self, entry: Path) -> EntryMetadata | None:
        """Return the description of an entry; a damaged entry is removed, and the result is None."""
        try:
            return read_marker(entry)
        except Exception:  # noqa: BLE001 - a damaged entry can raise anything
            _log.warning("cached stems are damaged: %s", entry, exc_info=True)
            self.remove(entry)
            return None

    def _has(self, entry: Path, stems: Stems) -> bool:
        try:
            return read_marker(entry).covered >= sum(stop - start for start, stop in stems.spans)
        except Exception:  # noqa: BLE001 - a damaged entry can raise anything
            return False

    @contextlib.contextmanager
    def _staging(self) -> Iterator[Path]:
        staging = Path(tempfile.mkdtemp(prefix=temporary_prefix(), dir=self._folder))
        try:
            yield staging
        finally:
            shutil.rmtree(staging, ignore_errors=True)


def default_folder(caches: Path | None = None) -> Path:
    """Return the cache folder of stems, in the user's cache folder unless another is given."""
    return (caches or platformdirs.user_cache_path("deepdub")) / "stems"


def _noted_limit(folder: Path) -> int:
    try:
        return max(0, int((folder / _LIMIT).read_text(encoding="ascii")))
    except (OSError, ValueError):
        return DEFAULT_BYTES
