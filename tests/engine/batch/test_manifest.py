"""A CSV lists episodes; what is wrong with it is named with its line."""

import contextlib
import sys
import tempfile
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deepdub_engine.base.errors import DeepdubError, FileUnreadable, ManifestInvalid
from deepdub_engine.batch.manifest import read_manifest


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "season.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_rows_become_episodes_with_paths_beside_the_list(tmp_path: Path, separator: str, mark: str) -> None:
    rows = ["Media,subtitles,track,translation", "a.mkv,subs/a.srt,1,a.de.srt", "b.mkv,,,"]
    path = written(tmp_path, mark + "\r\n".join(rows).replace(",", separator))
    first, second = read_manifest(path).items
    assert (first.name, first.media, first.subtitles) == ("a", tmp_path / "a.mkv", tmp_path / "subs/a.srt")
    assert first.options == {"track": "1", "translation": str(tmp_path / "a.de.srt")}
    assert (second.subtitles, second.options) == (None, {})


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("media\n", 1),
        ("media,colour\na.mkv,red\n", 1),
        ("media,subtitles\na.mkv,a.srt\n,b.srt\n", 3),
        ("media\na.mkv\nA.mkv\n", 3),
        ("media\na.mkv,b,c\n", 2),
        ("media\n\n\na.mkv\n\na.mkv\n", 6),
        ('media,name\n"a.mkv","x\ny"\n,\n,b\n', 5),
        ("sep=;\nmedia;name\na.mkv;x\nb.mkv;x\n", 4),
        ("media,,name\na.mkv,,\n", 1),
        ("media\n" + "a" * 200_000 + "\n", 2),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    with pytest.raises(ManifestInvalid) as raised:
        read_manifest(written(tmp_path, text))
    assert raised.value.line == line


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"media\na\0b.mkv\n"])
def test_what_is_no_list_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(FileUnreadable):
        read_manifest(written(tmp_path, data))


SPREADSHEET = "media;subtitles;track;;\r\nGrüße 1.mkv;Grüße 1.srt;1;;\r\n;;;;\r\nGrüße 2.mkv;;;;\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("first", ["", "sep=;\r\n", '"sep=;"\r\n'])
def test_a_spreadsheet_may_save_it_in_its_own_way(tmp_path: Path, encoding: str, first: str) -> None:
    items = read_manifest(written(tmp_path, (first + SPREADSHEET).encode(encoding))).items
    assert [(item.name, item.media.name, dict(item.options)) for item in items] == [
        ("Grüße 1", "Grüße 1.mkv", {"track": "1"}),
        ("Grüße 2", "Grüße 2.mkv", {}),
    ]


def test_the_korean_code_page_is_read(tmp_path: Path) -> None:
    data = "media,subtitles\n드라마 1화.mkv,드라마 1화.srt\n".encode("cp949")
    assert read_manifest(written(tmp_path, data)).items[0].name == "드라마 1화"


@pytest.mark.skipif(sys.platform == "win32", reason="the separator of its own paths")
def test_paths_of_windows_are_found_on_other_systems(tmp_path: Path) -> None:
    (tmp_path / "subs").mkdir()
    (tmp_path / "odd\\name.srt").touch()
    (item,) = read_manifest(written(tmp_path, 'media,subtitles\n"""clips\\a.mkv""",subs\\a.srt\n')).items
    assert (item.media, item.subtitles, item.name) == (tmp_path / "clips/a.mkv", tmp_path / "subs/a.srt", "a")
    (item,) = read_manifest(written(tmp_path, "media,subtitles\na.mkv,odd\\name.srt\n")).items
    assert item.subtitles == tmp_path / "odd\\name.srt"


def test_names_that_are_one_folder_on_some_disks_are_refused(tmp_path: Path) -> None:
    rows = ["media,name", "a.mkv,é", "b.mkv," + unicodedata.normalize("NFD", "É")]
    with pytest.raises(ManifestInvalid) as raised:
        read_manifest(written(tmp_path, "\n".join(rows)))
    assert "column “name”" in str(raised.value)


def test_the_language_is_for_all_rows_without_their_own(tmp_path: Path) -> None:
    path = written(tmp_path, "media,subtitles,language\na.mkv,,\nb.mkv,,ko\nc.mkv,c.srt,\n")
    assert [dict(item.options) for item in read_manifest(path, "de").items] == [
        {"language": "de"},
        {"language": "ko"},
        {"language": "de"},
    ]


def test_names_cannot_leave_the_folder_of_the_batch(tmp_path: Path) -> None:
    path = written(tmp_path, "media,name\na.mkv,../../etc/passwd\nb.mkv,..\n")
    names = [item.name for item in read_manifest(path).items]
    assert all("/" not in name and name.strip(".") for name in names)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = written(Path(folder), data)
        with contextlib.suppress(DeepdubError):
            assert read_manifest(path).items
