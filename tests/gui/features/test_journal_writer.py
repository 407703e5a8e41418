"""The journal mirrors the window's undo stack."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from deepdub_engine.project import FileRef, Journals, Project, SubtitlesPart, read_journal
from deepdub_engine.subtitles import load_subtitles
from deepdub_engine.subtitles.retime import Retiming
from deepdub_gui.document.commands import push_history, retime
from deepdub_gui.document.session import Session
from deepdub_gui.features.project.journal_writer import JournalWriter
from tests.helpers.open_window import LATE_SUBS

GESTURES = st.lists(
    st.one_of(st.integers(-9, 9), st.sampled_from(["undo", "redo", "save", "first", "last"])), max_size=25
)


def do(session: Session, gesture: int | str) -> None:
    stack = session.undo
    if isinstance(gesture, int):
        retime(session, Retiming(gesture))
    else:
        {
            "undo": stack.undo,
            "redo": stack.redo,
            "save": stack.setClean,
            "first": lambda: stack.setIndex(0),
            "last": lambda: stack.setIndex(stack.count()),
        }[gesture]()


def recorded(folder: Path) -> tuple[Session, JournalWriter]:
    session = Session(folder / "cache", Journals(folder / "journals"))
    recorder = JournalWriter(session)
    file = load_subtitles(LATE_SUBS)
    part = SubtitlesPart(FileRef(str(LATE_SUBS)), file.source.text, file.encoding)
    recorder.watch(lambda: Project(None, part, session.document), recorder._current_view, lambda project: project)
    session.set_subtitles(file)
    return session, recorder


def state(session: Session) -> tuple[list[str], int, int, Retiming]:
    stack = session.undo
    names = [stack.text(number) for number in range(stack.count())]
    return names, stack.index(), stack.cleanIndex(), session.retiming


@settings(max_examples=30)
@given(GESTURES)
def test_what_the_journal_holds_makes_another_window_the_same(qapp, gestures: list[int | str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        session, recorder = recorded(Path(folder))
        for gesture in gestures:
            do(session, gesture)
        recorder.wait()
        for path in (Path(folder) / "journals").glob("*/journal.jsonl"):
            work = read_journal(path)
            other, follower = recorded(Path(folder) / "other")
            other.set_subtitles(load_subtitles(LATE_SUBS), work.history.base)
            push_history(other, work.history)
            assert state(other) == state(session)
            assert other.cues == session.cues
            follower.close()
            other.close()
        assert session.undo.count() == 0 or work.history.document == session.document
        recorder.close()
        session.close()
        assert not list((Path(folder) / "journals").glob("*/*"))


def test_what_waits_for_the_journal_learns_that_it_could_not_be_written(qapp, tmp_path: Path) -> None:
    session, recorder = recorded(tmp_path)
    done: list[str] = []

    def settled() -> list[str]:
        recorder.after_writing(lambda: done.append("written"), lambda: done.append("not written"))
        recorder.wait()
        return done

    do(session, 1)
    assert settled() == ["written"]
    recorder.close()
    session.close()
    (tmp_path / "full").mkdir()
    done.clear()
    session, recorder = recorded(tmp_path / "full")
    (tmp_path / "full" / "journals").write_text("a file in the way")
    do(session, 1)
    assert settled() == ["not written"]
    recorder.close()
    session.close()
