"""Project files and journals: what is restored, from where, and what is refused."""

from __future__ import annotations

import dataclasses
import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deepdub_engine.base.errors import DiskFull, FileMissing, ProjectInvalid, ProjectNewer
from deepdub_engine.base.serialization import from_plain, to_plain
from deepdub_engine.project import (
    Document,
    FileRef,
    History,
    Journal,
    Journals,
    MediaPart,
    Project,
    View,
    load_project,
    read_journal,
    save_project,
    subtitle_file,
)
from deepdub_engine.project.files import VERSION, from_dict, migrated, to_dict
from deepdub_engine.sentences.marks import SentenceMark, SentenceMarks
from deepdub_engine.subtitles import Cue, load_subtitles, save_subtitles
from deepdub_engine.subtitles.retime import Anchor, Break, Retiming
from tests.engine.project.test_project_properties import OF_FILE, PROJECT

MARKS = SentenceMarks((SentenceMark(0, begins=False), SentenceMark(1, begins=True)))
SHIFTED = Document(Retiming(-3000), (Cue(-5, 10, "a\nb"), *OF_FILE[1:]), MARKS)


def test_a_project_is_what_it_was_when_it_is_opened(tmp_path: Path) -> None:
    project = dataclasses.replace(PROJECT, document=SHIFTED, view=View((1.5, 30_000.25), 1234, 2))
    save_project(project, tmp_path / "a.deepdub")
    found = load_project(tmp_path / "a.deepdub")
    assert found.referring(lambda path: FileRef(str(path))) == project
    assert subtitle_file(found.subtitles, Path("x.srt")).cues == OF_FILE


@pytest.mark.parametrize("cues", [(1, 0), (1, 1), (-1,)])
def test_marks_out_of_order_are_refused(cues: tuple[int, ...]) -> None:
    marks = SentenceMarks(tuple(SentenceMark(cue, begins=True) for cue in cues))
    with pytest.raises(ValueError, match="its sentences are not in order"):
        from_dict(to_dict(dataclasses.replace(PROJECT, document=Document(marks=marks))))


def test_a_project_without_marks_has_none(tmp_path: Path) -> None:
    values = to_dict(dataclasses.replace(PROJECT, document=SHIFTED))
    del values["document"]["marks"]
    assert from_dict(values).document == dataclasses.replace(SHIFTED, marks=SentenceMarks())


def test_every_field_of_a_retiming_is_kept() -> None:
    retiming = Retiming(5, Fraction(25, 24), (Break(1000, -70), Break(2000, 5)), (Anchor(1500, 8),))
    assert to_plain(retiming).keys() == {field.name for field in dataclasses.fields(Retiming)}
    assert from_plain(Retiming, json.loads(json.dumps(to_plain(retiming)))) == retiming


def test_files_are_found_from_where_the_project_is_and_where_they_were(tmp_path: Path) -> None:
    clip = tmp_path / "old" / "media" / "ep.mkv"
    ref = FileRef.to(clip, tmp_path / "old" / "projects")
    assert ref.relative == "../media/ep.mkv"
    assert ref.places(tmp_path / "new" / "projects")[:2] == (tmp_path / "new" / "media" / "ep.mkv", clip)
    assert ref.places(None) == (clip,)


def test_a_name_that_is_not_text_is_kept(tmp_path: Path) -> None:
    path = Path(os.fsdecode(b"/films/\xff\xfe.mkv")) if os.name == "posix" else Path("C:/films/ä.mkv")
    save_project(Project(MediaPart(FileRef.to(path, None))), tmp_path / "a.deepdub")
    assert Path(load_project(tmp_path / "a.deepdub").media.file.path) == path


def test_a_file_that_is_not_a_project_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.deepdub"
    with pytest.raises(FileMissing):
        load_project(path)
    whole = json.dumps(to_dict(PROJECT)).encode()
    newer = json.dumps(to_dict(PROJECT) | {"deepdub_project": 99}).encode()
    for data in (b"", b"\0" * 50, whole[:-20], b"[" * 100_000, b"[]", b"{}", b'{"deepdub_project": 0}', b"\xff\xfe{}"):
        path.write_bytes(data)
        with pytest.raises(ProjectInvalid) as caught:
            load_project(path)
        assert str(caught.value).count("\n") == 0
    path.write_bytes(newer)
    with pytest.raises(ProjectNewer, match="install the newer version"):
        load_project(path)


