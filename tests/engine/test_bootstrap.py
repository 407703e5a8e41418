"""Setup: which Python is used, when an environment is rebuilt, which system packages are suggested."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
sys.path.insert(0, str(PACKAGING))

from setting_up import debian, display, environment, pythons, weights  # noqa: E402
from setting_up.environment import Recipe, SetupFailed  # noqa: E402
from setting_up.pythons import Python  # noqa: E402

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")


def stand_in(path: Path, script: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def answering(version: str, path: Path) -> str:
    return f"printf '%s\\n' {path} {version.replace('.', ' ')} 1"


def found(running: Python, environ: dict[str, str]) -> Python | None:
    return pythons.choose(map(pythons.ask, pythons.commands(running, environ)))


@posix_only
def test_takes_3_11_from_the_path_though_a_newer_one_is_running(tmp_path: Path) -> None:
    newer = stand_in(tmp_path / "python3.13", answering("3.13", tmp_path / "python3.13"))
    wanted = stand_in(tmp_path / "bin" / "python3.11", answering("3.11", tmp_path / "bin" / "python3.11"))
    environ = {"PATH": str(wanted.parent), "HOME": str(tmp_path)}
    assert found(Python(str(newer), (3, 13)), environ) == Python(str(wanted), (3, 11))


@posix_only
def test_passes_over_the_stand_in_of_a_version_that_pyenv_does_not_use_and_finds_it_in_its_folder(
    tmp_path: Path,
) -> None:
    shim = stand_in(tmp_path / "shims" / "python3.12", "echo 'pyenv: command not found' >&2; exit 127")
    real = tmp_path / ".pyenv" / "versions" / "3.12.4" / "bin" / "python"
    stand_in(real, answering("3.12", real))
    old = stand_in(tmp_path / "python3.9", answering("3.9", tmp_path / "python3.9"))
    environ = {"PATH": str(shim.parent), "HOME": str(tmp_path)}
    assert found(Python(str(old), (3, 9)), environ) == Python(str(real), (3, 12))


@posix_only
def test_finds_none_where_all_are_too_old(tmp_path: Path) -> None:
    old = stand_in(tmp_path / "python3.9", answering("3.9", tmp_path / "python3.9"))
    assert found(Python(str(old), (3, 9)), {"PATH": str(tmp_path), "HOME": str(tmp_path)}) is None


def test_prefers_one_that_can_make_environments_and_returns_the_other_only_when_alone() -> None:
    unable, able = Python("a", (3, 11), can_make_environments=False), Python("b", (3, 12))
    assert pythons.choose([None, unable, able]) == able
    assert pythons.choose([None, unable, Python("c", (3, 10))]) == unable


def test_the_python_that_runs_the_tests_answers_for_itself() -> None:
    python = pythons.ask((sys.executable,))
    assert python is not None
    assert (python.path, python.version) == (sys.executable, sys.version_info[:2])


@pytest.fixture
def recipe(tmp_path: Path) -> Recipe:
    pins = tmp_path / "constraints.txt"
    pins.write_text("numpy==1.24.3\n", encoding="utf-8")
    return Recipe(tmp_path / ".venv", (), (pins,))


@pytest.fixture
def finished(recipe: Recipe) -> Recipe:
    recipe.python.parent.mkdir(parents=True)
    recipe.python.touch()
    environment.mark_ready(recipe, (3, 11))
    return recipe


@pytest.fixture
def this_python() -> Python:
    return Python(sys.executable, sys.version_info[:2])


def make(recipe: Recipe, python: Python) -> None:
    with environment.locked(recipe.folder.parent) as lock:
        environment.make(recipe, python, lock)


@posix_only
def test_what_a_failed_set_up_left_is_remade_from_the_start(
    recipe: Recipe, this_python: Python, tmp_path: Path
) -> None:
    failing = stand_in(tmp_path / "python3.11", "exit 1")
    with pytest.raises(SetupFailed, match="run the same command again"):
        make(recipe, Python(str(failing), this_python.version))
    assert not recipe.is_ready()
    rubbish = recipe.folder / "half-written"
    rubbish.touch()
    make(recipe, this_python)
    assert recipe.is_ready()
    assert subprocess.run([recipe.python, "-c", ""], check=False).returncode == 0
    assert not rubbish.exists()


def test_a_finished_environment_is_ready_until_its_pins_or_extras_change(finished: Recipe) -> None:
    assert finished.is_ready()
    assert not Recipe(finished.folder, (("extra",),), finished.inputs).is_ready()
    finished.inputs[0].write_text("numpy==2.0.0\n", encoding="utf-8")
    assert not finished.is_ready()
    assert finished.made_with() == (3, 11), "can be updated in place"


def test_an_environment_that_was_moved_is_not_ready(finished: Recipe, tmp_path: Path) -> None:
    moved = Recipe(finished.folder.rename(tmp_path / "elsewhere"), finished.steps, finished.inputs)
    assert not moved.is_ready()


@pytest.mark.parametrize("text", ["", "{", "[]", "7", '{"key": 1}', '{"key": "", "python": []}'])
def test_an_environment_with_a_damaged_state_is_not_ready(finished: Recipe, text: str) -> None:
    (finished.folder / ".deepdub-ready").write_text(text, encoding="utf-8")
    assert not finished.is_ready()
    assert finished.made_with() is None


def test_an_environment_whose_python_is_gone_is_not_ready(finished: Recipe) -> None:
    finished.python.unlink()
    assert not finished.is_ready()
    assert finished.made_with() is None


def test_an_environment_that_somebody_else_made_is_left_alone(recipe: Recipe, this_python: Python) -> None:
    recipe.folder.mkdir()
    theirs = recipe.folder / "pyvenv.cfg"
    theirs.write_text("theirs", encoding="utf-8")
    with pytest.raises(SetupFailed, match="was not created by Deepdub"):
        make(recipe, this_python)
    assert [path.name for path in recipe.folder.iterdir()] == [theirs.name]


def test_missing_system_packages_are_named_in_order_and_new_names_count() -> None:
    listing = "libegl1 installed\nlibglib2.0-0t64 installed\nxvfb config-files\n"
    assert debian.missing(["xvfb", "libegl1", "libglib2.0-0", "libgl1"], listing) == ["xvfb", "libgl1"]


def test_a_display_is_looked_for_on_linux_only() -> None:
    assert not display.has_display({}, "linux")
    assert not display.has_display({"DISPLAY": ""}, "linux")
    assert display.has_display({"DISPLAY": ":0"}, "linux")
    assert display.has_display({"WAYLAND_DISPLAY": "wayland-0"}, "linux")
    assert display.has_display({}, "darwin")


def answering_models(recipe: Recipe, fetched: str) -> Path:
    """Let the recipe's Python answer ``deepdub models`` as if no weights were there; return its list of fetches."""
    log = recipe.folder / "fetched.txt"
    absent = ", ".join(f'{{"name": "{name}", "state": "not installed"}}' for name in weights.DOWNLOADS)
    script = f"""
case "$4" in
  list) echo '{{"models": [{absent}]}}' ;;
  fetch) echo "$5 $6" >> {log}; {fetched} ;;
esac"""
    stand_in(recipe.python, script)
    return log


