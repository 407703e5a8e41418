"""Starts the bundle in an empty root, without Python or a network.

The root holds nothing but the C library, zlib, OpenGL's and X11's entry points, a font and the bundle.

    python packaging/bundle/smoke.py                     the bundle of `build.py`
    python packaging/bundle/smoke.py --at /usr/lib/deepdub

imports every module of Deepdub and everything that one of them imports anywhere, runs the command line and a batch on
the sample, checks the spelling of two words, then runs the window on a virtual screen: it opens the sample, separates
it with Ctrl+E, exports the sentence folder with Ctrl+Shift+E, and looks at what was written. It prints the size and how
long the start takes, and leaves pictures of the window in `dist/bundle/`. Linux only; it needs bubblewrap, Xvfb,
xdotool and imagemagick (apt-get install bubblewrap xvfb xdotool imagemagick fonts-dejavu-core).
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from build import OUT, size
from imports import needed_in_a_bundle
from launch import CHECK
from setting_up.display import painted_screen

# The boot loader links to zlib; Qt links to the entry points of OpenGL and X11, which belong to the graphics driver and
# which PyInstaller leaves out therefore.
_LIBRARIES_OF_THE_SYSTEM = (
    "ld-linux-x86-64.so.2", "libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1", "libutil.so.1",
    "libresolv.so.2", "libz.so.1", "libGL.so.1", "libEGL.so.1", "libGLX.so.0", "libGLdispatch.so.0", "libxcb.so.1",
    "libXau.so.6", "libXdmcp.so.6", "libbsd.so.0", "libmd.so.0", "libmvec.so.1",
)  # fmt: skip
_LIBRARIES = "lib/x86_64-linux-gnu"
_FOLDERS = ("/usr/share/fonts/truetype/dejavu", "/etc/fonts", "/usr/lib/locale/C.utf8")
_SAMPLE = "/opt/deepdub/_internal/deepdub_engine/resources/sample"
_INSTALL = "apt-get install bubblewrap xvfb xdotool imagemagick fonts-dejavu-core"
_PATIENCE_S = 300.0
_TIMES = 5  # how often a start is measured


class Failed(Exception):
    """Something that the bundle should have done did not happen."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How long something took: on the clock, and of the processor, which does not depend on what else runs."""

    clock_s: float
    cpu_s: float

    def __str__(self) -> str:
        return f"{self.clock_s:.2f} s ({self.cpu_s:.2f} s of the processor)"