def damage(values: Any, place: int, with_: Any) -> Any:
    """Return the values with the `place`-th one, counted depth-first, replaced."""
    seen = -1

    def walk(value: Any) -> Any:
        nonlocal seen
        seen += 1
        if seen == place:
            return with_
        if isinstance(value, dict):
            return {key: walk(each) for key, each in value.items()}
        return [walk(each) for each in value] if isinstance(value, list) else value

    return walk(values)


JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**18), 10**18),
    st.floats(),
    st.text(max_size=5),
    st.just([]),
    st.just({}),
    st.just("1/0"),
    st.just("0"),
    st.just("\0"),
)


@given(st.integers(0, 80), JUNK)
def test_a_damaged_value_is_refused_or_harmless(place: int, junk: Any) -> None:
    values = damage(json.loads(json.dumps(to_dict(dataclasses.replace(PROJECT, document=SHIFTED)))), place, junk)
    try:
        project = from_dict(values)
    except ValueError:
        return
    assert from_dict(json.loads(json.dumps(to_dict(project)))) == project


def test_former_versions_are_brought_up_step_by_step(tmp_path: Path) -> None:
    steps: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {
        1: lambda values: values | {"b": values["a"] + 1},
        2: lambda values: values | {"c": values["b"] + 1},
    }
    values = migrated({"deepdub_project": 1, "a": 1}, tmp_path, steps, 3)
    assert values == {"deepdub_project": 3, "a": 1, "b": 2, "c": 3}
    with pytest.raises(ProjectInvalid):
        migrated({"deepdub_project": 0}, tmp_path, steps, 3)


def test_an_unfinished_saving_leaves_the_former_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.deepdub"
    save_project(PROJECT, path)
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFull):
        save_project(dataclasses.replace(PROJECT, document=SHIFTED), path)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["a.deepdub"]


def journal_with(path: Path, count: int, limit: int = 4 << 20) -> Journal:
    journal = Journal(path, limit, sync=False)
    journal.begin(PROJECT, None, History())
    for number in range(1, count + 1):
        journal.step(f"Shift {number}", Document(Retiming(number)))
    return journal


