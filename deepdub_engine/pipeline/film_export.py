"""Bring a joined soundtrack home: into a copy of the film."""

from __future__ import annotations

from pathlib import Path

from deepdub_engine.audio.media.added_track import AddedTrack
from deepdub_engine.audio.media.probe import probe
from deepdub_engine.audio.media.remux import RemuxedFilm, add_sound_track
from deepdub_engine.base.errors import FileMissing, SoundtrackUnfit
from deepdub_engine.base.progress import Job
from deepdub_engine.pipeline.generated_speech import open_sound
from deepdub_engine.separation.estimate import check_free_space

# Declared durations of films are rounded, and picture and sound end at different times.
_TOLERANCE_MS = 3000


def export_film(
    film: Path, track: AddedTrack, output: Path, *, keep_original: bool = True, force: bool = False
) -> Job[RemuxedFilm]:
    """Copy a film and add a soundtrack that was made from it.

    Parameters
    ----------
    film, track, output, keep_original, force
        As for `add_sound_track`.

    Raises
    ------
    FileMissing
        If there is no soundtrack yet.
    SoundtrackUnfit
        If the soundtrack is not as long as the film, as that of another film or of a part is.
    DiskTooSmall
        If the disk has no room for a copy of the film; raised before anything is written.
    DeepdubError
        As for `add_sound_track`.
    """
    if not track.path.is_file():
        raise FileMissing(track.path)
    with open_sound(track.path) as file:
        sound_ms = file.frames * 1000 // file.samplerate
    film_ms = probe(film).duration_ms
    if film_ms and abs(film_ms - sound_ms) > _TOLERANCE_MS:
        raise SoundtrackUnfit(track.path, film, sound_ms, film_ms)
    if keep_original:
        check_free_space(output.parent, film.stat().st_size)
    return (yield from add_sound_track(film, track, output, keep_original=keep_original, force=force))
