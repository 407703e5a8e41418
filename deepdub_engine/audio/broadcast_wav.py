"""Write sound as Broadcast Wave (EBU Tech 3285): 24 bit PCM with the time of its first sample."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
from av.audio.frame import AudioFrame

from deepdub_engine import __version__
from deepdub_engine.audio.pcm import Depth
from deepdub_engine.audio.wav import quantise
from deepdub_engine.base.atomic import replacing
from deepdub_engine.base.errors import FileUnreadable
from deepdub_engine.base.messages import mark, message
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.base.timing import round_half_up

DELIVERY_RATE_HZ = 48_000
_BLOCK_SAMPLES = 1 << 15
_LAYOUTS = {1: "mono", 2: "stereo", 6: "5.1"}


def write_broadcast_wav(
    source: Path, output: Path, start_s: Fraction, *, description: str = "", force: bool = False
) -> Job[Path]:
    """Write a WAV file as Broadcast Wave at 48 kHz and 24 bit.

    Parameters
    ----------
    source
        WAV file of 1, 2 or 6 channels.
    output
        File to write, RF64 above 4 GiB.
    start_s
        Time of the first sample since midnight in seconds, stored as ``TimeReference`` in samples.
    description
        Stored in the file; at most 256 bytes are kept.
    force
        Replace an existing file.

    Raises
    ------
    FileUnreadable
        If the source cannot be read, or has another number of channels.
    OutputExists
        If `output` exists and `force` is off.
    DiskFull, OutputNotWritable
        If the file cannot be written; no partial file is left.
    """
    import soundfile

    try:
        file = soundfile.SoundFile(source)
    except soundfile.LibsndfileError as error:
        raise FileUnreadable(source, error.error_string) from error
    with file, replacing(output, overwrite=force) as temporary:
        layout = _LAYOUTS.get(file.channels)
        if layout is None:
            raise FileUnreadable(source, message("it has {count:channel|channels}", count=file.channels))
        # A fixed originator, and no date, so that equal sound gives equal files.
        head = {
            "description": description,
            "originator": f"Deepdub {__version__}",
            "time_reference": str(round_half_up(start_s * DELIVERY_RATE_HZ)),
        }
        with av.open(
            f"file:{temporary.absolute()}", "w", format="wav", options={"write_bext": "1", "rf64": "auto"}
        ) as container:
            container.metadata.update(head)
            stream = container.add_stream("pcm_s24le", DELIVERY_RATE_HZ, layout=layout)
            done = 0
            while len(block := file.read(_BLOCK_SAMPLES, dtype="float32", always_2d=True)):
                if file.samplerate == DELIVERY_RATE_HZ:
                    block = quantise(block, Depth.INT24)
                frame = AudioFrame.from_ndarray(block.reshape(1, -1), format="flt", layout=layout)
                frame.sample_rate, frame.pts, frame.time_base = file.samplerate, done, Fraction(1, file.samplerate)
                container.mux(stream.encode(frame))
                done += len(block)
                yield Progress(done, file.frames, mark("Writing Broadcast Wave"))
            container.mux(stream.encode(None))
    return output
