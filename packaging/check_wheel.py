"""Builds the sdist and the wheel, installs the wheel into an empty environment, and uses it there.

    python3.11 packaging/check_wheel.py              also with Spleeter
    python3.13 packaging/check_wheel.py --no-spleeter

The wheel is built from the sdist, so that both are complete. In the empty environment, away from the sources, it looks
for `resources/`, the handbook and `py.typed`, runs the command line on the sample, opens the window off screen, and,
with `pip install pipx`, runs ``pipx run``. It needs the package index, and 3 GB of disk with Spleeter.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CONSTRAINTS = ROOT / "packaging" / "constraints.txt"
_INSIDE = (
    "deepdub_engine/py.typed",
    "deepdub_gui/py.typed",
    "deepdub_engine/resources/handbook/architecture.md",
    "deepdub_engine/resources/handbook/en/index.md",
    "deepdub_engine/resources/languages/ko.qm",
    "deepdub_engine/resources/languages/ko.ts",
    "deepdub_engine/resources/models/models.json",
    "deepdub_engine/resources/sample/sample.mkv",
)
# Closes the window by itself; the rest is `deepdub_gui.app.main`.
_WINDOW = """
import sys
from PySide6.QtCore import QTimer
from deepdub_gui.main_window import MainWindow
from deepdub_gui.app import main
shown = MainWindow.showEvent
def show(window, event):
    shown(window, event)
    QTimer.singleShot(0, window.close)
MainWindow.showEvent = show
sys.exit(main([]))
"""


class Environment:
    """An empty virtual environment.

    Parameters
    ----------
    folder
        Where it is made.
    """

    def __init__(self, folder: Path) -> None:
        venv.create(folder, with_pip=True)
        self.folder = folder
        self.programs = folder / ("Scripts" if os.name == "nt" else "bin")
        self.python = str(self.programs / "python")

    def install(self, *packages: str) -> None:
        """Install packages in the pinned versions."""
        pip = [self.python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "-c", str(CONSTRAINTS), *packages], check=True)

    def run(self, program: str, *arguments: str) -> str:
        """Run an installed program away from the sources; return what it printed."""
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        environ = {**os.environ, "HOME": str(home), "USERPROFILE": str(home), "QT_QPA_PLATFORM": "offscreen"}
        environ.pop("PYTHONPATH", None)
        command = [str(self.programs / program), *arguments]
        return subprocess.run(command, cwd=home, env=environ, stdout=-1, text=True, check=True).stdout


def build(out: Path) -> tuple[Path, Path]:
    """Build the sdist, and the wheel from it; return both."""
    environment = Environment(out / "build-venv")
    pip = [environment.python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "build"]
    subprocess.run(pip, check=True)
    subprocess.run([environment.python, "-m", "build", "--outdir", str(out), str(ROOT)], stdout=-3, check=True)
    return next(out.glob("*.tar.gz")), next(out.glob("*.whl"))


def missing(wheel: Path) -> list[str]:
    """Return the files that a wheel should hold and does not."""
    with zipfile.ZipFile(wheel) as file:
        names = set(file.namelist())
    return [name for name in _INSIDE if name not in names]


def use(environment: Environment) -> Iterator[str]:
    """Use the installed program; yield what works."""
    yield environment.run("deepdub", "--version").strip()
    where = "from deepdub_engine.base.resources import resource; print(resource('sample'))"
    sample = Path(environment.run("python", "-c", where).strip())
    if not sample.is_relative_to(environment.folder):
        raise SystemExit(f"The sample is taken from “{sample}”, not from the wheel.")
    late = str(sample / "sample_3s_off.srt")
    environment.run("deepdub", "run", str(sample / "sample.mkv"), late, "--shift=-3s", "-o", "out", "--quiet")
    yield "deepdub run on the sample"
    environment.run("python", "-c", _WINDOW)
    yield "the window, off screen"


def use_spleeter(environment: Environment, wheel: Path) -> str:
    """Add Spleeter; return what works."""
    environment.install(f"{wheel}[spleeter]")
    environment.run("python", "-c", "import spleeter, tensorflow")
    environment.run("deepdub", "--version")
    return "[spleeter] beside it"


def use_pipx(wheel: Path) -> str:
    """Run the wheel with pipx, if it is installed; return what works."""
    if not shutil.which("pipx"):
        return "pipx is not installed: not tried"
    command = ["pipx", "run", "--pip-args", f"-c {CONSTRAINTS}", "--spec", str(wheel), "deepdub", "--version"]
    return "pipx run: " + subprocess.run(command, stdout=-1, text=True, check=True).stdout.strip()


def main() -> int:
    """Build and check; return 1 if something is missing."""
    parser = argparse.ArgumentParser(description="Build the wheel and use it in an empty environment.")
    parser.add_argument("--no-spleeter", action="store_true", help="leave Spleeter out")
    with_spleeter = not parser.parse_args().no_spleeter and sys.version_info < (3, 12)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        sdist, wheel = build(out)
        for file in (sdist, wheel):
            print(f"{file.name}: {file.stat().st_size / 1e6:.1f} MB", flush=True)
        if absent := missing(wheel):
            print(f"The wheel misses: {', '.join(absent)}", file=sys.stderr)
            return 1
        environment = Environment(out / "venv")
        environment.install(str(wheel))
        for works in use(environment):
            print(f"works: {works}", flush=True)
        print(f"works: {use_pipx(wheel)}", flush=True)
        if with_spleeter:
            print(f"works: {use_spleeter(environment, wheel)}")
        (ROOT / "dist").mkdir(exist_ok=True)
        for file in (sdist, wheel):
            shutil.copy(file, ROOT / "dist" / file.name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
