"""A damaged journal hides no other, and what can be read of it is restored."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from deepdub_engine.base.errors import ProjectInvalid
from deepdub_engine.project import Journals, Project, load_project, read_journal, save_project
from deepdub_engine.project.files import dump, to_dict

IMPOSSIBLE = ("1/0", "0", "nan", 1e400, None, [], {})


@pytest.mark.parametrize("value", IMPOSSIBLE)
def test_an_impossible_ratio_is_a_damaged_project(tmp_path: Path, value: object) -> None:
    path = tmp_path / "a.deepdub"
    save_project(Project(), path)
    values = json.loads(path.read_text(encoding="utf-8"))
    values["document"]["retiming"]["ratio"] = value
    path.write_text(json.dumps(values), encoding="utf-8")
    with pytest.raises(ProjectInvalid):
        load_project(path)


@pytest.mark.parametrize("value", IMPOSSIBLE)
def test_an_impossible_step_ends_what_is_read_of_a_journal(tmp_path: Path, value: object) -> None:
    good = {"step": "Shift", "change": {"retiming": to_dict(Project())["document"]["retiming"] | {"offset_ms": 5}}}
    bad = {"step": "Shift", "change": {"retiming": {"offset_ms": 7, "ratio": value}}}
    journal = tmp_path / "journal.jsonl"
    head = {"project": to_dict(Project()), "path": None}
    journal.write_bytes(dump(head) + dump(good) + dump(bad) + dump(good))
    found = read_journal(journal)
    assert found is not None
    assert len(found.history.steps) == 1
    assert found.project.document.retiming.offset_ms == 5


def test_a_journal_of_any_bytes_hides_no_other(tmp_path: Path) -> None:
    for number, data in enumerate((b"\xff\xfe", b"[" * 100_000, b"{}", b"null\n", dump({"project": {}}))):
        place = Journals(tmp_path).new()
        place.journal.write_bytes(data)
        place.release()
        assert number >= 0
    place = Journals(tmp_path).new()
    change = {"retiming": to_dict(Project())["document"]["retiming"] | {"offset_ms": 5}}
    step = {"step": "Shift", "change": change}
    place.journal.write_bytes(dump({"project": to_dict(Project()), "path": None}) + dump(step))
    place.release()
    (one,) = Journals(tmp_path).abandoned()
    assert one.work.project.document.retiming.offset_ms == 5
    one.place.release()
