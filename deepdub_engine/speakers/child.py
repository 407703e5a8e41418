"""Voices heard in a child process: frees its memory, can be cancelled at once, and turns a crash into an error."""

from __future__ import annotations

import logging
import queue
from collections.abc import Sequence

from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.base.errors import DeepdubError, VoicesCrashed
from deepdub_engine.base.messages import mark, message
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.base.spans import Span
from deepdub_engine.base.worker_process import Priority, WorkerProcess
from deepdub_engine.separation.models.parts import overlap_weights_beside, voice_weights
from deepdub_engine.speakers.protocol import Voices, VoicesMessage, VoicesRequest, decode, encode_request
from deepdub_engine.speakers.voice import Voice

WORKER_FLAG = "--speakers-worker"
_MODULE = "deepdub_engine.speakers.worker"
_HEARTBEAT_S = 0.1
_LONGEST_DETAIL = 160

_log = logging.getLogger(__name__)


def hear_in_child(vocals: PcmClip, spans: Sequence[Span]) -> Job[tuple[Voice, ...]]:
    """Return the voice in each of some spans of the vocals, and who speaks into it, heard in a child process.

    Parameters
    ----------
    vocals
        The vocals of a clip.
    spans
        The sentences, in samples.

    Yields
    ------
    Progress
        Sentences heard so far, at least every 100 ms, so that closing the job ends the child without delay.

    Raises
    ------
    WeightsMissing, WeightsDamaged
        If the weights of the voice network are not installed, or not the published ones.
    FileMissing, FileUnreadable
        If the vocals or the weights cannot be read.
    VoicesCrashed
        If the child exits without a result, or cannot be started.
    """
    progress = Progress(0, len(spans), mark("Listening to voices"))
    yield progress
    weights = voice_weights()
    request = VoicesRequest.of(vocals, weights, tuple(spans), overlap_weights_beside(weights))
    if not spans:
        return ()
    received: queue.SimpleQueue[VoicesMessage | None] = queue.SimpleQueue()
    try:
        child = WorkerProcess(
            _MODULE,
            WORKER_FLAG,
            encode_request,
            decode,
            received.put,
            priority=Priority.LOW,
            logs=True,
            blas_threads=1,  # more would spin between small matrix products and slow the networks down
        )
    except OSError as error:
        raise VoicesCrashed(error.errno or 1, error.strerror or message("the process cannot be started")) from error
    try:
        child.send(request)
        while True:
            try:
                found = received.get(timeout=_HEARTBEAT_S)
            except queue.Empty:
                yield progress
                continue
            if isinstance(found, Voices) and len(found.voices) == len(spans):
                return found.voices
            if isinstance(found, DeepdubError):
                raise found
            if not isinstance(found, Progress):
                raise _crash(child)
            progress = found
            yield progress
    finally:
        child.kill()
        child.wait()


def _crash(child: WorkerProcess[VoicesRequest, VoicesMessage]) -> VoicesCrashed:
    """Return the error that describes the child's exit, and log the child's last output."""
    status, lines = child.wait(), child.log
    _log.error("the process that hears voices exited with status %s:\n%s", status, "\n".join(lines))
    return VoicesCrashed(status, (lines[-1:] or [""])[0].strip()[:_LONGEST_DETAIL])
