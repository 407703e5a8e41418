"""Clips and subtitles of a folder are paired by name, season and episode."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deepdub_engine.base.errors import NoEpisodes
from deepdub_engine.batch.episode_numbers import EpisodeNumber, episode_of
from deepdub_engine.batch.naming import folder_name
from deepdub_engine.batch.pairing import pair_files, pair_folder


def pairs(*names: str, language: str = "") -> dict[str, str | None]:
    found = pair_files(sorted(map(Path, names)), language)
    return {item.media.name: item.subtitles.name if item.subtitles else None for item in found.items}


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(
    ("name", "season", "first", "last"),
    [
        ("Show.S01E02.1080p.x264", 1, 2, 2),
        ("show - 1x02", 1, 2, 2),
        ("Show s2 e11", 2, 11, 11),
        ("Show.S01EP02", 1, 2, 2),
        ("Show.S01E01-E02.720p", 1, 1, 2),
        ("Show.S01E01E02", 1, 1, 2),
        ("Show.S01E01-02", 1, 1, 2),
        ("Show.S01E01-720p", 1, 1, 1),
        ("Show 1x01-02", 1, 1, 2),
        ("Show.S00E03.Special", 0, 3, 3),
        ("One.Piece.S21E1015", 21, 1015, 1015),
        ("One Piece - 1015 [1080p]", None, 1015, 1015),
        ("Show Ep. 7", None, 7, 7),
        ("Show E07", None, 7, 7),
        ("Show Season 2 Episode 5", 2, 5, 5),
        ("Show S2 - 05", 2, 5, 5),
        ("Show 2nd Season - 05", 2, 5, 5),
        ("드라마 제12회", None, 12, 12),
        ("드라마 12화 720p", None, 12, 12),
        ("시즌 2 12화", 2, 12, 12),
        ("剧 第05话", None, 5, 5),
        ("Show - 03 [BDRip]", None, 3, 3),
        ("Show_-_03v2_[x]", None, 3, 3),
        ("Show - 12.5 (1080p)", None, 12.5, 12.5),
        ("[Group] Show 2 - 05 [1080p]", None, 5, 5),
        ("Mob Psycho 100 - 03", None, 3, 3),
        ("[Group] Show - 05 (1080p) [E12ABCDE]", None, 5, 5),
        ("[Group][Show][01][1080p][BIG5]", None, 1, 1),
        ("Show Part 2 - 05", None, 5, 5),
        ("Show.Part.1.1080p", None, 1, 1),
        ("Show.2019.E05.DDP5.1.H.264", None, 5, 5),
    ],
)
def test_the_episode_is_read_from_the_name(name: str, season: int | None, first: float, last: float, form: str) -> None:
    assert episode_of(unicodedata.normalize(form, name)) == EpisodeNumber(season, first, last)


@pytest.mark.parametrize("name", ["Film.1998.1080p", "Casablanca", "Film.2019.1080p.DDP5.1.H.264", "Wall-E 2008"])
def test_years_codecs_and_channels_are_no_episodes(name: str) -> None:
    assert episode_of(name) is None


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


def test_the_same_name_pairs_though_its_last_word_looks_like_a_language() -> None:
    names = ("The.End.mkv", "The.End.srt", "The.mkv", "The.de.srt", "Film.x264-YTS.mp4", "Film.x264-YTS.srt")
    assert pairs(*names) == {
        "The.End.mkv": "The.End.srt",
        "The.mkv": "The.de.srt",
        "Film.x264-YTS.mp4": "Film.x264-YTS.srt",
    }


def test_case_and_unicode_form_make_no_difference_but_the_exact_name_comes_first() -> None:
    assert pairs("É1.MKV", unicodedata.normalize("NFD", "é1.srt")) == {"É1.MKV": unicodedata.normalize("NFD", "é1.srt")}
    assert pairs("A.mkv", "a.mkv", "A.srt", "a.srt") == {"A.mkv": "A.srt", "a.mkv": "a.srt"}


@pytest.mark.parametrize(
    ("clip", "subtitles"),
    [
        ("Show.S01E01.mkv", "show S00E01.srt"),
        ("Show.S01E01-E02.mkv", "show S01E01.srt"),
        ("Show - 12.mkv", "other - 12.5.srt"),
        ("Film.2019.DDP5.1.mkv", "other.DDP5.1.srt"),
    ],
)
def test_specials_doubles_and_recaps_are_not_the_episode(clip: str, subtitles: str) -> None:
    assert pairs(clip, subtitles) == {clip: None}


def test_the_same_season_comes_before_none() -> None:
    found = pairs("Show - 01.mkv", "Show.S02E01.mkv", "other 2x01.srt")
    assert found == {"Show - 01.mkv": None, "Show.S02E01.mkv": "other 2x01.srt"}


@pytest.mark.parametrize("written", ["de", "ger", "deu", "German", "de-AT", "de[cc]", "Deutsch"])
def test_a_language_has_several_codes_and_a_name(written: str) -> None:
    found = pair_files(sorted(map(Path, ("a.mkv", f"a.{written}.srt", "a.en.srt"))), "de")
    assert (found.items[0].subtitles, found.doubtful) == (Path(f"a.{written}.srt"), ())


def test_the_language_is_not_looked_for_in_the_title() -> None:
    names = ("La.Casa.de.Papel.S01E01.mkv", "La.Casa.de.Papel.S01E01.de.srt", "La.Casa.de.Papel.S01E01.en.srt")
    found = pair_files(list(map(Path, names)), "de")
    assert (found.items[0].subtitles, found.doubtful) == (Path(names[1]), ())


@pytest.mark.parametrize("language", ["", "en"])
def test_forced_subtitles_and_those_for_the_deaf_come_after_the_plain_ones(language: str) -> None:
    found = pair_files(list(map(Path, ("a.mkv", "a.en.forced.srt", "a.en.sdh.srt", "a.en.srt"))), language)
    assert (found.items[0].subtitles, found.doubtful) == (Path("a.en.srt"), ())


def test_the_language_is_kept_for_subtitles_inside_the_clip() -> None:
    assert pair_files([Path("a.mkv")], "de").items[0].options == {"language": "de"}


def test_no_two_clips_share_a_folder_on_any_disk() -> None:
    names = ("A.mkv", "a.mkv", "b.mkv", "b.mkv.mp4", "b.mp4", "CON.mkv", "c .mkv", "c.mkv", "report.html.mkv", "...mkv")
    found = [item.name for item in pair_files(list(map(Path, names))).items]
    assert len({name.casefold() for name in found}) == len(names)
    assert all(folder_name(name) == name for name in found)
    assert not {"con", "report.html"} & {name.casefold() for name in found}


@given(st.text())
def test_a_name_of_a_folder_is_plain_and_stays(text: str) -> None:
    name = folder_name(text)
    assert folder_name(name) == name
    assert not set(name) & set('<>:"/\\|?*')
    assert not name.startswith((".", " "))
    assert not name.endswith((".", " "))


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
