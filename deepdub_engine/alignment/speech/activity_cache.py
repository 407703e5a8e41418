"""Speech activity of clips that were heard before. No Qt here."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
from pathlib import Path

from deepdub_engine.alignment.speech import SpeechActivity, detect_speech, load_activity, save_activity
from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.base.errors import DeepdubError, from_os_error
from deepdub_engine.base.messages import mark
from deepdub_engine.base.progress import Job, Progress

_LOG = logging.getLogger(__name__)
_KEPT = 200  # files of about 300 kB an hour
_EVERY_BYTES, _READ_BYTES = 1 << 20, 1 << 16  # a sixth of a second of every 3 s: an hour in a tenth of a second


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

        It is kept by the decoded samples, which follow from file, track and source.

        Raises
        ------
        DeepdubError
            If the sound cannot be read or the detector is not whole; not if nothing can be kept.
        """
        yield Progress(0, source.samples, mark("Listening for speech"))
        path = self._path(source)
        found = load_activity(path)
        if found is not None:
            with contextlib.suppress(OSError):
                os.utime(path)
            return found
        found = yield from detect_speech(source)
        self._keep(found, path)
        return found

    def _path(self, source: PcmClip) -> Path:
        """Return the file of a sound; what differs for less than 3 s may be taken for the same."""
        form = f"{source.rate_hz} {source.channels} {source.samples} {source.depth}"
        digest = hashlib.blake2b(form.encode(), digest_size=16)
        try:
            with source.path.open("rb") as file:
                for start in range(0, source.path.stat().st_size, _EVERY_BYTES):
                    file.seek(start)
                    digest.update(file.read(_READ_BYTES))
        except OSError as error:
            raise from_os_error(error, source.path, writing=False) from error
        return self._folder / f"{digest.hexdigest()}.npz"

    def _keep(self, activity: SpeechActivity, path: Path) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            save_activity(activity, path)
            files = sorted(self._folder.glob("*.npz"), key=lambda file: file.stat().st_mtime, reverse=True)
            for old in files[_KEPT:]:
                old.unlink()
        except (DeepdubError, OSError):
            _LOG.info("speech activity was not kept", exc_info=True)
