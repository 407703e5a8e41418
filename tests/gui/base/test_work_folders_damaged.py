"""Decoded sound finds a place even where the cache folder cannot be used."""

from pathlib import Path

import pytest

from deepdub_gui.base.work_folders import WorkFolders


def test_without_a_cache_folder_the_temporary_folder_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "cache").write_bytes(b"a file")
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    folders = WorkFolders(tmp_path / "cache" / "sessions")
    assert folders.new().is_relative_to(tmp_path / "temporary")
    assert "cannot be used" in caplog.text
    folders.close()
    assert not list((tmp_path / "temporary").iterdir())
