"""Write the stereo mix-down of a track with many channels and, beside it, some of the channels themselves."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from deepdub_engine.audio.media.channels import Speakers
from deepdub_engine.audio.media.downmix import to_channels
from deepdub_engine.audio.media.sink import ClipSink, without_nan
from deepdub_engine.audio.pcm import Depth, PcmClip, PcmWriter, Samples
from deepdub_engine.audio.wav import quantise


@dataclass(frozen=True, slots=True)
class ChannelFile:
    """A file for some channels of a track: their columns, a gain, and the bit depth, None for that of the track."""

    path: Path
    columns: tuple[int, ...]
    gain: float = 1.0
    depth: Depth | None = None


class ChannelSink(ClipSink):
    """A `ClipSink` that takes all channels of a track, writes their stereo mix-down, and writes some of them as well.

    Parameters
    ----------
    path, rate_hz, depth, start, stop
        As for `ClipSink`; the file holds the same samples as when the track is mixed down while it is read.
    speakers
        Speakers of the track.
    files
        The channels to write.
    """

    def __init__(
        self,
        path: Path,
        rate_hz: int,
        speakers: Speakers,
        depth: Depth,
        files: Sequence[ChannelFile],
        start: int = 0,
        stop: int | None = None,
    ) -> None:
        super().__init__(path, rate_hz, 2, depth, start, stop)
        self._source_channels = len(speakers)
        self._speakers = speakers
        self._files: list[tuple[ChannelFile, PcmWriter]] = []
        try:
            for file in files:
                self._files.append((file, PcmWriter(file.path, len(file.columns))))
        except BaseException:
            self.__exit__()
            raise

    def __exit__(self, *failure: object) -> None:
        super().__exit__(*failure)
        for file, writer in self._files:
            writer.__exit__(None, None, None)
            if not self._kept:
                with contextlib.suppress(OSError):
                    file.path.unlink(missing_ok=True)

    def channel_clips(self) -> tuple[PcmClip, ...]:
        """Wait until all samples are written and return the clips of the channel files, in order."""
        self._behind.wait()
        return tuple(writer.clip(self._rate_hz, file.depth or self._depth) for file, writer in self._files)

    def _write(self, block: Samples) -> None:
        super()._write(to_channels(block, self._speakers, 2))
        for file, writer in self._files:
            part = block[:, list(file.columns)] * np.float32(file.gain)
            self._behind.do(writer.write, quantise(without_nan(part), file.depth or self._depth))
