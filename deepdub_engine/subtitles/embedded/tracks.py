"""List and choose the subtitle tracks of a media file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from deepdub_engine.audio.media.source import open_media
from deepdub_engine.audio.media.subtitle_tracks import SubtitleTrack, TrackKind, describe_subtitles
from deepdub_engine.base.errors import NoSubtitleTracks, NoSuchSubtitleTrack


def subtitle_tracks(path: Path) -> tuple[SubtitleTrack, ...]:
    """Return the subtitle tracks of a media file, which need not have audio.

    Raises
    ------
    FileMissing, FileUnreadable
        If it cannot be read.
    NotMedia
        If FFmpeg does not recognise it.
    """
    with open_media(path) as container:
        return describe_subtitles(container)


def chosen_track(path: Path, tracks: Sequence[SubtitleTrack], number: int | None) -> SubtitleTrack:
    """Return the track with a number; without one, the default or first text track, forced ones last.

    Raises
    ------
    NoSubtitleTracks, NoSuchSubtitleTrack
        If there are no tracks, or none with that number.
    """
    if not tracks:
        raise NoSubtitleTracks(path)
    if number is not None:
        if not 0 <= number < len(tracks):
            raise NoSuchSubtitleTrack(path, number, len(tracks))
        return tracks[number]
    texts = [track for track in tracks if track.kind is TrackKind.TEXT] or list(tracks)
    whole = [track for track in texts if not track.is_forced] or texts
    return next((track for track in whole if track.is_default), whole[0])
