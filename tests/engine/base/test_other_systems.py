"""Code that differs by system, with the name and the modules of the other system in place of ours.

None of it has run on Windows or macOS; CONTRIBUTING.md lists it.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import filelock  # before a test replaces the name of the system, by which it chooses its modules
import pytest

from deepdub_engine.base import processes, translation, worker_process
from deepdub_engine.base.processes import command, environment
from deepdub_engine.base.worker_process import Priority
from deepdub_engine.cli import interruption
from deepdub_engine.pipeline import work_folder
from deepdub_engine.player import worker as player_worker
from deepdub_engine.separation import worker as separation_worker
from deepdub_engine.separation.models import atomic_install, index_download

windows_name = pytest.mark.skipif(sys.platform == "win32", reason="Windows itself answers there")


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setattr(sys, "platform", "win32")
    return monkeypatch


class Kernel:
    """Stands in for ``kernel32``: processes by number, and their exit status; 259 is one that runs."""

    def __init__(self, processes: dict[int, int], error: int = 0) -> None:
        self.processes, self.error, self.closed = processes, error, 0

    def OpenProcess(self, access: int, inherit: int, pid: int) -> int:  # noqa: N802
        assert access == 0x1000
        return pid if pid in self.processes else 0

    def GetExitCodeProcess(self, handle: int, status: Any) -> int:  # noqa: N802
        status._obj.value = self.processes[handle]
        return 1

    def CloseHandle(self, handle: int) -> None:  # noqa: N802
        self.closed += 1


@windows_name
@pytest.mark.parametrize(
    ("pid", "error", "runs"), [(7, 0, True), (8, 0, False), (9, 87, False), (9, 5, True)],
    ids=["runs", "has ended", "there is none", "of another user"],
)  # fmt: skip
def test_on_windows_the_kernel_is_asked_whether_a_process_runs(
    pid: int, error: int, runs: bool, windows: pytest.MonkeyPatch
) -> None:
    kernel = Kernel({7: 259, 8: 1})
    windows.setattr(ctypes, "WinDLL", lambda *_, **__: kernel, raising=False)
    windows.setattr(ctypes, "get_last_error", lambda: error, raising=False)
    assert processes.is_running(pid) is runs
    assert kernel.closed == (pid in kernel.processes)


@windows_name
def test_on_windows_workers_get_no_console_and_the_priority_that_they_ask_for(windows: pytest.MonkeyPatch) -> None:
    names = {"CREATE_NO_WINDOW": 8, "BELOW_NORMAL_PRIORITY_CLASS": 16, "HIGH_PRIORITY_CLASS": 32}
    for name, value in names.items():
        windows.setattr(subprocess, name, value, raising=False)
    assert worker_process._creation_flags(Priority.LOW) == 8 | 16
    assert worker_process._creation_flags(Priority.HIGH) == 8 | 32


@windows_name
def test_on_windows_only_the_process_of_pip_is_killed(windows: pytest.MonkeyPatch) -> None:
    killed = []
    pip = SimpleNamespace(poll=lambda: None, kill=lambda: killed.append("kill"), wait=lambda: killed.append("wait"))
    windows.delattr(os, "killpg")
    index_download._kill(pip)  # type: ignore[arg-type]
    assert killed == ["kill", "wait"]


@windows_name
def test_windows_has_no_folders_to_flush_but_files(windows: pytest.MonkeyPatch, tmp_path: Path) -> None:
    opened = []
    real = os.open
    windows.setattr(os, "open", lambda path, flags: opened.append(path) or real(path, flags))
    (tmp_path / "file").write_bytes(b"x")
    atomic_install._flush(tmp_path)
    atomic_install._flush(tmp_path / "file")
    assert opened == [tmp_path / "file"]


@windows_name
def test_on_windows_the_lock_of_a_folder_goes_once_it_is_closed(windows: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert filelock.__version__
    with work_folder.work_folder(tmp_path, "stems") as work:
        (work / "file").touch()
    assert list(tmp_path.iterdir()) == []


def test_the_player_raises_its_priority_on_linux_only(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(os, "sched_setscheduler", lambda *_: asked.append("now"), raising=False)
    for system in ("win32", "darwin"):
        monkeypatch.setattr(sys, "platform", system)
        player_worker._go_first()
    assert asked == []


def test_a_system_without_priorities_separates_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "nice", raising=False)
    former = separation_worker.signal.getsignal(separation_worker.signal.SIGINT)
    try:
        separation_worker._be_modest()
    finally:
        separation_worker.signal.signal(separation_worker.signal.SIGINT, former)


def test_signals_that_a_system_lacks_are_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(interruption.signal, "SIGHUP", raising=False)
    with interruption.DeferredInterrupt() as interrupt:
        interrupt.check()


def test_a_bundle_starts_its_own_program_with_a_flag(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", r"C:\Program Files\Deepdub\deepdub-gui.exe")
    assert command("deepdub_engine.player.worker", "--player-worker") == [sys.executable, "--player-worker"]
    assert os.pathsep.join(map(str, map(Path.absolute, map(Path, sys.path)))) == environment()["PYTHONPATH"]


@windows_name
def test_the_language_of_windows_is_that_of_its_interface(windows: pytest.MonkeyPatch) -> None:
    kernel = SimpleNamespace(GetUserDefaultUILanguage=lambda: 0x0412)
    windows.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    assert translation.person_language({}, "win32") == "ko"
