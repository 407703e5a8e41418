"""Deliver the dubbed sound of a sentence folder as a file of its own."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from deepdub_engine.audio.broadcast_wav import write_broadcast_wav
from deepdub_engine.base.atomic import replacing
from deepdub_engine.base.errors import from_os_error
from deepdub_engine.base.messages import mark
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.pipeline.dub.manifest import Manifest, stamp
from deepdub_engine.pipeline.dub.options import RemixOptions
from deepdub_engine.pipeline.dub.rendering import SET_ASIDE, free_name
from deepdub_engine.pipeline.remix import RESULT, Remix, remix
from deepdub_engine.pipeline.rows import AUDIO_FOLDER

_AT_ONCE_BYTES = 1 << 22


def mix_voices(folder: Path, options: RemixOptions) -> Job[Remix]:
    """Remix a sentence folder again; an ``audio_gen.wav`` that was made elsewhere is set aside, not replaced.

    Raises
    ------
    DeepdubError
        As for `remix`.
    """
    result = folder / AUDIO_FOLDER / RESULT
    if result.exists() and Manifest.load(folder).result != stamp(result):
        aside = free_name(folder / SET_ASIDE / RESULT)
        try:
            aside.parent.mkdir(exist_ok=True)
            result.replace(aside)
        except OSError as error:
            raise from_os_error(error, aside, writing=True) from error
    return (yield from remix(folder, options, force=True))


def write_soundtrack(source: Path, target: Path, start_s: Fraction | None = None, *, force: bool = False) -> Job[None]:
    """Write a mixed soundtrack to a file: a copy, or Broadcast Wave.

    Parameters
    ----------
    source
        The WAV file.
    target
        The file to write.
    start_s
        Time code of the first sample in seconds since midnight, for Broadcast Wave at 48 kHz and 24 bit; None for a
        copy.
    force
        Replace an existing file.

    Raises
    ------
    OutputExists
        If `target` exists and `force` is off.
    FileMissing, FileUnreadable, DiskFull, OutputNotWritable
        If a file cannot be read or written; no partial file is left.
    """
    if start_s is not None:
        yield from write_broadcast_wav(source, target, start_s, description=target.stem, force=force)
        return
    with replacing(target, overwrite=force) as temporary, source.open("rb") as file, temporary.open("wb") as copy:
        size = max(1, source.stat().st_size)
        while block := file.read(_AT_ONCE_BYTES):
            copy.write(block)
            yield Progress(copy.tell(), size, mark("Writing the soundtrack"))
