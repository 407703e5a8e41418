"""Property tests: edit, undo, save, reload and crash in any order; the document equals a plain model."""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from deepdub_engine.project import Document, FileRef, History, Journal, Journals, Project, SubtitlesPart, View
from deepdub_engine.project.files import load_project, save_project
from deepdub_engine.project.journals import Abandoned
from deepdub_engine.project.parts import MediaPart, StemsPart
from deepdub_engine.speakers.editing import assign, rename
from deepdub_engine.subtitles import Cue
from deepdub_engine.subtitles.retime import Anchor, Break, Retiming

TEXT = "".join(
    f"{n}\r\n00:00:{n:02},000 --> 00:00:{n:02},900\r\nLine {n} – “Grüße”, 안녕\r\n\r\n" for n in range(1, 13)
)
OF_FILE = tuple(Cue(n * 1000, n * 1000 + 900, f"Line {n} – “Grüße”, 안녕") for n in range(1, 13))
PROJECT = Project(
    MediaPart(FileRef("/films/ep 1.mkv"), 1, 12345),
    SubtitlesPart(FileRef("/films/ep 1.srt"), TEXT, "utf-8", bom=True),
    stems=StemsPart("speech", exact=False, made=True),
)
RETIMINGS = st.builds(
    Retiming,
    st.integers(-36_000_000, 36_000_000),
    st.sampled_from([Fraction(1), Fraction(25025, 24000), Fraction(24, 25), Fraction(1, 3)]),
    st.lists(st.builds(Break, st.integers(0, 20_000), st.integers(-5000, 5000)), max_size=3).map(tuple),
    st.lists(st.builds(Anchor, st.sampled_from([0, 10_000, 20_000]), st.integers(-1000, 1000)), max_size=3).map(tuple),
)
CUES = st.builds(
    lambda start, length, text: Cue(start, start + length, text),
    st.integers(-5000, 40_000),
    st.integers(0, 5000),
    st.text(max_size=8),
)


