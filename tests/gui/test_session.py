"""The open document: what it announces, and what it leaves on the disk."""

import subprocess
import sys
from pathlib import Path

from deepdub_engine.retime import Retiming
from deepdub_engine.subtitles import load_subtitles
from deepdub_gui.commands import retime
from deepdub_gui.session import Session, remove_abandoned
from tests.gui.window import LATE_SUBS, TRUE_SUBS


def test_a_session_that_ends_leaves_nothing_on_the_disk(qapp, tmp_path: Path) -> None:
    session = Session(tmp_path)
    (session.new_work_folder() / "mixture.pcm").write_bytes(bytes(1000))
    session.close()
    assert list(tmp_path.iterdir()) == []


def test_what_a_crash_left_behind_is_removed_and_what_lives_is_not(qapp, tmp_path: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication\n"
        "app = QCoreApplication([])\n"
        "from deepdub_gui.session import Session\n"
        "folder = Session(Path(sys.argv[1])).new_work_folder(); (folder / 'mixture.pcm').write_bytes(bytes(1000))\n"
        "os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", script, tmp_path], timeout=60, check=False)
    alive = Session(tmp_path)
    kept = alive.new_work_folder()
    assert len(list(tmp_path.iterdir())) == 2
    remove_abandoned(tmp_path)
    assert list(tmp_path.iterdir()) == [kept.parent]
    alive.close()


def test_a_preview_is_shown_and_forgotten_without_a_trace(qapp, tmp_path: Path) -> None:
    session = Session(tmp_path)
    session.set_subtitles(load_subtitles(LATE_SUBS))
    session.preview(Retiming(-3000))
    assert session.cues == load_subtitles(TRUE_SUBS).cues
    assert not session.modified
    session.preview(None)
    assert session.cues == session.untouched_cues
    session.close()


def test_a_shift_that_changes_nothing_is_no_undo_step(qapp, tmp_path: Path) -> None:
    session = Session(tmp_path)
    session.set_subtitles(load_subtitles(LATE_SUBS))
    session.preview(Retiming(5))
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
