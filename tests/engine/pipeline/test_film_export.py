"""A joined soundtrack goes into the film that it was made from, and into no other."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace

import av
import pytest

from deepdub_engine.audio.media.added_track import AddedTrack
from deepdub_engine.audio.pcm import Depth
from deepdub_engine.audio.wav import write_wav
from deepdub_engine.base.errors import DiskTooSmall, FileMissing, SoundtrackUnfit
from deepdub_engine.base.progress import finish
from deepdub_engine.pipeline.film_export import export_film
from tests.helpers.media_files import TrackToMake, make_media, noise

RATE_HZ = 48_000


def soundtrack(path: Path, seconds: int) -> AddedTrack:
    write_wav(path, [noise(seconds * RATE_HZ)], RATE_HZ, 2, seconds * RATE_HZ, Depth.INT16)
    return AddedTrack(path)


def test_a_soundtrack_goes_into_its_film(tmp_path: Path) -> None:
    film = make_media(tmp_path / "film.mkv", [TrackToMake(noise(5 * RATE_HZ))], video_s=5)
    result = finish(export_film(film, soundtrack(tmp_path / "gen.wav", 5), tmp_path / "dubbed.mkv"))
    with av.open(str(result.path)) as container:
        assert [stream.codec_context.name for stream in container.streams] == ["mpeg4", "flac", "pcm_s16le"]


def test_another_film_is_refused(tmp_path: Path) -> None:
    film = make_media(tmp_path / "film.mkv", [TrackToMake(noise(20 * RATE_HZ))], video_s=20)
    with pytest.raises(SoundtrackUnfit):
        finish(export_film(film, soundtrack(tmp_path / "gen.wav", 5), tmp_path / "dubbed.mkv"))
    with pytest.raises(FileMissing):
        finish(export_film(film, AddedTrack(tmp_path / "none.wav"), tmp_path / "dubbed.mkv"))
    assert not (tmp_path / "dubbed.mkv").exists()


def test_a_disk_without_room_for_the_film_is_told_before_it_is_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    film = make_media(tmp_path / "film.mkv", [TrackToMake(noise(5 * RATE_HZ))], video_s=5)
    track = soundtrack(tmp_path / "gen.wav", 5)
    before = set(tmp_path.iterdir())
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(total=1 << 40, free=film.stat().st_size - 1))
    with pytest.raises(DiskTooSmall):
        finish(export_film(film, track, tmp_path / "dubbed.mkv"))
    assert set(tmp_path.iterdir()) == before
