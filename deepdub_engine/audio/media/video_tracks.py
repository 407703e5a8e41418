"""List the video tracks of a container."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from av.container import InputContainer
from av.stream import Disposition
from av.video.stream import VideoStream

from deepdub_engine.audio.media.names import codec_name


@dataclass(frozen=True, slots=True)
class VideoTrack:
    """One video track of a container; cover art is none.

    Parameters
    ----------
    number
        Index among the video tracks of the container, from 0.
    codec
        FFmpeg's name, such as ``h264``.
    width_px, height_px
        Size of the picture.
    frame_rate
        Mean number of frames per second; None if unknown.
    """

    number: int
    codec: str
    width_px: int
    height_px: int
    frame_rate: Fraction | None

    @property
    def codec_name(self) -> str:
        """The usual name of the codec."""
        return codec_name(self.codec)


def describe_videos(container: InputContainer) -> tuple[VideoTrack, ...]:
    """Return the video tracks of an open container."""
    films = [one for one in container.streams.video if not one.disposition & Disposition.attached_pic]
    return tuple(_track(number, stream) for number, stream in enumerate(films))


def _track(number: int, stream: VideoStream) -> VideoTrack:
    context = stream.codec_context
    rate = stream.average_rate or stream.guessed_rate or stream.base_rate
    return VideoTrack(
        number=number,
        codec=context.name if context else "unknown",
        width_px=context.width if context else 0,
        height_px=context.height if context else 0,
        frame_rate=Fraction(rate) if rate and rate > 0 else None,
    )