def test_a_journal_cut_anywhere_gives_all_whole_steps_before(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    journal_with(path, 5).close()
    data = path.read_bytes()
    ends = [number for number, byte in enumerate(data) if byte == 10]
    for stop in range(len(data) + 1):
        path.write_bytes(data[:stop])
        found = read_journal(path)
        lines = sum(end <= stop for end in ends)
        if lines == 0:
            assert found is None
        else:
            assert found.history.index == max(0, lines - 3)  # minus the header and two position lines
            assert found.project.document == Document(Retiming(found.history.index))


@given(st.data())
def test_a_journal_with_damage_in_the_middle_gives_what_is_before(data: st.DataObject) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.jsonl"
        journal_with(path, 5).close()
        lines = path.read_bytes().splitlines()
        damaged = data.draw(st.integers(3, 7))
        lines[damaged] = data.draw(
            st.sampled_from([b"", b"{}", b"null", b'{"go":99}', b'{"step":1,"change":{}}', b"\0"])
        )
        if lines[damaged] == b"":
            return
        path.write_bytes(b"\n".join(lines))
        assert read_journal(path).history.index == damaged - 3


def test_a_journal_stays_bounded_and_keeps_the_last_steps(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    journal = journal_with(path, 3000, limit=20_000)
    assert path.stat().st_size <= 20_000
    assert len(journal.history.steps) == 3000
    found = read_journal(path)
    assert found.history.document == Document(Retiming(3000))
    assert found.history.steps[-100:] == journal.history.steps[-100:]
    journal.close()


def test_undo_goes_to_the_right_step_after_the_oldest_have_been_dropped(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    journal = journal_with(path, 3000, limit=20_000)
    for index in (2990, 2999, 3, 2995):  # step 3 has been dropped from the file
        journal.go(index)
        assert read_journal(path).history.document == Document(Retiming(index))
    journal.saved(2995)
    assert read_journal(path).history.is_saved
    journal.close()


def test_after_a_full_disk_the_next_step_brings_all_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "journal.jsonl"
    journal = Journal(path)
    journal.begin(PROJECT, None, History())

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "no room")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(DiskFull):
            journal.step("one", Document(Retiming(1)))
        with pytest.raises(DiskFull):
            journal.step("two", Document(Retiming(2)))
    journal.step("three", Document(Retiming(3)))
    assert [step.name for step in read_journal(path).history.steps] == ["one", "two", "three"]
    journal.close()


def test_windows_do_not_take_live_journals(tmp_path: Path) -> None:
    journals = Journals(tmp_path)
    first, second = journals.new(), journals.new()
    journal_with(first.journal, 1).close()
    journal_with(second.journal, 2).close()
    assert journals.abandoned() == ()
    second.release()
    (found,) = journals.abandoned()
    assert found.work.history.index == 2
    assert journals.abandoned() == ()  # another window is offering it
    found.place.release()
    assert len(journals.abandoned()) == 1
    first.remove()
    assert not first.journal.exists()


def test_saved_work_and_empty_journals_are_removed_and_what_is_damaged_stays(tmp_path: Path) -> None:
    journals = Journals(tmp_path)
    saved, empty, damaged = journals.new(), journals.new(), journals.new()
    journal = journal_with(saved.journal, 3)
    journal.saved(3)
    journal.close()
    empty.journal.touch()
    damaged.journal.write_bytes(b"\0" * 100)
    for place in (saved, empty, damaged):
        place.release()
    assert journals.abandoned() == ()
    assert list(tmp_path.iterdir()) == [damaged.journal.parent]
    assert damaged.journal.read_bytes() == b"\0" * 100


def test_work_of_a_later_version_stays_for_that_version(tmp_path: Path) -> None:
    journals = Journals(tmp_path)
    later = journals.new()
    journal_with(later.journal, 3).close()
    of_today = later.journal.read_bytes()
    head, rest = of_today.split(b"\n", 1)
    values = json.loads(head)
    values["project"]["deepdub_project"] = VERSION + 1
    later.journal.write_bytes(json.dumps(values).encode() + b"\n" + rest)
    later.release()
    assert journals.abandoned() == ()
    later.journal.write_bytes(of_today)
    (found,) = journals.abandoned()
    assert found.work.history.index == 3


KILLED = """
import sys
from pathlib import Path
from deepdub_engine.project import Document, Journals
from deepdub_engine.subtitles.retime import Retiming
from tests.engine.project.test_project import journal_with

place = Journals(Path(sys.argv[1])).new()
journal = journal_with(place.journal, 0)
for number in range(1, 10**9):
    journal.step(f"Shift {number}", Document(Retiming(number)))
    print(number, flush=True)
"""


def test_a_process_that_is_killed_loses_no_step_that_it_has_written(tmp_path: Path) -> None:
    for wanted in (1, 7, 300):
        command = [sys.executable, "-c", KILLED, str(tmp_path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            written = next(int(line) for line in process.stdout if int(line) >= wanted)
            process.kill()
            written = max([written, *(int(line) for line in process.stdout if line.endswith("\n"))])
        (found,) = Journals(tmp_path).abandoned()
        assert found.work.history.index in (written, written + 1)
        assert found.work.project.document == Document(Retiming(found.work.history.index))
        found.place.remove()


def test_a_subtitle_file_in_another_encoding_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "a.srt"
    path.write_bytes("1\n00:00:01,000 --> 00:00:02,000\nGrüße, ça va\n".encode("utf-16"))
    file = load_subtitles(path)
    part = dataclasses.replace(PROJECT.subtitles, text=file.source.text, encoding=file.encoding, bom=file.bom)
    save_subtitles(subtitle_file(part, path), file.cues, tmp_path / "b.srt")
    assert (tmp_path / "b.srt").read_bytes() == path.read_bytes()
