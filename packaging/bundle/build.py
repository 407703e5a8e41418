"""Builds the bundle: the window, the command line and their child processes in one folder that needs no Python.

    nice python3.11 packaging/bundle/build.py

makes `dist/bundle/deepdub/` with PyInstaller, in an environment of its own (`dist/bundle/venv`) with the pinned
packages and nothing else; on Linux it needs binutils, too. It takes two minutes and 2 GB of disk. The bundle runs on
the system it was built on, and on those with the same or a newer C library. `trimming.py` says what is left out of it,
and `slimming.py` makes its libraries smaller; `smoke.py` starts it in an empty root, `debian_package.py` packs it.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from licences import collect_licences
from slimming import slim

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
OUT = ROOT / "dist" / "bundle"
PROGRAMS = ("deepdub", "deepdub-gui")
IS_SLIMMED = (sys.platform, platform.machine()) == ("linux", "x86_64")


def environment(out: Path = OUT) -> Path:
    """Make or update the environment that is packed; return its interpreter."""
    folder = out / "venv"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.is_file():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    pins = ["-c", str(ROOT / "packaging" / "constraints.txt"), "-r", str(HERE / "requirements.txt")]
    subprocess.run([*install, *pins, str(ROOT)], check=True)
    # Again, since its version is the same after a change.
    subprocess.run([*install, "--no-deps", "--force-reinstall", str(ROOT)], check=True)
    return python


def pack(python: Path, out: Path = OUT) -> Path:
    """Run PyInstaller; return the folder of the bundle."""
    command = [str(python), "-m", "PyInstaller", "--noconfirm", "--log-level=ERROR"]
    folders = [f"--distpath={out}", f"--workpath={out / 'work'}"]
    subprocess.run([*command, *folders, str(HERE / "deepdub.spec")], check=True)
    return out / "deepdub"


def share_package(bundle: Path) -> None:
    """Replace the second program's archive of modules, the same as the first's, by a link where there are links."""
    first, second = (bundle / f"{name}.pkg" for name in PROGRAMS)
    if os.name == "posix":
        second.unlink()
        second.symlink_to(first.name)


def size(path: Path) -> int:
    """Return the bytes of a file, or of all files of a folder; links count nothing."""
    if path.is_symlink():
        return 0
    return path.stat().st_size if path.is_file() else sum(size(each) for each in path.iterdir())


def heaviest(bundle: Path, count: int = 12) -> Iterator[tuple[str, int]]:
    """Yield the parts that weigh most, with their bytes; a package and its libraries are one part."""
    weights: dict[str, int] = {}
    for path in [*bundle.glob("*"), *(bundle / "_internal").glob("*")]:
        if path.name != "_internal":
            name = path.name.removesuffix(".libs")
            weights[name] = weights.get(name, 0) + size(path)
    yield from sorted(weights.items(), key=lambda one: -one[1])[:count]


def main() -> int:
    """Build the bundle and print what weighs most."""
    lacking = [tool for tool in ("as", "ld", "nm", "readelf", "strip") if IS_SLIMMED and not shutil.which(tool)]
    if lacking:
        print(f"Not found: {', '.join(lacking)}. Install binutils (apt-get install binutils).", file=sys.stderr)
        return 2
    parser = argparse.ArgumentParser(description="Build the bundle with PyInstaller.")
    parser.add_argument("-o", "--output", type=Path, default=OUT, metavar="FOLDER", help="dist/bundle by default")
    out = parser.parse_args().output.absolute()
    out.mkdir(parents=True, exist_ok=True)
    python = environment(out)
    bundle = pack(python, out)
    share_package(bundle)
    if IS_SLIMMED:
        slim(bundle)
    sources = json.loads((out / "work" / "sources.json").read_text("utf-8"))
    inside = {name: source for name, source in sources.items() if (bundle / "_internal" / name).exists()}
    collect_licences(python, inside, bundle / "licences")
    for name, weight in heaviest(bundle):
        print(f"{weight / 1e6:8.1f} MB  {name}")
    print(f"{size(bundle) / 1e6:8.1f} MB  in all: {bundle}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
