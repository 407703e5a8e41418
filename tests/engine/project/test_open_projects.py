"""A window sees which projects other windows have open."""

from pathlib import Path

from deepdub_engine.project import OpenProjects


def test_a_project_is_open_in_one_window_until_it_lets_go(tmp_path: Path) -> None:
    one, other = OpenProjects(tmp_path / "open"), OpenProjects(tmp_path / "open")
    film, show = tmp_path / "film.deepdub", tmp_path / "show.deepdub"
    assert not other.is_elsewhere(film)
    one.hold(film)
    assert other.is_elsewhere(film)
    assert other.is_elsewhere(tmp_path / "." / "film.deepdub")
    assert not one.is_elsewhere(film)
    assert not other.is_elsewhere(show)
    one.hold(show)
    assert (other.is_elsewhere(film), other.is_elsewhere(show)) == (False, True)
    one.hold(None)
    assert not other.is_elsewhere(show)
    assert list((tmp_path / "open").iterdir()) == []


def test_without_a_folder_every_project_is_free(tmp_path: Path) -> None:
    place = tmp_path / "file"
    place.write_text("no folder")
    one, other = OpenProjects(place), OpenProjects(place)
    one.hold(tmp_path / "film.deepdub")
    assert not other.is_elsewhere(tmp_path / "film.deepdub")
    one.hold(None)
