"""Atomic writes: a file is complete or absent, whatever happens during the write."""

import errno
import os
import stat
import sys

import pytest

from deepdub_engine.base.atomic import replacing
from deepdub_engine.base.errors import DiskFull, OutputExists, OutputNotWritable


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_file_takes_its_place_when_the_writing_ends_well(tmp_path):
    path = tmp_path / "new folder" / "out.srt"
    with replacing(path) as temporary:
        temporary.write_text("whole")
        assert not path.exists()
        assert temporary.suffix == ".srt"
    assert path.read_text() == "whole"
    assert names(path.parent) == ["out.srt"]


@pytest.mark.parametrize("error", [ValueError("ours"), KeyboardInterrupt(), GeneratorExit()])
def test_an_interrupted_writing_leaves_the_old_file_and_nothing_else(tmp_path, error):
    path = tmp_path / "out.srt"
    path.write_text("old")

    def interrupted():
        with replacing(path) as temporary:
            temporary.write_text("half")
            raise error

    with pytest.raises(type(error)):
        interrupted()
    assert path.read_text() == "old"
    assert names(tmp_path) == ["out.srt"]


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EDQUOT, DiskFull),
        (errno.EROFS, OutputNotWritable),
        (errno.EIO, OutputNotWritable),
    ],
)
def test_a_disk_error_names_the_file(tmp_path, number, kind):
    path = tmp_path / "out.srt"
    with pytest.raises(kind, match=r"out\.srt"), replacing(path):
        raise OSError(number, os.strerror(number))
    assert names(tmp_path) == []


def test_an_existing_file_is_not_replaced_unless_asked_for(tmp_path):
    path = tmp_path / "out.srt"
    path.write_text("old")
    with pytest.raises(OutputExists, match="--force"), replacing(path, overwrite=False) as temporary:
        temporary.write_text("new")
    assert path.read_text() == "old"


def test_a_file_that_appears_meanwhile_is_not_replaced_either(tmp_path):
    path = tmp_path / "out.srt"

    def overtaken():
        with replacing(path, overwrite=False) as temporary:
            temporary.write_text("new")
            path.write_text("someone else's")

    with pytest.raises(OutputExists):
        overtaken()
    assert path.read_text() == "someone else's"
    assert names(tmp_path) == ["out.srt"]


def test_a_folder_with_the_same_name_is_reported(tmp_path):
    (tmp_path / "taken").write_text("a file, not a folder")
    with pytest.raises(OutputNotWritable), replacing(tmp_path / "taken" / "out.srt") as temporary:
        temporary.write_text("new")
    assert (tmp_path / "taken").read_text() == "a file, not a folder"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_permissions_of_the_old_file_are_kept(tmp_path):
    path = tmp_path / "out.srt"
    path.write_text("old")
    path.chmod(0o640)
    with replacing(path) as temporary:
        temporary.write_text("new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
