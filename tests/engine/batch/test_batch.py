"""A season is done once: what is there is kept, what changed is done again, failures stand apart."""

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from deepdub_engine.base.resources import resource
from deepdub_engine.batch.items import StepKind
from deepdub_engine.batch.markers import read_marker, write_marker
from deepdub_engine.batch.tasks import Task
from deepdub_engine.cli import main

SAMPLE, LATE = resource("sample", "sample.mkv"), resource("sample", "sample_3s_off.srt")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in ("CACHE", "DATA", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))


@pytest.fixture
def season(tmp_path: Path) -> Path:
    folder = tmp_path / "season"
    folder.mkdir()
    shutil.copy(SAMPLE, folder / "Show.S01E01.mkv")
    shutil.copy(LATE, folder / "show 1x01.srt")
    (folder / "Show.S01E02.mkv").write_text("no clip")
    shutil.copy(LATE, folder / "show 1x02.srt")
    return folder


def batch(capsys, *arguments: str | Path) -> tuple[int, dict]:
    capsys.readouterr()
    code = main(["batch", *map(str, arguments), "--json", "--quiet"])
    return code, json.loads(capsys.readouterr().out)


def commands(told: dict, name: str) -> dict[str, bool]:
    """Return the commands of an episode, and whether each was done before."""
    episode = next(each for each in told["episodes"] if each["name"] == name)
    return {each["command"]: each["was_done"] for each in episode["commands"]}


def test_a_broken_clip_does_not_stop_the_others(season: Path, tmp_path: Path, capsys) -> None:
    code, told = batch(capsys, season, "-o", tmp_path / "out")
    assert (code, told["failed"]) == (1, 1)
    assert [bool(each["error"]) for each in told["episodes"]] == [False, True]
    assert "is not a video or audio file" in told["episodes"][1]["error"]
    aligned = (tmp_path / "out" / "Show.S01E01" / "subtitles.srt").read_text()
    assert aligned.startswith("1\n00:00:0")
    assert (tmp_path / "out" / "Show.S01E01" / "sentences" / "sentences.csv").is_file()
    rows = list(csv.DictReader((tmp_path / "out" / "report.csv").read_text("utf-8-sig").splitlines()))
    assert [(row["episode"], row["state"]) for row in rows] == [("Show.S01E02", "failed"), ("Show.S01E01", "check")]
    assert rows[1]["shift"].startswith("−3.0")
    page = (tmp_path / "out" / "report.html").read_text("utf-8")
    assert page.index("Show.S01E02") < page.index("Show.S01E01")


def test_only_what_changed_is_done_again(season: Path, tmp_path: Path, capsys) -> None:
    out = tmp_path / "out"
    (season / "Show.S01E02.mkv").unlink()
    code, told = batch(capsys, season, "-o", out)
    assert (code, commands(told, "Show.S01E01")) == (0, {"align": False, "run": False})
    before = (out / "Show.S01E01" / "sentences" / "sentences.csv").stat().st_mtime_ns
    _, told = batch(capsys, season, "-o", out)
    assert commands(told, "Show.S01E01") == {"align": True, "run": True}
    assert (out / "Show.S01E01" / "sentences" / "sentences.csv").stat().st_mtime_ns == before
    _, told = batch(capsys, season, "-o", out, "--depth", "24")
    assert commands(told, "Show.S01E01") == {"align": True, "run": False}
    (season / "show 1x01.srt").write_text(LATE.read_text("utf-8").replace("wind", "storm"), encoding="utf-8")
    _, told = batch(capsys, season, "-o", out, "--depth", "24")
    assert commands(told, "Show.S01E01") == {"align": False, "run": False}
    assert "storm" in (out / "Show.S01E01" / "sentences" / "sentences.csv").read_text("utf-8")


@pytest.mark.parametrize("damage", [b"", b"{", b'{"key": 1}', b"[[[[", b"\xff", b'{"key": "key", "values": 3}'])
def test_a_damaged_marker_costs_only_time(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "subtitles.srt").touch()
    task = Task("e01", StepKind.ALIGN, (), (), tmp_path / "subtitles.srt", tmp_path)
    write_marker(task, "key", {"offset_ms": 1})
    assert read_marker(task, "key") == {"offset_ms": 1}
    assert read_marker(task, "another") is None
    task.marker.write_bytes(damage)
    assert read_marker(task, "key") is None