class EmptyRoot:
    """A root with the C library, zlib, OpenGL and a font, in which programs of the bundle run.

    Parameters
    ----------
    folder
        Where the root is made.
    bundle
        The bundle, which appears as ``/opt/deepdub``.
    """

    def __init__(self, folder: Path, bundle: Path) -> None:
        self.folder, self.bundle = folder, bundle
        self.home = folder / "home"
        (folder / "opt" / "deepdub").mkdir(parents=True)
        self.home.mkdir()
        for name in ("lib64", _LIBRARIES, "usr/share/fonts", "tmp/.X11-unix", "proc", "dev", "etc"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        for name in _LIBRARIES_OF_THE_SYSTEM:
            source = next(path for place in ("/lib64", "/lib/x86_64-linux-gnu") if (path := Path(place, name)).exists())
            shutil.copy(source.resolve(), folder / ("lib64" if name.startswith("ld-") else _LIBRARIES) / name)
        for name in _FOLDERS:
            shutil.copytree(name, folder / name[1:], dirs_exist_ok=True)

    def command(self, program: str, *arguments: str, screen: str = "") -> list[str]:
        """Return the command that runs a program of the bundle there, without a network."""
        binds = ["--bind", str(self.folder), "/", "--ro-bind", str(self.bundle), "/opt/deepdub"]
        binds += ["--proc", "/proc", "--dev", "/dev"]
        variables = {"HOME": "/home", "LANG": "C.UTF-8", "PATH": "/nowhere"}
        if screen:
            binds += ["--bind", "/tmp/.X11-unix", "/tmp/.X11-unix"]  # noqa: S108 - fixed by the X protocol
            variables["DISPLAY"] = screen
        settings = [part for name, value in variables.items() for part in ("--setenv", name, value)]
        alone = ["--unshare-all", "--die-with-parent", "--clearenv", "--chdir", "/home"]
        return ["bwrap", *alone, *binds, *settings, f"/opt/deepdub/{program}", *arguments]

    def run(self, *arguments: str, given: bytes = b"") -> tuple[float, bytes]:
        """Run a command of ``deepdub``; return how many seconds it took, and what it printed."""
        began_s = time.monotonic()
        done = subprocess.run(self.command("deepdub", *arguments), input=given, stdout=-1, stderr=-1, check=False)
        if done.returncode:
            text = (done.stdout[-2000:] + done.stderr).decode(errors="replace").strip()
            raise Failed(f"deepdub {' '.join(arguments)[:200]}: {text}")
        return time.monotonic() - began_s, done.stdout


def modules(root: EmptyRoot) -> None:
    """Import every module of Deepdub, and everything that one of them imports, be it inside a function."""
    names = needed_in_a_bundle()
    root.run(CHECK, *names)
    print(f"{len(names)} imports work", flush=True)


def command_line(root: EmptyRoot) -> None:
    """Look at the sample, align its subtitles, and make its sentence folder, also in a batch."""
    first, again = root.run("--version")[0], min(root.run("--help")[0] for _ in range(_TIMES))
    print(f"deepdub --version: {first:.2f} s the first time; --help: {again:.2f} s at best", flush=True)
    root.run("info", f"{_SAMPLE}/sample.mkv")
    root.run("align", f"{_SAMPLE}/sample.mkv", f"{_SAMPLE}/sample_3s_off.srt", "-o", "right.srt")
    took_s, _ = root.run("run", f"{_SAMPLE}/sample.mkv", "right.srt", "-o", "folder", "--quiet")
    wanted(root.home / "folder")
    print(f"deepdub run on the sample: {took_s:.2f} s", flush=True)
    (root.home / "season").mkdir()
    for name in ("sample.mkv", "sample.srt"):
        found = next((root.bundle / "_internal/deepdub_engine/resources/sample").glob(name))
        shutil.copy(found, root.home / "season")
    root.run("batch", "season", "-o", "sentences", "--quiet")
    wanted(root.home / "sentences")
    print("deepdub batch works", flush=True)


def spelling(root: EmptyRoot) -> None:
    """Check two words with a dictionary of one word."""
    (root.home / "en_US.aff").write_text("SET UTF-8\n", encoding="utf-8")
    (root.home / "en_US.dic").write_text("1\nright\n", encoding="utf-8")
    orders = [{"kind": "load", "dic": "/home/en_US.dic"}, {"kind": "check", "words": ["right", "wrogn"]}]
    frames = [json.dumps(order).encode() for order in orders]
    given = b"".join(len(frame).to_bytes(4, "big") + frame for frame in frames)
    _, answer = root.run("--spelling-worker", given=given)
    if b'"wrong": ["wrogn"]' not in answer:
        raise Failed(f"the spelling was not checked: {answer!r}")
    print("the spelling is checked", flush=True)


def wanted(folder: Path) -> None:
    """Check that a sentence folder holds its tables, and stems for each sentence."""
    tables = sorted(path.name for path in folder.rglob("*.csv"))
    vocals = list(folder.rglob("*_vocals.wav"))
    if not tables or not vocals or any(path.stat().st_size < 1000 for path in vocals):
        raise Failed(f"“{folder}” is not complete: {tables}, {len(vocals)} files of vocals")


class Screen:
    """The window on a virtual screen, driven by keys.

    Parameters
    ----------
    name
        The display.
    is_painted
        Returns whether something fills the screen.
    pictures
        The folder for pictures.
    """

    def __init__(self, name: str, is_painted: Callable[[], bool], pictures: Path) -> None:
        self.is_painted, self.pictures = is_painted, pictures
        self.environ = {**os.environ, "DISPLAY": name}
        self.name = name

    def window(self, title: str) -> str:
        """Return the number of the visible window whose title contains a text, or an empty text."""
        found = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--name", title], stdout=-1, stderr=-3, text=True, env=self.environ,
            check=False,
        )  # fmt: skip
        return found.stdout.split()[-1] if found.stdout.split() else ""

    def press(self, window: str, *steps: str) -> None:
        """Give the focus to a window and press keys or, after ``type``, type a text."""
        subprocess.run(["xdotool", "windowfocus", "--sync", window, *steps], env=self.environ, check=True)

    def picture(self, name: str) -> None:
        """Save a picture of the screen."""
        path = self.pictures / f"{name}.png"
        subprocess.run(["import", "-window", "root", str(path)], env=self.environ, check=False)


