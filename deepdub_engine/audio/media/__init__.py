"""Probe and decode any media file that FFmpeg reads, through PyAV; audio is decoded to a PCM file."""

from deepdub_engine.audio.media.decode import Decoded, DecodeProgress, decode
from deepdub_engine.audio.media.probe import AudioTrack, MediaInfo, chosen_track, probe
from deepdub_engine.audio.media.subtitle_tracks import SubtitleTrack, TrackKind

__all__ = [
    "AudioTrack",
    "DecodeProgress",
    "Decoded",
    "MediaInfo",
    "SubtitleTrack",
    "TrackKind",
    "chosen_track",
    "decode",
    "probe",
]
