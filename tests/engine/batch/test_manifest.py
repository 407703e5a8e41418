"""A CSV lists episodes; what is wrong with it is named with its line."""

import contextlib
import tempfile
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