def until(what: str, happened: Callable[[], object], every_s: float = 0.01) -> float:
    """Wait until something happens, and return the seconds."""
    began_s = time.monotonic()
    while not happened():
        if time.monotonic() - began_s > _PATIENCE_S:
            raise Failed(f"{what} did not happen within {_PATIENCE_S:.0f} s")
        time.sleep(every_s)
    return time.monotonic() - began_s


def cpu_seconds(pid: int) -> float:
    """Return the seconds of the processor that a process and those that it started have used so far."""
    parents: dict[int, int] = {}
    ticks: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = path.read_text("utf-8").rpartition(")")[2].split()
            parents[int(path.parent.name)] = int(fields[1])
            ticks[int(path.parent.name)] = int(fields[11]) + int(fields[12])
    family = {pid}
    while more := {child for child, parent in parents.items() if parent in family} - family:
        family |= more
    return sum(ticks.get(one, 0) for one in family) / os.sysconf("SC_CLK_TCK")


@contextlib.contextmanager
def opened(root: EmptyRoot, screen: Screen, *arguments: str) -> Iterator[Pace]:
    """Open the window; yield how long it took until its first picture."""
    with subprocess.Popen(root.command("deepdub-gui", *arguments, screen=screen.name)) as process:
        try:
            clock_s = until("The window", lambda: process.poll() is not None or screen.is_painted())
            yield Pace(clock_s, cpu_seconds(process.pid))
            if process.poll() is not None:
                raise Failed(f"the window ended with {process.returncode}")
        finally:
            process.terminate()
    until("The end of the window", lambda: not screen.is_painted())


def window(root: EmptyRoot, screen: Screen) -> None:
    """Open the sample, separate it, and export its sentence folder."""
    settings = root.home / ".config" / "Deepdub" / "Deepdub.ini"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text("[window]\ntoured=yes\nlanguage=en\n", encoding="utf-8")
    starts = []
    for _ in range(_TIMES + 1):
        with opened(root, screen) as start:
            starts.append(start)
    again = Pace(min(start.clock_s for start in starts[1:]), min(start.cpu_s for start in starts[1:]))
    print(f"window: {starts[0]} the first time, at best {again} after that", flush=True)
    with opened(root, screen, "--sample") as start:
        print(f"window with the sample: {start}", flush=True)
        main = screen.window("Deepdub")
        until("Opening the sample", lambda: screen.window("sample"))
        time.sleep(3)
        screen.picture("smoke-opened")
        screen.press(main, "key", "ctrl+e")
        stems = root.home / ".cache" / "deepdub" / "stems"
        separated_s = until("The separation", lambda: list(stems.rglob("entry.json")), 0.2)
        print(f"separated within {separated_s:.0f} s")
        time.sleep(3)
        screen.picture("smoke-separated")
        (root.home / "exported").mkdir()  # the dialog takes an existing folder only
        screen.press(main, "key", "ctrl+shift+e")
        until("The question for a folder", lambda: screen.window("xport"), 0.2)
        screen.picture("smoke-question")
        screen.press(screen.window("xport"), "type", "/home/exported")
        screen.press(screen.window("xport"), "key", "Return")
        until("The export", lambda: list((root.home / "exported").rglob("*.csv")), 0.2)
        screen.picture("smoke-exported")
    wanted(root.home / "exported")


def main() -> int:
    """Run all checks; return 1 if one fails."""
    parser = argparse.ArgumentParser(description="Start the bundle in an empty root.")
    parser.add_argument("--at", type=Path, default=OUT / "deepdub", metavar="FOLDER", help="the bundle")
    bundle = parser.parse_args().at.absolute()
    lacking = [tool for tool in ("bwrap", "Xvfb", "xdotool", "import") if not shutil.which(tool)]
    if lacking:
        print(f"Not found: {', '.join(lacking)}. {_INSTALL}", file=sys.stderr)
        return 2
    OUT.mkdir(parents=True, exist_ok=True)
    load = f", load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors" if hasattr(os, "getloadavg") else ""
    print(f"{bundle}: {size(bundle) / 1e6:.0f} MB{load}")
    with tempfile.TemporaryDirectory() as folder, painted_screen() as (name, is_painted):
        screen = Screen(name, is_painted, OUT)
        try:
            root = EmptyRoot(Path(folder), bundle)
            for check in (modules, command_line, spelling):
                check(root)
            window(root, screen)
        except Failed as error:
            screen.picture("smoke-failed")
            print(f"FAILED: {error}", file=sys.stderr)
            return 1
    print("The bundle works without anything else.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
