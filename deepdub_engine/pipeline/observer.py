"""Whoever wants to see the decoded sound and the subtitles of a command before these are gone."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Protocol

from deepdub_engine.alignment.speech import SpeechActivity
from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.base.progress import Job
from deepdub_engine.subtitles import Cue

_log = logging.getLogger(__name__)


class Observer(Protocol):
    """A job that looks at a clip and writes down what it found."""

    def __call__(
        self, clip: PcmClip, cues: Sequence[Cue], activity: SpeechActivity | None, breaks_ms: Sequence[int] = ()
    ) -> Job[None]:
        """Look at a decoded clip, its subtitles as they are written, and where speech is, if somebody looked."""


def observed(
    observer: Observer | None,
    clip: PcmClip,
    cues: Sequence[Cue],
    activity: SpeechActivity | None = None,
    breaks_ms: Sequence[int] = (),
) -> Job[None]:
    """Let an observer look, if there is one; whatever goes wrong is logged, and never fails the command."""
    if observer is None:
        return
    try:
        yield from observer(clip, cues, activity, breaks_ms)
    except Exception:  # noqa: BLE001 - whatever it is, the command itself goes on
        _log.warning("the look at %s failed", clip.path, exc_info=True)
