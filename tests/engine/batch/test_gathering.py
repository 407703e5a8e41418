"""A season is what a person drops: folders, lists, and single files, each clip once and under a name of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from deepdub_engine.base.errors import NoEpisodes
from deepdub_engine.batch.gathering import gather


def touch(folder: Path, *names: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).touch()
    return folder


def pairs(found) -> list[tuple[str, str | None]]:
    return [(item.name, item.subtitles and item.subtitles.name) for item in found.items]


def test_folders_and_files_are_paired_together(tmp_path: Path) -> None:
    first, second = (
        touch(tmp_path / "one", "e01.mkv", "e01.srt"),
        touch(tmp_path / "two", "e02.mkv", "e02.ass", "x.srt"),
    )
    found = gather([first, second / "e02.mkv", second / "e02.ass", second / "x.srt"])
    assert pairs(found) == [("e01", "e01.srt"), ("e02", "e02.ass")]
    assert [path.name for path in found.unpaired] == ["x.srt"]


def test_a_clip_is_taken_once_and_a_name_is_given_once(tmp_path: Path) -> None:
    first, second = touch(tmp_path / "season 1", "e01.mkv"), touch(tmp_path / "season 2", "e01.mkv")
    known = gather([first]).items
    assert gather([first], known=known).items == ()
    assert pairs(gather([first, second])) == [("e01", None), ("season 2 e01", None)]
    assert pairs(gather([second], known=known)) == [("season 2 e01", None)]


def test_subtitles_alone_wait_for_a_clip(tmp_path: Path) -> None:
    folder = touch(tmp_path, "a.srt")
    assert gather([folder / "a.srt"]).unpaired == (folder / "a.srt",)


def test_a_list_is_read(tmp_path: Path) -> None:
    touch(tmp_path, "e01.mkv", "late.srt")
    (tmp_path / "list.csv").write_text("media,subtitles,track\ne01.mkv,late.srt,1\n")
    (item,) = gather([tmp_path / "list.csv"]).items
    assert (item.subtitles, dict(item.options)) == (tmp_path / "late.srt", {"track": "1"})


def test_a_folder_without_clips_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoEpisodes):
        gather([tmp_path])