class Work(RuleBasedStateMachine):
    """A window's document with its journal and project file, and a model: a list of states and an index."""

    @initialize(limit=st.sampled_from([2000, 20_000, 4 << 20]), clean=st.booleans())
    def begin(self, limit: int, clean: bool) -> None:
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr(os, "fsync", lambda _: None)  # no power failure here, and fsync is slow
        self.folder = Path(tempfile.mkdtemp())
        self.limit = limit
        self.journals = Journals(self.folder / "journals")
        self.file = self.folder / "work.deepdub"
        self.place = self.journals.new()
        self.project, self.view = PROJECT, View()
        self.states, self.names, self.index = [Document()], [""], 0
        self.clean: int | None = 0 if clean else None
        self.on_disk: Document | None = None
        self.journal = Journal(self.place.journal, limit, sync=False)
        self.journal.begin(PROJECT, None, History(clean=self.clean))

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.journal.close()
            self.place.remove()
            shutil.rmtree(self.folder)
            self.patch.undo()

    @property
    def now(self) -> Document:
        return self.states[self.index]

    def push(self, name: str, document: Document) -> None:
        del self.states[self.index + 1 :], self.names[self.index + 1 :]
        if self.clean is not None and self.clean > self.index:
            self.clean = None
        self.states.append(document)
        self.names.append(name)
        self.index += 1
        self.journal.step(name, document)

    @rule(retiming=RETIMINGS)
    def shift(self, retiming: Retiming) -> None:
        self.push(f"Shift {retiming}", replace(self.now, retiming=retiming))

    @rule(data=st.data(), put=st.lists(CUES, max_size=3))
    def edit(self, data: st.DataObject, put: list[Cue]) -> None:
        cues = self.now.cues_or(OF_FILE)
        first = data.draw(st.integers(0, len(cues)))
        last = data.draw(st.integers(first, min(len(cues), first + 3)))
        self.push("Edit", replace(self.now, cues=(*cues[:first], *put, *cues[last:])))

    @rule(cues=st.frozensets(st.integers(0, 15), max_size=3), begins=st.sampled_from([True, False, None]))
    def split_and_join(self, cues: frozenset[int], begins: bool | None) -> None:
        self.push("Split and join", replace(self.now, marks=self.now.marks.marking(cues, begins=begins)))

    @rule(cues=st.frozensets(st.integers(0, 15), max_size=3), number=st.integers(1, 4))
    def say_who_speaks(self, cues: frozenset[int], number: int) -> None:
        self.push("Lines to a speaker", replace(self.now, cast=assign(self.now.cast, cues, number)))

    @rule(number=st.integers(1, 4), name=st.text(max_size=9))
    def rename_a_speaker(self, number: int, name: str) -> None:
        self.push("Rename a speaker", replace(self.now, cast=rename(self.now.cast, number, name)))

    @rule(retiming=RETIMINGS)
    def start_over(self, retiming: Retiming) -> None:
        self.push("As in the file", Document(retiming))

    @rule(data=st.data())
    def undo_or_redo(self, data: st.DataObject) -> None:
        self.index = data.draw(st.integers(0, len(self.states) - 1))
        self.journal.go(self.index)

    @rule(position_ms=st.integers(0, 100_000))
    def look(self, position_ms: int) -> None:
        self.view = View((0.0, 30_000.0), position_ms)
        self.journal.view(self.view)

    @rule()
    def save(self) -> None:
        save_project(Project(PROJECT.media, PROJECT.subtitles, self.now, PROJECT.stems, self.view), self.file)
        self.on_disk, self.clean = self.now, self.index
        self.journal.saved(self.index)

    @precondition(lambda self: self.on_disk is not None)
    @rule()
    def reload(self) -> None:
        self.project = load_project(self.file)
        self.view = self.project.view
        self.states, self.names, self.index, self.clean = [self.project.document], [""], 0, 0
        self.journal.begin(self.project, self.file, History(self.project.document))

    @rule(torn=st.binary(max_size=12).filter(lambda data: b"\n" not in data))
    def kill(self, torn: bytes) -> None:
        """Crash, perhaps in the middle of a line, and recover in another window."""
        self.journal.close()
        with self.place.journal.open("ab") as file:
            file.write(b'{"go":' + torn)
        self.place.release()
        found = self.journals.abandoned()
        self.place = self.journals.new()
        self.journal = Journal(self.place.journal, self.limit, sync=False)
        if self.index == self.clean:
            assert found == ()  # nothing was lost, so nothing is offered
            self.states, self.names, self.index, self.clean = [self.now], [""], 0, 0
            self.view = View()
            self.journal.begin(PROJECT, None, History(self.now))
        else:
            self.restore(*found)

    def restore(self, found: Abandoned) -> None:
        history = found.work.history
        dropped = len(self.states) - 1 - len(history.steps)
        self.states, self.names = self.states[dropped:], ["", *self.names[dropped + 1 :]]
        self.index -= dropped
        self.clean = None if self.clean is None or self.clean < dropped else self.clean - dropped
        assert found.work.project.document == self.now
        assert found.work.project.view == self.view
        assert found.work.project.media.file.path == PROJECT.media.file.path
        assert found.work.project.subtitles.text == TEXT
        self.journal.begin(found.work.project, found.work.path, history)
        found.place.remove()

    @invariant()
    def holds(self) -> None:
        if not hasattr(self, "folder"):
            return
        history = self.journal.history
        assert [history.base, *(step.document for step in history.steps)] == self.states
        assert [step.name for step in history.steps] == self.names[1:]
        assert (history.index, history.clean) == (self.index, self.clean)
        assert history.document.retiming.apply(history.document.cues_or(OF_FILE)) == self.now.retiming.apply(
            self.now.cues_or(OF_FILE)
        )
        if self.on_disk is not None:
            assert load_project(self.file).document == self.on_disk


TestWork = Work.TestCase
TestWork.settings = settings(max_examples=60, stateful_step_count=40)
