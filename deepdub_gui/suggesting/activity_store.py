"""Speech activity of clips that were heard before. No Qt here."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
from pathlib import Path

from deepdub_engine.errors import DeepdubError
from deepdub_engine.pcm import PcmClip
from deepdub_engine.progress import Job, staged
from deepdub_engine.speech import SpeechActivity, detect_speech, load_activity, save_activity
from deepdub_engine.stem_cache import sound_digest

_LOG = logging.getLogger(__name__)
_KEPT = 200  # files of about 300 kB an hour
_HASHING = 0.15  # of the time that hashing and listening take


class ActivityStore:
    """Finds when somebody speaks in a clip: in a file of an earlier time, or by listening.

    Parameters
    ----------
    folder
        Where files are kept; the ones used longest ago make room.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def activity(self, source: PcmClip) -> Job[SpeechActivity]:
        """Return the activity of a clip or its vocals.

        It is kept by the decoded samples, which follow from file, track and source, and nothing else does.

        Raises
        ------
        DeepdubError
            If the sound cannot be read or the detector is not whole; not if nothing can be kept.
        """
        path = self._path(source, (yield from staged(sound_digest(source), 0.0, _HASHING)))
        found = load_activity(path)
        if found is not None:
            with contextlib.suppress(OSError):
                os.utime(path)
            return found
        found = yield from staged(detect_speech(source), _HASHING, 1.0)
        self._keep(found, path)
        return found

    def _path(self, source: PcmClip, sound: str) -> Path:
        text = f"{sound} {source.rate_hz} {source.channels} {source.samples} {source.depth}"
        return self._folder / f"{hashlib.blake2b(text.encode(), digest_size=16).hexdigest()}.npz"

    def _keep(self, activity: SpeechActivity, path: Path) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            save_activity(activity, path)
            files = sorted(self._folder.glob("*.npz"), key=lambda file: file.stat().st_mtime, reverse=True)
            for old in files[_KEPT:]:
                old.unlink()
        except (DeepdubError, OSError):
            _LOG.info("speech activity was not kept", exc_info=True)
