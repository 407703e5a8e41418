"""Sets up Deepdub in this folder and starts it: ``python3 packaging/bootstrap.py run`` or ``… test``.

Python 3.8 or newer can run this file. It creates `.venv` with a suitable Python, and installs the pinned packages and,
on Debian, missing system packages, and fetches published weights (167 MB) unless ``--no-weights`` is given. Later runs
start at once; the next run repairs one that was interrupted.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from setting_up import debian, display, hashes, pythons, weights
from setting_up.environment import Recipe, SetupFailed, locked, make

ROOT = Path(__file__).resolve().parent.parent
CONSTRAINTS = ROOT / "packaging" / "constraints.txt"
PYPROJECT = ROOT / "pyproject.toml"
WEIGHTS = ROOT / ".weights"  # for the tests
USAGE = """usage: python3 packaging/bootstrap.py run [--no-weights] [arguments of deepdub-gui]
       python3 packaging/bootstrap.py test [--no-weights] [--coverage] [arguments of pytest]"""
SAMPLE = ROOT / "resources" / "sample"
ENGINE_TESTS = ("pytest", "pytest-cov", "pytest-timeout", "pytest-xdist", "hypothesis")
COVERAGE = "--coverage"
OTHER_TESTS = ("tests/spleeter", "tests/training")
WINDOW_ONLY = ("pyside6", "shiboken6", "pyqtgraph", "pytest-qt")
ENGINE_COVERED, WINDOW_COVERED = 90, 94  # percent of lines and branches that the tests run, at least


def program(extras: str) -> Recipe:
    """Return the recipe of `.venv`, with the program installed in editable mode."""
    hashed = with_hashes(CONSTRAINTS, "", *extras.split(","), "build")
    step = ("-c", str(CONSTRAINTS), "--no-build-isolation", "-e", f".[{extras}]")
    return Recipe(ROOT / ".venv", (step,), (PYPROJECT, CONSTRAINTS), hashed)


def engine_alone(venv: Recipe) -> Recipe:
    """Return the recipe of `.venv-engine`: the packages of the engine and its tests, without those of the window."""
    read = (
        "import json, tomllib; print(json.dumps(tomllib.load(open('pyproject.toml', 'rb'))['project']['dependencies']))"
    )
    answer = subprocess.run([str(venv.python), "-c", read], cwd=ROOT, stdout=-1, text=True, check=True)
    needed = [name for name in json.loads(answer.stdout) if not name.lower().startswith(WINDOW_ONLY)]
    packages = ("-c", str(CONSTRAINTS), *needed, *ENGINE_TESTS)
    alone = ("--no-deps", "--no-build-isolation", "-e", ".")
    hashed = with_hashes(CONSTRAINTS, "", "dev", "build", without=WINDOW_ONLY)
    return Recipe(ROOT / ".venv-engine", (packages, alone), (PYPROJECT, CONSTRAINTS), hashed)


def type_checker() -> Recipe:
    """Return the recipe of `.venv-types`."""
    pins = ROOT / "packaging" / "type-checker.txt"
    return Recipe(ROOT / ".venv-types", (), (pins,), with_hashes(pins, ""))


def with_hashes(pins: Path, *sections: str, without: tuple[str, ...] = ()) -> str:
    """Return requirements with hashes of the pins in some sections of a file."""
    return hashes.requirements(pins.read_text(encoding="utf-8"), hashes.known(), sections, without)


def interpreter() -> pythons.Python:
    """Return the Python that creates the environments.

    Raises
    ------
    SetupFailed
        If there is no Python 3.11 or newer, or Debian's package for virtual environments is missing and cannot be
        installed.
    """
    python = pythons.find()
    if python is None:
        raise SetupFailed(
            "No Python 3.11 or newer was found: install one (3.11 is best), then run the same command again."
        )
    package = "python{}.{}-venv".format(*python.version)
    if not python.can_make_environments and (debian.installed([package]) is None or debian.provide([package])):
        raise SetupFailed(
            f"“{python.path}” cannot make environments: install {package}, then run the same command again."
        )
    return python


def ensure(recipe: Recipe, python: pythons.Python | None = None) -> Recipe:
    """Create or update an environment unless it is ready; return its recipe."""
    if recipe.is_ready():
        return recipe
    with locked(ROOT) as lock:
        if not recipe.is_ready():  # another set-up may just have finished it
            python = python or interpreter()
            print(
                "Setting up {} with Python {}.{}; this takes a while the first time.".format(
                    recipe.folder.name, *python.version
                ),
                flush=True,
            )
            make(recipe, python, lock)
    return recipe


def ensure_program(*, spleeter_required: bool) -> Recipe:
    """Create or update `.venv` unless it is ready, with Spleeter if possible; return its recipe.

    Raises
    ------
    SetupFailed
        If the packages cannot be installed; without Spleeter, only if that was required.
    """
    full, rest = program("dev,spleeter"), program("dev")
    if full.is_ready():
        return full
    version = rest.made_with()
    if rest.is_ready() and version is not None and (version > pythons.WITH_SPLEETER or not spleeter_required):
        return rest
    python = interpreter()
    if python.version > pythons.WITH_SPLEETER:
        return ensure(rest, python)
    try:
        return ensure(full, python)
    except SetupFailed:
        if spleeter_required:
            raise
    print("Trying without Spleeter.", file=sys.stderr, flush=True)
    ensure(rest, python)
    print(
        "Spleeter could not be installed; everything else works. Delete .venv to try again.",
        file=sys.stderr,
        flush=True,
    )
    return rest


def run(arguments: Sequence[str], *, with_weights: bool) -> int:
    """Open the window, with the sample by default; without a display, process the files on the command line."""
    with_window = display.has_display(os.environ)
    if with_window:
        debian.provide(debian.WINDOW)
    venv = ensure_program(spleeter_required=False)
    python = str(venv.python)
    if with_weights:
        weights.for_user(venv)
    if with_window:
        status = subprocess.call([python, "-m", "deepdub_gui", *(arguments or ["--sample"])])
        return status if status == 0 or _window_can_load(python) else 1
    if arguments:
        return subprocess.call([python, "-m", "deepdub_engine", "run", *arguments])
    print("There is no display for a window; processing the sample instead.", flush=True)
    output = Path("deepdub-sample").resolve()
    files = [str(SAMPLE / "sample.mkv"), str(SAMPLE / "sample_3s_off.srt")]
    status = subprocess.call(
        [python, "-m", "deepdub_engine", "run", *files, "--shift=-3s", "-o", str(output), "--force"]
    )
    if status == 0:
        print(f"The sentences, segments and stems of the sample are in “{output}”.")
    return status


def _window_can_load(python: str) -> bool:
    check = subprocess.run([python, "-c", "import PySide6.QtWidgets, sounddevice"], stderr=-1, text=True, check=False)
    if check.returncode:
        reason = (check.stderr.strip().splitlines() or ["unknown reason"])[-1]
        print(
            f"A system library is missing ({reason}): install the libraries that Qt 6 and PortAudio need.",
            file=sys.stderr,
        )
    return check.returncode == 0


def coverage_of(package: str, least: int, *, wanted: bool) -> list[str]:
    """Return the arguments with which pytest fails if it runs less than a percentage of a package; none if unwanted."""
    if not wanted:
        return []
    return [f"--cov={package}", "--cov-branch", "--cov-report=term:skip-covered", f"--cov-fail-under={least}"]


def test(arguments: Sequence[str], *, with_weights: bool) -> int:
    """Run all checks up to the first failure; engine tests run in an environment without the window's packages."""
    covers = COVERAGE in arguments
    arguments = [argument for argument in arguments if argument != COVERAGE]
    missing = debian.provide(debian.TESTS)
    venv = ensure_program(spleeter_required=True)
    python = str(venv.python)
    mypy = ensure(type_checker()).python
    if with_weights:
        weights.for_tests(venv, WEIGHTS)
    checks = [
        ("Style (ruff check)", [python, "-m", "ruff", "check", "."]),
        ("Layout (ruff format)", [python, "-m", "ruff", "format", "--check", "."]),
        ("Layers (import-linter)", [str(venv.python.parent / "lint-imports")]),
        ("Types (mypy)", [str(mypy), "-m", "mypy", "--python-executable", python]),
    ]
    if not arguments:  # otherwise run the named tests only
        alone = str(ensure(engine_alone(venv)).python)
        engine = [alone, "-m", "pytest", "-q", "tests/engine"]
        coverage = coverage_of("deepdub_engine", ENGINE_COVERED, wanted=covers)
        together = ["-m", "not measured", "--numprocesses=auto", *coverage]
        checks.append(("The engine without PySide6 and TensorFlow", [*engine, *together]))
        checks.append(("The time and memory of the engine", [*engine, "-m", "measured"]))
    for title, command in checks:
        print(f"\n== {title}", flush=True)
        if subprocess.call(command, cwd=ROOT):
            print(f"\nFailed: {title}.", file=sys.stderr, flush=True)
            return 1
    print("\n== Tests of the window, and those that need Spleeter" if not arguments else "\n== Tests", flush=True)
    count = os.cpu_count() or 1
    coverage = coverage_of("deepdub_gui", WINDOW_COVERED, wanted=covers)
    together = ["-m", "not measured", f"--numprocesses={count}", *coverage]
    runs = [arguments] if arguments else [["tests/gui", *together], ["tests/gui", "-m", "measured"], OTHER_TESTS]
    with display.for_tests(count, libraries_complete=not missing) as variables:
        for chosen in runs:
            if status := subprocess.call([python, "-m", "pytest", *chosen], cwd=ROOT, env={**os.environ, **variables}):
                return status
    return 0


def main(argv: Sequence[str]) -> int:
    """Run the command in the arguments; return the exit status."""
    commands = {"run": run, "test": test}
    if not argv or argv[0] not in commands:
        print(USAGE, file=sys.stderr)
        return 0 if argv and argv[0] in ("-h", "--help") else 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that child processes are stopped too
    try:
        arguments = [argument for argument in argv[1:] if argument != weights.OPTION]
        return commands[argv[0]](arguments, with_weights=len(arguments) == len(argv) - 1)
    except SetupFailed as error:
        print(error, file=sys.stderr)
    except OSError as error:
        print(f"Setting up failed ({error}): fix this, then run the same command again.", file=sys.stderr)
    except KeyboardInterrupt:
        print("\nInterrupted. Run the same command again to continue.", file=sys.stderr)
        return 130
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
