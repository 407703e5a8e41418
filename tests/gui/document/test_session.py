"""The open document: its signals and its temporary files."""

import subprocess
import sys
from pathlib import Path

from deepdub_engine.project import Document
from deepdub_engine.subtitles import load_subtitles
from deepdub_engine.subtitles.retime import Retiming
from deepdub_gui.document.commands import retime
from deepdub_gui.document.session import Session
from tests.helpers.open_window import LATE_SUBS, TRUE_SUBS


def test_a_session_that_ends_leaves_nothing_on_the_disk(qapp, tmp_path: Path) -> None:
    session = Session(tmp_path)
    (session.folders.new() / "mixture.pcm").write_bytes(bytes(1000))
    session.close()
    assert list(tmp_path.iterdir()) == []


def test_what_a_crash_left_behind_is_removed_and_what_lives_is_not(qapp, qtbot, tmp_path: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication\n"
        "app = QCoreApplication([])\n"
        "from deepdub_gui.document.session import Session\n"
        "folder = Session(Path(sys.argv[1])).folders.new(); (folder / 'mixture.pcm').write_bytes(bytes(1000))\n"
        "os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", script, tmp_path], timeout=60, check=False)
    alive = Session(tmp_path)
    kept = alive.folders.new()
    assert len(list(tmp_path.iterdir())) == 2
    alive.folders.remove_abandoned()
    qtbot.waitUntil(lambda: list(tmp_path.iterdir()) == [kept.parent], timeout=60_000)
    alive.close()


def test_a_folder_that_a_job_works_in_outlives_its_clip(qapp, qtbot, tmp_path: Path) -> None:
    session = Session(tmp_path)
    folder = session.folders.new()
    (folder / "mixture.pcm").write_bytes(bytes(1000))
    session.folders.hold(folder)
    session.folders.discard(folder)
    other = session.folders.new()
    session.folders.discard(other)
    qtbot.waitUntil(lambda: not other.exists(), timeout=60_000)
    assert (folder / "mixture.pcm").exists()
    session.folders.release(folder)
    qtbot.waitUntil(lambda: not folder.exists(), timeout=60_000)
    session.close()


def test_a_preview_is_shown_and_forgotten_without_a_trace(qapp, tmp_path: Path) -> None:
    session = Session(tmp_path)
    session.set_subtitles(load_subtitles(LATE_SUBS))
    session.preview(Document(Retiming(-3000)))
    assert session.cues == load_subtitles(TRUE_SUBS).cues
    assert not session.modified
    session.preview(None)
    assert session.cues == session.file_cues
    session.close()


def test_a_shift_that_changes_nothing_is_no_undo_step(qapp, tmp_path: Path) -> None:
    session = Session(tmp_path)
    session.set_subtitles(load_subtitles(LATE_SUBS))
    session.preview(Document(Retiming(5)))
    retime(session, Retiming())
    assert session.undo.count() == 0
    assert session.shown_retiming == Retiming()
    session.close()


def test_other_subtitles_begin_with_no_shift_and_an_empty_history(qapp, tmp_path: Path) -> None:
    session = Session(tmp_path)
    session.set_subtitles(load_subtitles(LATE_SUBS))
    retime(session, Retiming(-3000))
    session.set_subtitles(load_subtitles(TRUE_SUBS))
    assert (session.retiming, session.undo.count(), session.modified) == (Retiming(), 0, False)
    session.close()
