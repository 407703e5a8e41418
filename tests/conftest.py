"""Fixtures for every test: an isolated home, a check for leaked threads, and the model that several tests install."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from deepdub_engine.separation.models.catalogue import CatalogueEntry
from tests.helpers.model_files import leave_environment, offer_of, write_archive, write_spleeter_folder

# No deadlines or slow-test warnings, because the machine may be busy. Runs are repeatable, so that a failure comes
# back; `--hypothesis-profile=search` looks for new ones, and `tests/bench/trust.py` for damage of any kind.
settings.register_profile(
    "repeatable",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,
    max_examples=40,
)
settings.register_profile("search", settings.get_profile("repeatable"), derandomize=False, max_examples=2000)
settings.load_profile("repeatable")


# Each process that tests takes a display of its own: on one display, only one window has the keyboard.
_DISPLAYS = os.environ.get("DEEPDUB_TEST_DISPLAYS", "").split()
if _DISPLAYS and (_WORKER := os.environ.get("PYTEST_XDIST_WORKER", "")):
    os.environ["DISPLAY"] = _DISPLAYS[int(_WORKER.removeprefix("gw")) % len(_DISPLAYS)]


@pytest.fixture(scope="session", autouse=True)
def _signals_are_heard() -> Iterator[None]:
    """Restore the default signal handlers: a run in the background or under ``nohup`` ignores these signals."""
    usual = {"SIGINT": signal.default_int_handler, "SIGHUP": signal.SIG_DFL}
    numbers = {getattr(signal, name): handler for name, handler in usual.items() if hasattr(signal, name)}
    deaf = [number for number in numbers if signal.getsignal(number) == signal.SIG_IGN]
    for number in deaf:
        signal.signal(number, numbers[number])
    yield
    for number in deaf:
        signal.signal(number, signal.SIG_IGN)


@pytest.fixture(scope="session", autouse=True)
def _home_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Isolate the tests from the user's settings, recent files, caches and models."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
            patch.setenv(name, str(home))
        for kind in ("CONFIG", "CACHE", "DATA", "STATE"):
            patch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))
        yield


@pytest.fixture(autouse=True)
def _no_thread_left() -> Iterator[None]:
    """Fail a test that leaves a thread running; a thread that is ending gets two seconds."""
    before = set(threading.enumerate())
    yield
    left = [thread for thread in threading.enumerate() if thread not in before and thread.name != "tqdm-monitor"]
    for thread in left:
        thread.join(2)
    assert not [thread.name for thread in left if thread.is_alive()]


@pytest.fixture(scope="session")
def spleeter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a model folder as Spleeter lays it out (``MODEL_PATH``)."""
    return write_spleeter_folder(tmp_path_factory.mktemp("spleeter"))


@pytest.fixture(scope="session")
def archive(spleeter: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the path of a packed model, as in Spleeter's release."""
    return write_archive(spleeter, tmp_path_factory.mktemp("archive") / "2stems.tar.gz")


@pytest.fixture(scope="session")
def offer(archive: Path) -> CatalogueEntry:
    """Return the catalogue entry for the archive."""
    return offer_of(archive)


@pytest.fixture
def no_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Remove proxy settings and Spleeter's environment variables."""
    leave_environment(monkeypatch, tmp_path)
