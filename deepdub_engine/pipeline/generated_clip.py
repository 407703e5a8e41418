"""The generated speech of a sentence folder as one clip, for listening before `remix`."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from deepdub_engine.audio.composite import CompositeClip, Patch
from deepdub_engine.audio.pcm import PcmClip, PcmWriter
from deepdub_engine.base.errors import FolderInvalid, from_os_error
from deepdub_engine.base.messages import mark, message
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.pipeline.dub.marks import with_chosen_takes
from deepdub_engine.pipeline.generated_speech import SegmentFormat, length, slot_fit, trim_or_pad, voice_blocks
from deepdub_engine.pipeline.rows import SegmentFiles, read_rows


@dataclass(frozen=True, slots=True)
class GeneratedSpeech:
    """The generated speech of a sentence folder, placed in its slots.

    Parameters
    ----------
    clip
        A clip as long as the original, silent between the slots.
    found, missing
        Number of sentences with and without generated speech.
    """

    clip: CompositeClip
    found: int
    missing: int


def load_generated(folder: Path, clip: PcmClip, cache: Path) -> Job[GeneratedSpeech]:
    """Convert every ``<hash>_gen_vocals.wav`` of a sentence folder to fit its slot, as `remix` does.

    Parameters
    ----------
    folder
        Sentence folder written by ``run``.
    clip
        The clip that the folder was made from.
    cache
        Folder for the converted audio, which gets a new file on every call.

    Raises
    ------
    FolderInvalid, FileMissing, FileUnreadable
        If the folder is incomplete or belongs to another clip.
    DiskFull, OutputNotWritable
        If the cache folder cannot be written.
    """
    rows = with_chosen_takes(folder, read_rows(folder))
    places = _places(folder, rows, clip)
    spoken = [row for row in rows if row.spoken and row.speech.exists()]
    path = _new_file(cache)
    slots: list[Patch] = []
    complete = False
    try:
        with PcmWriter(path, clip.channels) as writer:
            for number, row in enumerate(spoken):
                yield Progress(number, len(spoken), mark("Loading generated speech"))
                start, stop = places[row.hash]
                slots.append(Patch(start, stop, path, writer.samples))
                _write(row, stop - start, clip, writer)
        complete = True
    finally:
        if not complete:
            path.unlink(missing_ok=True)
    missing = sum(row.spoken for row in rows) - len(spoken)
    heard = CompositeClip(path, clip.rate_hz, clip.channels, clip.samples, patches=tuple(slots))
    return GeneratedSpeech(heard, len(spoken), missing)


def _places(folder: Path, rows: list[SegmentFiles], clip: PcmClip) -> dict[int, tuple[int, int]]:
    """Return the sample range of each segment; in sequence, the segments make up the clip."""
    places, done = {}, 0
    for row in rows:
        samples = length(row.original)
        places[row.hash] = (done, done + samples)
        done += samples
    if done != clip.samples:
        raise FolderInvalid(folder, message("it belongs to another clip"))
    return places


def _new_file(cache: Path) -> Path:
    try:
        cache.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(".pcm", "generated-", cache)
    except OSError as error:
        raise from_os_error(error, cache, writing=True) from error
    os.close(handle)
    return Path(name)


def _write(row: SegmentFiles, samples: int, clip: PcmClip, writer: PcmWriter) -> None:
    form = SegmentFormat(clip.rate_hz, clip.channels, clip.depth)
    fade = slot_fit(row.speech, form, samples).fade
    for block in trim_or_pad(voice_blocks(row.speech, form), samples, fade, form.channels):
        writer.write(block)
