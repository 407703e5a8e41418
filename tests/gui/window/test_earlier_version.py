"""Files that an earlier version wrote still open.

`tests/data/version_0_1` was written by the window of commit f453c33: a saved project, a journal of unsaved work,
settings with a changed key, and the caches of a clip of two seconds. `@FOLDER@` stands for the folder it was in.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deepdub_engine.alignment.speech.activity_cache import ActivityCache
from deepdub_engine.audio.media.decode import decode
from deepdub_engine.audio.media.peak_cache import PeakCache, content_key
from deepdub_engine.base.progress import finish
from deepdub_engine.separation.stem_cache import StemCache
from deepdub_engine.separation.stem_cache.keys import StemKey
from deepdub_engine.subtitles import Cue
from deepdub_engine.subtitles.retime import Retiming
from tests.helpers.open_window import OpenWindow, open_window

STORED = Path(__file__).parents[2] / "data" / "version_0_1"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Copy the files into the folder that they name."""
    shutil.copytree(STORED, tmp_path, dirs_exist_ok=True)
    for name in ("project.deepdub", "settings.ini", "journals/window-1/journal.jsonl"):
        path = tmp_path / name
        path.write_text(path.read_text("utf-8").replace("@FOLDER@", tmp_path.as_posix()), "utf-8")
    return tmp_path


@pytest.fixture
def opened(qapp: QApplication, qtbot: QtBot, folder: Path) -> Iterator[OpenWindow]:
    opened = open_window(qapp, qtbot, folder)
    yield opened
    opened.close()


def test_a_project_opens_with_its_cues_and_its_shift(opened: OpenWindow, folder: Path) -> None:
    opened.open(folder / "project.deepdub")
    session = opened.session
    assert session.media.path == folder / "clip.wav"
    assert session.retiming == Retiming(-1000)
    assert session.cues[0] == Cue(-800, -300, "Edited.")
    assert [cue.text for cue in session.file_cues] == ["Here we are.", "<i>Who is</i>\nthere?", "Nobody."]
    assert not session.modified


def test_a_journal_gives_back_work_that_was_not_saved(opened: OpenWindow, folder: Path) -> None:
    opened.window.projects.recovery.look()
    opened.until(opened.idle)
    opened.window.projects.bar.restore.click()
    opened.until(opened.idle)
    session = opened.session
    assert [cue.text for cue in session.cues] == ["Edited.", "<i>Who is</i>\nthere?", "Unsaved."]
    assert [session.undo.text(step) for step in range(session.undo.count())] == [
        *("Shift −1.000 s", "Edit text", "Split subtitle")
    ]
    session.undo.undo()
    assert not session.modified


def test_settings_are_read(opened: OpenWindow, folder: Path) -> None:
    settings = opened.settings
    assert (settings.theme, settings.range_s, settings.stem_cache_gb) == ("dark", 60, 5)
    assert settings.recent == ((folder / "clip.wav", folder / "clip.srt"),)


def test_a_changed_key_still_belongs_to_its_action(opened: OpenWindow) -> None:
    assert opened.window.actions_.transport.play.shortcuts() == [QKeySequence("Ctrl+Alt+P")]


def test_actions_keep_the_names_under_which_their_keys_are_stored(opened: OpenWindow) -> None:
    keymap = opened.window.preferences.keymap
    names = {entry.name for entry in keymap.entries}
    before = json.loads((STORED / "keys.json").read_text("utf-8"))
    assert set(before) - names == set()


def test_caches_give_back_what_they_kept(folder: Path) -> None:
    cache, clip = folder / "cache", folder / "clip.wav"
    assert PeakCache(cache / "peaks").load(content_key(clip, 0)) is not None
    (entry,) = (cache / "stems").iterdir()
    key = StemKey(**json.loads((entry / "entry.json").read_text("utf-8"))["key"])
    source = finish(decode(clip, folder / "decoded")).clip
    stems, _peaks = StemCache(cache / "stems").load(key, source, folder / "stems")
    assert stems.vocals.samples == source.samples
    kept = ActivityCache(cache / "activity")
    assert kept._path(source).is_file()
