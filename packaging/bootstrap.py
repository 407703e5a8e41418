"""Sets Deepdub up in this folder and starts it: ``python3 packaging/bootstrap.py run`` or ``… test``.

Any Python from 3.8 on can run this file. It makes `.venv` with a fitting one, and installs the pinned packages and, on
Debian, missing system packages. A second run starts at once; one that was interrupted is repaired by the next.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from setting_up import debian, pythons, screen
from setting_up.environment import Recipe, SetupFailed, locked, make

ROOT = Path(__file__).resolve().parent.parent
CONSTRAINTS = ROOT / "packaging" / "constraints.txt"
PYPROJECT = ROOT / "pyproject.toml"
USAGE = """usage: python3 packaging/bootstrap.py run [arguments of deepdub-gui]
       python3 packaging/bootstrap.py test [arguments of pytest]"""
SAMPLE = ROOT / "resources" / "sample"
WINDOW_ONLY = ("pyside6", "pyqtgraph")


def program(extras: str) -> Recipe:
    """Return the recipe of `.venv`, with the program itself in a form that follows its sources."""
    return Recipe(ROOT / ".venv", (("-c", str(CONSTRAINTS), "-e", f".[{extras}]"),), (PYPROJECT, CONSTRAINTS))


def engine_alone(venv: Recipe) -> Recipe:
    """Return the recipe of `.venv-engine`: what the engine and its tests need, without the window's packages."""
    read = (
        "import json, tomllib; print(json.dumps(tomllib.load(open('pyproject.toml', 'rb'))['project']['dependencies']))"
    )
    answer = subprocess.run([str(venv.python), "-c", read], cwd=ROOT, stdout=-1, text=True, check=True)
    needed = [name for name in json.loads(answer.stdout) if not name.lower().startswith(WINDOW_ONLY)]
    packages = ("-c", str(CONSTRAINTS), *needed, "pytest", "pytest-timeout", "hypothesis")
    return Recipe(ROOT / ".venv-engine", (packages, ("--no-deps", "-e", ".")), (PYPROJECT, CONSTRAINTS))


def type_checker() -> Recipe:
    """Return the recipe of `.venv-types`."""
    pins = ROOT / "packaging" / "type-checker.txt"
    return Recipe(ROOT / ".venv-types", (("-r", str(pins)),), (pins,))


def interpreter() -> pythons.Python:
    """Find the Python to make environments with.

    Raises
    ------
    SetupFailed
        If there is none from 3.11 on, or it lacks Debian's part for making environments and we may not install it.
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
    """Make sure that an environment is ready; return its recipe."""
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
    """Make sure that `.venv` is ready, with Spleeter where it can be installed.

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
        "Spleeter could not be installed; everything else works. Delete .venv to try it again.",
        file=sys.stderr,
        flush=True,
    )
    return rest


def run(arguments: Sequence[str]) -> int:
    """Open the window, on the sample unless arguments say otherwise; with no display, do the main job."""
    with_window = screen.has_display(os.environ)
    if with_window:
        debian.provide(debian.WINDOW)
    python = str(ensure_program(spleeter_required=False).python)
    if with_window:
        status = subprocess.call([python, "-m", "deepdub_gui", *(arguments or ["--sample"])])
        return status if status == 0 or _window_can_load(python) else 1
    if arguments:
        return subprocess.call([python, "-m", "deepdub_engine", "run", *arguments])
    print("There is no display to open a window on; working on the sample instead.", flush=True)
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
        print(f"A system library is missing ({reason}): install what Qt 6 and PortAudio need.", file=sys.stderr)
    return check.returncode == 0


def test(arguments: Sequence[str]) -> int:
    """Run all checks, stopping at the first that fails: each test once, the engine's where there is no window."""
    missing = debian.provide(debian.TESTS)
    venv = ensure_program(spleeter_required=True)
    python = str(venv.python)
    mypy = ensure(type_checker()).python
    checks = [
        ("Style (ruff check)", [python, "-m", "ruff", "check", "."]),
        ("Layout (ruff format)", [python, "-m", "ruff", "format", "--check", "."]),
        ("Walls (import-linter)", [str(venv.python.parent / "lint-imports")]),
        ("Types (mypy)", [str(mypy), "-m", "mypy", "--python-executable", python]),
    ]
    if not arguments:  # otherwise somebody is after particular tests
        alone = str(ensure(engine_alone(venv)).python)
        checks.append(("The engine without PySide6 and TensorFlow", [alone, "-m", "pytest", "-q", "tests/engine"]))
    for title, command in checks:
        print(f"\n== {title}", flush=True)
        if subprocess.call(command, cwd=ROOT):
            print(f"\nFailed: {title}.", file=sys.stderr, flush=True)
            return 1
    print("\n== The tests of the window, and those that need Spleeter" if not arguments else "\n== Tests", flush=True)
    chosen = arguments or ["--ignore=tests/engine"]
    with screen.for_tests(libraries_complete=not missing) as variables:
        return subprocess.call([python, "-m", "pytest", *chosen], cwd=ROOT, env={**os.environ, **variables})


def main(argv: Sequence[str]) -> int:
    """Do what the arguments say; return the exit status."""
    commands = {"run": run, "test": test}
    if not argv or argv[0] not in commands:
        print(USAGE, file=sys.stderr)
        return 0 if argv and argv[0] in ("-h", "--help") else 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that children are stopped too
    try:
        return commands[argv[0]](argv[1:])
    except SetupFailed as error:
        print(error, file=sys.stderr)
    except OSError as error:
        print(f"Setting up failed ({error}): put that right, then run the same command again.", file=sys.stderr)
    except KeyboardInterrupt:
        print("\nInterrupted. The same command goes on from here.", file=sys.stderr)
        return 130
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