def test_the_plan_changes_nothing(season: Path, tmp_path: Path, capsys) -> None:
    code, told = batch(capsys, season, "-o", tmp_path / "out", "--dry-run", "--steps", "align", "run", "separate")
    assert code == 0
    assert told["episodes"][0]["steps"] == ["align", "run", "separate"]
    assert told["episodes"][0]["duration_ms"] == 41_000
    assert told["disk_results"] > 0
    assert told["seconds"] > 0
    assert [bool(episode["error"]) for episode in told["episodes"]] == [False, True]
    assert not (tmp_path / "out").exists()


def test_a_clip_without_subtitles_says_so(tmp_path: Path, capsys) -> None:
    shutil.copy(SAMPLE, tmp_path / "alone.mkv")
    (tmp_path / "list.csv").write_text("media\nalone.mkv\n")
    code, told = batch(capsys, tmp_path / "list.csv", "-o", tmp_path / "out")
    assert code == 1
    assert told["episodes"][0]["error"].startswith("There are no subtitles for “alone.mkv”")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals on Windows")
def test_a_killed_batch_goes_on_and_leaves_no_command_behind(season: Path, tmp_path: Path, capsys) -> None:
    out = tmp_path / "out"
    run = subprocess.Popen(
        [sys.executable, "-m", "deepdub_engine", "batch", str(season), "-o", str(out), "--workers", "1"],
        stderr=subprocess.PIPE,
    )
    while not (out / "Show.S01E01").exists() and run.poll() is None:
        run.stderr.readline()
    os.kill(run.pid, signal.SIGKILL)
    run.wait()
    run.stderr.close()
    code, told = batch(capsys, season, "-o", out)
    assert (code, told["failed"]) == (1, 1)
    assert (out / "Show.S01E01" / "sentences" / "sentences.csv").is_file()
    assert not list(out.rglob("*.partial-*"))


def test_two_batches_cannot_write_to_one_folder(season: Path, tmp_path: Path, capsys) -> None:
    from deepdub_engine.base.locks import FileLock

    (tmp_path / "out").mkdir()
    lock = FileLock.take(tmp_path / "out" / ".batch.lock")
    code, told = batch(capsys, season, "-o", tmp_path / "out")
    lock.release()
    assert code == 1
    assert "error" in told


def test_a_report_that_cannot_be_written_costs_no_result(season: Path, tmp_path: Path, capsys) -> None:
    (season / "Show.S01E01.mkv").unlink()
    (tmp_path / "out" / "report.csv" / "in the way").mkdir(parents=True)  # as open in a spreadsheet on Windows
    code, told = batch(capsys, season, "-o", tmp_path / "out")
    assert (code, told["failed"], told["reports"]) == (1, 1, [])
    assert any("report.csv" in warning for warning in told["warnings"])
    assert (tmp_path / "out" / "report.html").is_file()


FEW_FILES = """
import os, resource, sys
import deepdub_engine.batch.batch, deepdub_engine.pipeline.clip
from deepdub_engine.cli import main
import deepdub_engine.cli.batch_command
open_now = max(map(int, os.listdir("/proc/self/fd")))
resource.setrlimit(resource.RLIMIT_NOFILE, (open_now + 6, open_now + 6))
sys.exit(main(["batch", *sys.argv[1:], "--steps", "align", "--workers", "2", "--json", "--quiet"]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="counts open files by /proc")
def test_a_command_that_cannot_be_started_is_told_for_its_episode(season: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FEW_FILES, season, "-o", tmp_path / "out"], capture_output=True, text=True, check=False
    )
    told = json.loads(done.stdout)
    assert (done.returncode, told["failed"]) == (1, 2)
    assert "Too many open files" in told["episodes"][0]["error"]
    assert "internal error" not in done.stderr


def test_a_model_that_is_unknown_and_a_folder_that_is_a_file_are_told_at_once(
    season: Path, tmp_path: Path, capsys
) -> None:
    code, told = batch(capsys, season, "-o", tmp_path / "out", "--dry-run", "--model", "nonsense")
    assert (code, "no model “nonsense”" in told["error"]) == (2, True)
    (tmp_path / "file").touch()
    code, told = batch(capsys, season, "-o", tmp_path / "file")
    assert (code, "cannot be written" in told["error"]) == (1, True)
