"""Probe and decode any media file that FFmpeg reads, through PyAV; audio is decoded to a PCM file."""

from deepdub_engine.audio.media.decode import Decoded, DecodeProgress, decode
from deepdub_engine.audio.media.probe import AudioTrack, MediaInfo, chosen_track, probe
from deepdub_engine.audio.media.subtitle_tracks import SubtitleTrack, TrackKind
from deepdub_engine.audio.media.video_tracks import VideoTrack

__all__ = [
    "AudioTrack",
    "DecodeProgress",
    "Decoded",
    "MediaInfo",
    "SubtitleTrack",
    "TrackKind",
    "VideoTrack",
    "chosen_track",
    "decode",
    "probe",
]
