"""A disk cache of the speech activity of clips."""

from __future__ import annotations

import logging
from pathlib import Path

from deepdub_engine.alignment.speech import SpeechActivity, load_activity, save_activity
from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.base.bounded_cache import BoundedCache, sampled_digest
from deepdub_engine.base.errors import from_os_error
from deepdub_engine.base.messages import mark
from deepdub_engine.base.private import make_private
from deepdub_engine.base.progress import Job, Progress

_LOG = logging.getLogger(__name__)
_KEPT = 200  # files, each about 300 kB per hour of clip
_EVERY_BYTES = 1 << 20  # 64 KiB of each, about 0.2 s of every 3 s; hashes an hour in 0.1 s


class ActivityCache(BoundedCache):
    """Detects the speech in clips, and caches the result on disk.

    Parameters
    ----------
    folder
        The folder of the cache; the least recently used files are evicted.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, "*.npz", limit_entries=_KEPT)

    def activity(self, source: PcmClip) -> Job[SpeechActivity]:
        """Return the speech activity of a clip or its vocals.

        The cache key is a fingerprint of the decoded samples.

        Raises
        ------
        DeepdubError
            If the sound cannot be read or the detector is damaged, but not if the cache cannot be written.
        """
        from deepdub_engine.alignment.speech.detector import detect_speech

        yield Progress(0, source.samples, mark("Listening for speech"))
        path = self._path(source)
        found = load_activity(path)
        if found is not None:
            self.mark_used(path)
            return found
        self.remove(path)  # damaged, or of another version
        found = yield from detect_speech(source)
        self._keep(found, path)
        return found

    def _path(self, source: PcmClip) -> Path:
        """Return the cache file of a sound; sounds that differ for less than 3 s may share one."""
        form = f"{source.rate_hz} {source.channels} {source.samples} {source.depth}"
        try:
            with source.path.open("rb") as file:
                digest = sampled_digest(file, form, range(0, source.path.stat().st_size, _EVERY_BYTES))
        except OSError as error:
            raise from_os_error(error, source.path, writing=False) from error
        return self._folder / f"{digest.hex()}.npz"

    def _keep(self, activity: SpeechActivity, path: Path) -> None:
        try:
            make_private(self._folder)
            save_activity(activity, path)
            self.trim()
        except Exception:  # noqa: BLE001 - a cache may only cost time
            _LOG.info("speech activity was not kept", exc_info=True)