@posix_only
def test_weights_are_fetched_once_and_their_size_is_said_before(
    recipe: Recipe, capsys: pytest.CaptureFixture[str]
) -> None:
    log = answering_models(recipe, "echo '{}'")
    weights.for_user(recipe)
    assert "spleeter-2stems (73 MB), deepfilternet3 (13 MB), campplus (81 MB) from" in capsys.readouterr().out
    weights.for_user(recipe)
    assert log.read_text(encoding="utf-8").split()[::2] == ["spleeter-2stems", "deepfilternet3", "campplus"]
    assert capsys.readouterr().out == ""


@posix_only
@pytest.mark.parametrize("answer", ["""echo '{"error": "There is no network."}'; exit 1""", "exit 3"])
def test_the_set_up_goes_on_without_weights_that_it_cannot_fetch(
    recipe: Recipe, capsys: pytest.CaptureFixture[str], answer: str
) -> None:
    log = answering_models(recipe, answer)
    weights.for_user(recipe)
    (sentence,) = capsys.readouterr().err.splitlines()
    assert sentence.startswith("Going on without these weights: ")
    assert "There is no network." in sentence or "status 3" in sentence
    weights.for_user(recipe)
    assert len(log.read_text(encoding="utf-8").splitlines()) == 1, "is not tried again by itself"


@posix_only
def test_the_tests_have_a_folder_of_weights_that_is_filled_once(recipe: Recipe, tmp_path: Path) -> None:
    log, folder = answering_models(recipe, "echo '{}'"), tmp_path / ".weights"
    (folder / "2stems").mkdir(parents=True)
    (folder / "2stems" / "deepdub.json").touch()
    (folder / "campplus").mkdir()
    (folder / "campplus" / "deepdub.json").touch()  # of a version that fetched one of its two networks
    weights.for_tests(recipe, folder)
    assert log.read_text(encoding="utf-8").split() == ["deepfilternet3", "--into", "campplus", "--into"]
    for name in ("deepfilternet3", "campplus"):
        (folder / name).mkdir(exist_ok=True)
        (folder / weights.FETCHED[name]).touch()
    weights.for_tests(recipe, folder)
    assert len(log.read_text(encoding="utf-8").splitlines()) == 2


@pytest.mark.parametrize(("arguments", "status"), [([], 2), (["rnu"], 2), (["--help"], 0)])
def test_wrong_arguments_are_answered_with_the_two_commands(arguments: list[str], status: int) -> None:
    command = [sys.executable, str(PACKAGING / "bootstrap.py"), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == status
    assert "bootstrap.py run" in done.stderr
    assert "bootstrap.py test" in done.stderr
