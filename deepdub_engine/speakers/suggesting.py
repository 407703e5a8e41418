"""Who speaks each cue, by the voices in the separated sound: a suggestion for a person to settle."""

from __future__ import annotations

from collections.abc import Sequence

from deepdub_engine.audio.pcm import PcmClip
from deepdub_engine.base.progress import Job
from deepdub_engine.base.spans import Spans
from deepdub_engine.speakers.cast import Cast
from deepdub_engine.subtitles.cues import Cue


def suggest_cast(
    vocals: PcmClip,
    cues: Sequence[Cue],
    cast: Cast | None = None,
    *,
    sentences: Sequence[Sequence[int]] | None = None,
    spans: Spans | None = None,
    count: int | None = None,
) -> Job[Cast]:
    """Find who speaks each cue; the network runs in a child process, so the caller never loads one.

    `deepdub_engine.speakers.editing.suggest` puts the result into a cast.

    Parameters
    ----------
    vocals
        The vocals of the clip, as `Stems.vocals`.
    cues
        The cues, timed from the start of the clip.
    cast
        What is known: lines that are settled hold, and show what their speakers sound like. None for nothing.
    sentences
        Indices of the cues of each sentence, whose voice is looked at as one; None if each cue is one.
    spans
        The parts of the clip that have vocals, as `Stems.spans`; None for all. Cues elsewhere get no line.
    count
        Number of speakers; None to find it.

    Returns
    -------
    Cast
        New speakers, numbered by their first lines, and their lines. Settled cues have lines as well, by which speakers
        are recognised; those are as certain as before.

    Raises
    ------
    WeightsMissing, WeightsDamaged, FileUnreadable
        If the weights of the voice network, `VOICES`, are not installed, not the published ones, or cannot be read.
    VoicesCrashed
        If the child process fails.
    """
    raise NotImplementedError
    yield
