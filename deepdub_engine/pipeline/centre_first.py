"""Separation that looks for the vocals of a film in its centre channel first."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from deepdub_engine.audio.media.centre import centre_of
from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.base.errors import from_os_error
from deepdub_engine.base.progress import Job, Progress, staged
from deepdub_engine.base.spans import Spans, intersect_spans, length
from deepdub_engine.separation.estimate import check_free_space, stem_bytes
from deepdub_engine.separation.models.registry import Engine, Model
from deepdub_engine.separation.persistent import PersistentSeparator
from deepdub_engine.separation.stems import Stems

if TYPE_CHECKING:
    from deepdub_engine.pipeline.spoken_channels import CentreSpeech

_ClipKey = tuple[Path, int]
_WAIT_S = 0.1


class SpanSeparator(Protocol):
    """A function that separates a clip or some spans of it, in this process or another."""

    def __call__(
        self, clip: PcmClip, model: Model, folder: Path, *, exact: bool = False, spans: Spans | None = None
    ) -> Job[Stems]:
        """See `separate_in_child`."""


def separate_here(
    clip: PcmClip, model: Model, folder: Path, *, exact: bool = False, spans: Spans | None = None
) -> Job[Stems]:
    """Separate a clip, or some spans of it, in this process; see `separate` and `separate_spans`."""
    from deepdub_engine.separation.local import separate, separate_spans

    if spans is None:
        return (yield from separate(clip, model, folder, exact=exact))
    return (yield from separate_spans(clip, model, folder, spans, exact=exact))


def looks_in_centre(clip: PcmClip, model: Model, *, exact: bool) -> bool:
    """Return whether a clip has a centre channel to look at; Spleeter's own results are those of the mix-down."""
    return not exact and model.engine is not Engine.SPLEETER and centre_of(clip) is not None


def separate_centre_first(
    run: SpanSeparator,
    clip: PcmClip,
    model: Model,
    folder: Path,
    speech: CentreSpeech | None,
    *,
    exact: bool = False,
    spans: Spans | None = None,
) -> Job[Stems]:
    """Separate a clip as `run` does, but find the vocals in its centre channel where that carries the speech.

    Parameters
    ----------
    run
        Separates a clip.
    clip, model, folder, exact, spans
        As for `separate_in_child`.
    speech
        Where the speech is, from `find_centre_speech`; None to separate the clip itself.

    Raises
    ------
    DeepdubError
        As `run`.
    """
    from deepdub_engine.pipeline.spoken_channels import SpeechPlace
    from deepdub_engine.separation.surround import FadedVocals, centre_stems

    centre = centre_of(clip)
    if speech is None or speech.place is SpeechPlace.MIX_DOWN or centre is None:
        return (yield from run(clip, model, folder, exact=exact, spans=spans))
    wanted = ((0, clip.samples),) if spans is None else spans
    beside = intersect_spans(speech.side_spans, wanted)
    samples = length(wanted)
    needed = stem_bytes(clip, samples + length(beside)) + stem_bytes(centre, samples)
    check_free_space(folder, needed)
    share = 0.95 * samples / max(1, samples + length(beside))
    with _temporary(folder) as work:
        found = yield from staged(run(centre, model, work / "centre", spans=spans), 0.0, share)
        found.accompaniment.path.unlink(missing_ok=True)  # only the vocals are needed
        mixed = None
        if beside:
            parts = yield from staged(run(clip, model, work / "mix-down", spans=beside), share, 0.95)
            parts.accompaniment.path.unlink(missing_ok=True)
            mixed = parts.vocals
        sides = FadedVocals(mixed, speech.side_spans)
        return (yield from staged(centre_stems(clip, found.vocals, sides, folder, spans=spans), 0.95, 1.0))


class CentreFirstSeparator(PersistentSeparator):
    """A `PersistentSeparator` that finds the vocals of films in their centre channel first."""

    def __init__(self) -> None:
        super().__init__()
        self._found = threading.Condition()
        self._speech: dict[_ClipKey, CentreSpeech] = {}
        self._under_way: set[_ClipKey] = set()

    def speech_of(self, clip: PcmClip) -> CentreSpeech | None:
        """Return where the speech of a clip is, once a job has found out."""
        with self._found:
            return self._speech.get((clip.path, clip.samples))

    def separate(
        self, clip: PcmClip, model: Model, folder: Path, *, exact: bool = False, spans: Spans | None = None
    ) -> Job[Stems]:
        """Separate a clip, or parts of it; see `separate_centre_first`."""
        if not looks_in_centre(clip, model, exact=exact):
            return (yield from super().separate(clip, model, folder, exact=exact, spans=spans))
        speech = yield from staged(self.find_speech(clip), 0.0, 0.02)
        separating = separate_centre_first(super().separate, clip, model, folder, speech, spans=spans)
        return (yield from staged(separating, 0.02, 1.0))

    def find_speech(self, clip: PcmClip) -> Job[CentreSpeech | None]:
        """Find out where the speech of a clip is, unless another job does it already: then wait for that.

        Returns
        -------
        CentreSpeech or None
            None if the clip has no centre channel.
        """
        from deepdub_engine.alignment.speech.detector import WHAT
        from deepdub_engine.pipeline.spoken_channels import find_centre_speech

        key, centre = (clip.path, clip.samples), centre_of(clip)
        if centre is None:
            return None
        while not self._begins(key):
            yield Progress(0, 0, WHAT)
        try:
            known = self.speech_of(clip)
            if known is None:
                known = yield from find_centre_speech(clip, centre)
            with self._found:
                self._speech[key] = known
            return known
        finally:
            with self._found:
                self._under_way.discard(key)
                self._found.notify_all()

    def _begins(self, key: _ClipKey) -> bool:
        """Take a clip, or wait 100 ms if another job has it."""
        with self._found:
            if key in self._under_way and not self._found.wait_for(lambda: key not in self._under_way, _WAIT_S):
                return False
            self._under_way.add(key)
            return True


@contextlib.contextmanager
def _temporary(folder: Path) -> Iterator[Path]:
    """Create a folder for one job inside another; it is removed at the end."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=".channels-", dir=folder))
    except OSError as error:
        raise from_os_error(error, folder, writing=True) from error
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)
