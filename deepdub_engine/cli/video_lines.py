"""Descriptions of video tracks for ``info``."""

from __future__ import annotations

from fractions import Fraction

from deepdub_engine.audio.media.video_tracks import VideoTrack
from deepdub_engine.base.messages import Message, joined, message
from deepdub_engine.base.timecodes import nearest_frame_rate


def video_line(track: VideoTrack) -> Message:
    """Return a one-line description of a video track."""
    size = f"{track.width_px} × {track.height_px}"
    head = message("  video {number}: {codec}", number=track.number, codec=track.codec_name)
    if track.frame_rate is None:
        return joined(", ", [head, size, message("frame rate unknown")])
    return joined(", ", [head, size, f"{rate_text(track.frame_rate)} fps"])


def rate_text(rate: Fraction) -> str:
    """Return a frame rate as people write it, such as 25, 23.976 or 12.5."""
    return nearest_frame_rate(rate) or f"{float(rate):.3f}".rstrip("0").removesuffix(".")


def video_values(track: VideoTrack) -> dict[str, object]:
    """Return the properties of a video track as JSON-compatible values."""
    return {
        "number": track.number,
        "codec": track.codec,
        "codec_name": track.codec_name,
        "width_px": track.width_px,
        "height_px": track.height_px,
        "frame_rate": None if track.frame_rate is None else float(track.frame_rate),
    }
