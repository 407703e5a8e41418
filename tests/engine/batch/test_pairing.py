"""Clips and subtitles of a folder are paired by name, season and episode."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deepdub_engine.base.errors import NoEpisodes
from deepdub_engine.batch.pairing import episode_of, pair_files, pair_folder


def pairs(*names: str, language: str = "") -> dict[str, str | None]:
    found = pair_files(sorted(map(Path, names)), language)
    return {item.media.name: item.subtitles.name if item.subtitles else None for item in found.items}


@pytest.mark.parametrize(
    ("name", "episode"),
    [
        ("Show.S01E02.1080p.x264", (1, 2)),
        ("show - 1x02", (1, 2)),
        ("Show s2 e11", (2, 11)),
        ("Show Ep. 7", (0, 7)),
        ("Show E07", (0, 7)),
        ("드라마 제12회", (0, 12)),
        ("드라마 12화 720p", (0, 12)),
        ("Show - 03 [BDRip]", (0, 3)),
        ("Film.1998.1080p", None),
        ("Casablanca", None),
    ],
)
def test_the_episode_is_read_from_the_name(name: str, episode: tuple[int, int] | None) -> None:
    assert episode_of(name) == episode


def test_the_same_name_pairs_whatever_language_it_ends_with() -> None:
    assert pairs("a.mkv", "a.de.srt", "b.mp4", "b.srt") == {"a.mkv": "a.de.srt", "b.mp4": "b.srt"}


def test_the_same_episode_pairs_names_of_other_releases() -> None:
    found = pairs("Show.S01E01.mkv", "Show.S01E02.mkv", "show 1x02 web.ass", "show 1x01 web.ass")
    assert found == {"Show.S01E01.mkv": "show 1x01 web.ass", "Show.S01E02.mkv": "show 1x02 web.ass"}


def test_another_season_is_another_episode() -> None:
    assert pairs("Show.S02E01.mkv", "show 1x01.srt") == {"Show.S02E01.mkv": None}


def test_the_language_chooses_among_several() -> None:
    names = ("a.mkv", "a.de.srt", "a.ko.srt", "a.en.forced.srt")
    assert pairs(*names, language="ko") == {"a.mkv": "a.ko.srt"}
    found = pair_files(sorted(map(Path, names)))
    assert [path.name for path in found.doubtful] == ["a.mkv"]


def test_a_file_without_language_is_clear_beside_those_with_one() -> None:
    found = pair_files([Path("a.de.srt"), Path("a.mkv"), Path("a.srt")])
    assert (found.items[0].subtitles, found.doubtful) == (Path("a.srt"), ())


def test_subtitles_without_a_clip_are_named() -> None:
    assert pair_files([Path("a.mkv"), Path("b.srt")]).unpaired == (Path("b.srt"),)


def test_clips_that_differ_in_their_suffix_only_have_names_of_their_own() -> None:
    found = pair_files([Path("a.mkv"), Path("a.mp4")])
    assert [item.name for item in found.items] == ["a.mkv", "a.mp4"]


def test_a_folder_without_a_clip_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.srt").touch()
    with pytest.raises(NoEpisodes):
        pair_folder(tmp_path)


@given(st.sets(st.integers(1, 99), min_size=1, max_size=20), st.randoms())
def test_every_episode_gets_its_own_subtitles(numbers: set[int], random) -> None:
    clips = [f"Show.S03E{number:02}.mkv" for number in numbers]
    subtitles = [f"other release 3x{number:02} [x].srt" for number in numbers]
    files = [*clips, *subtitles]
    random.shuffle(files)
    found = {item.media.name: item.subtitles for item in pair_files([Path(name) for name in files]).items}
    assert found == {clip: Path(f"other release 3x{clip[9:11]} [x].srt") for clip in clips}
