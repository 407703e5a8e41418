"""Which folders a project may use: its own, without links that lead elsewhere, and those that were confirmed."""

from __future__ import annotations

from pathlib import Path

import pytest

from deepdub_engine.project import Reach, confirmable


@pytest.fixture
def voices(tmp_path: Path) -> Path:
    folder = tmp_path / "project" / "voices"
    (folder / "audio_segments").mkdir(parents=True)
    (folder / "audio_segments" / "1_gen_vocals.wav").write_bytes(b"")
    return folder


def test_a_folder_beside_the_project_may_be_used_and_one_elsewhere_is_asked_for(voices: Path, tmp_path: Path) -> None:
    reach = Reach(tmp_path / "project")
    assert reach.allows_folder(voices)
    assert not reach.allows_folder(voices / "none")
    assert not reach.allows_folder(voices / "audio_segments" / "1_gen_vocals.wav")
    other = voices.rename(tmp_path / "other")
    assert not reach.allows_folder(other)
    assert reach.can_ask_folder(other)
    assert not reach.can_ask_folder(tmp_path / "none")
    assert Reach(tmp_path / "project", confirmable([other])).allows_folder(other)
    assert Reach(None).allows_folder(other)
    assert not reach.can_ask_folder(Path("//host/share"))
    assert not reach.allows_folder(Path("//host/share"))


@pytest.mark.parametrize("name", ["audio_segments/2_gen_vocals.wav", ".deepdub-dub"])
def test_a_folder_with_a_link_is_not_used_unasked(voices: Path, tmp_path: Path, name: str) -> None:
    aim = tmp_path / "aim"
    aim.mkdir()
    try:
        (voices / name).symlink_to(aim)
    except OSError:
        pytest.skip("this system makes no links")
    reach = Reach(tmp_path / "project")
    assert not reach.allows_folder(voices)
    assert reach.can_ask_folder(voices)
    link = tmp_path / "project" / "link"
    link.symlink_to(aim)
    assert not reach.allows_folder(link)
    assert not reach.can_ask_folder(link)
