"""A project from a stranger reads and writes nothing outside its folder until the person has allowed it."""

from __future__ import annotations

import json
import os
import shutil
from fractions import Fraction
from pathlib import Path

import pytest

from deepdub_engine.project import FileRef, MediaPart, Project, SubtitlesPart, load_project, save_project
from deepdub_engine.project.checksums import file_checksum
from deepdub_engine.subtitles import load_subtitles
from deepdub_engine.subtitles.retime import Retiming
from deepdub_gui.document.commands import retime
from tests.helpers.open_window import LATE_SUBS, SAMPLE, OpenWindow

needs_pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    """A folder that came from a stranger."""
    folder = tmp_path / "theirs"
    folder.mkdir()
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The person's own folder, which the stranger knows."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


def hostile(folder: Path, subtitles: Path, media: Path | None = None) -> Path:
    """Write a project that names these files and knows the digest of the first."""
    source = load_subtitles(LATE_SUBS)
    digest = file_checksum(subtitles) if subtitles.is_file() else ""
    part = SubtitlesPart(FileRef.to(subtitles, None), source.source.text, source.encoding, digest=digest)
    path = folder / "gift.deepdub"
    save_project(Project(MediaPart(FileRef.to(media, None)) if media else None, part), path)
    values = json.loads(path.read_text(encoding="utf-8"))
    for name, at in (("subtitles", subtitles), ("media", media)):
        if at is not None:
            values[name]["file"]["path"] = str(at)
    path.write_text(json.dumps(values), encoding="utf-8")
    return path


def save_after_shift(opened: OpenWindow) -> None:
    retime(opened.session, Retiming(1234))
    opened.window.actions_.save.trigger()
    opened.until(opened.idle)


@pytest.mark.parametrize("allows", [False, True])
def test_a_file_that_is_no_subtitles_is_never_saved_over(
    opened: OpenWindow, theirs: Path, home: Path, allows: bool
) -> None:
    mine = home / ".bashrc"
    mine.write_text("alias ll='ls -l'\n")
    opened.answers.reach = allows
    opened.open(hostile(theirs, mine))
    save_after_shift(opened)
    assert mine.read_text() == "alias ll='ls -l'\n"
    assert opened.answers.asked.count("reach") == 1
    assert "target" in opened.answers.asked  # the person is asked where to save to


def test_subtitles_elsewhere_are_saved_over_only_when_the_person_allows_it(
    opened: OpenWindow, theirs: Path, home: Path
) -> None:
    mine = home / "mine.srt"
    shutil.copy(LATE_SUBS, mine)
    project = hostile(theirs, mine)
    opened.answers.reach = False
    opened.open(project)
    save_after_shift(opened)
    assert mine.read_bytes() == LATE_SUBS.read_bytes()
    opened.answers.reach = True
    opened.open(project)
    save_after_shift(opened)
    assert load_subtitles(mine).cues[0].start_ms == load_subtitles(LATE_SUBS).cues[0].start_ms + 1234
    count = opened.answers.asked.count("reach")
    opened.open(project)
    assert opened.answers.asked.count("reach") == count  # the answer is remembered


def test_subtitles_beside_a_strange_project_are_asked_for_before_they_are_saved_over(
    opened: OpenWindow, theirs: Path
) -> None:
    beside = theirs / "ep1.srt"
    shutil.copy(LATE_SUBS, beside)
    opened.answers.reach = False
    opened.open(hostile(theirs, beside))
    assert opened.answers.asked == []  # reading beside the project needs no question
    save_after_shift(opened)
    assert beside.read_bytes() == LATE_SUBS.read_bytes()
    opened.answers.reach = True
    opened.window.actions_.save.trigger()
    opened.until(opened.idle)
    assert load_subtitles(beside).cues[0].start_ms == load_subtitles(LATE_SUBS).cues[0].start_ms + 1234


def test_a_link_beside_a_project_does_not_lead_out_of_its_folder(opened: OpenWindow, theirs: Path, home: Path) -> None:
    mine = home / "mine.srt"
    shutil.copy(LATE_SUBS, mine)
    link = theirs / "ep1.srt"
    try:
        link.symlink_to(mine)
    except OSError:
        pytest.skip("links cannot be made here")
    opened.open(hostile(theirs, link))
    save_after_shift(opened)
    assert mine.read_bytes() == LATE_SUBS.read_bytes()
    assert link.is_symlink()
    assert "reach" not in opened.answers.asked  # a link is refused, not asked for


def test_a_clip_elsewhere_is_not_opened_unless_the_person_allows_it(
    opened: OpenWindow, theirs: Path, home: Path
) -> None:
    mine, beside = home / "private.mkv", theirs / "ep1.srt"
    shutil.copy(SAMPLE, mine)
    shutil.copy(LATE_SUBS, beside)
    project = hostile(theirs, beside, mine)
    opened.answers.reach = False
    opened.open(project)
    assert opened.session.media is None
    assert opened.answers.asked == ["reach"]
    opened.answers.reach = True
    opened.open(project)
    assert opened.session.media.path == mine


@needs_pipes
def test_pipes_and_other_computers_are_left_alone(opened: OpenWindow, theirs: Path) -> None:
    pipe = theirs / "ep1.srt"
    os.mkfifo(pipe)
    opened.open(hostile(theirs, pipe, Path("//host/share/ep1.mkv")))
    assert len(opened.session.cues) == len(load_subtitles(LATE_SUBS).cues)
    save_after_shift(opened)
    assert pipe.is_fifo()
    os.mkfifo(theirs / "pipe.deepdub")
    opened.open(theirs / "pipe.deepdub")
    assert "cannot be read" in opened.window.status.message


def test_an_overlong_name_in_a_project_is_a_missing_file(opened: OpenWindow, theirs: Path) -> None:
    beside = theirs / "ep1.srt"
    shutil.copy(LATE_SUBS, beside)
    opened.open(hostile(theirs, beside, theirs / ("n" * 5000 + ".mkv")))
    assert opened.session.subtitles is not None
    assert "was not found" in opened.window.status.message


def test_ones_own_project_asks_nothing(opened: OpenWindow, theirs: Path, home: Path) -> None:
    shutil.copy(SAMPLE, home / "ep1.mkv")
    shutil.copy(LATE_SUBS, home / "ep1.srt")
    opened.open(home / "ep1.mkv")
    retime(opened.session, Retiming(-3000, Fraction(25, 24)))
    opened.answers.project = theirs / "own.deepdub"
    opened.window.actions_.save_project.trigger()
    opened.until(opened.idle)
    opened.open(theirs / "own.deepdub")
    assert opened.session.media.path == home / "ep1.mkv"
    save_after_shift(opened)
    assert "reach" not in opened.answers.asked
    assert load_subtitles(home / "ep1.srt").cues != load_subtitles(LATE_SUBS).cues
    assert load_project(theirs / "own.deepdub").subtitles.digest == file_checksum(home / "ep1.srt")
