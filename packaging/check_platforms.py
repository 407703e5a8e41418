"""Checks that every pinned package can be installed on each system and each version of Python.

    pip install uv==0.13.9 && python packaging/check_platforms.py

resolves `pyproject.toml` with `constraints.txt` for Linux, Windows and macOS, Python 3.11 to 3.14, as if it were run
there: environment markers and the tags of wheels are those of the other system. Nothing is built, and nothing but
metadata is downloaded. pip cannot do this: with `--platform` it still evaluates markers for the system that it runs on.
It also fails where a package would be installed in a version that no pin names.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CONSTRAINTS = ROOT / "packaging" / "constraints.txt"
# The names of uv. PySide6's wheels need glibc 2.34, of 2021, and those of PyAV macOS 14.
SYSTEMS = {
    "Linux x86_64": "x86_64-manylinux_2_34",
    "Windows x86_64": "x86_64-pc-windows-msvc",
    "macOS arm64": "aarch64-apple-darwin",
    "macOS x86_64": "x86_64-apple-darwin",
}
OLDEST_MACOS = "14.0"
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
WITH_SPLEETER = "3.11"
# Pure Python without a wheel on the index, made on the spot by pip.
FROM_SOURCE = {"pysrt", "timecode"}
_PIN = re.compile(r"([A-Za-z0-9._-]+)==([^\s;]+)")


@dataclass(frozen=True, slots=True)
class Target:
    """What is resolved: a system by its name in `SYSTEMS`, a version of Python, and the extras."""

    system: str
    python: str
    extras: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.system}, Python {self.python}" + "".join(f", [{extra}]" for extra in self.extras)


def targets() -> Iterator[Target]:
    """Yield everything that has to resolve."""
    for system in SYSTEMS:
        for python in PYTHONS:
            yield Target(system, python, ("dev",))
            yield Target(system, python, ("cluster",))
            if python == WITH_SPLEETER:
                yield Target(system, python, ("spleeter",))


def same_name(name: str) -> str:
    """Return a package's name as the index compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(text: str) -> set[tuple[str, str]]:
    """Return the names and versions in lines ``name==version``, whatever their markers."""
    lines = (line.split("#")[0] for line in text.splitlines())
    return {(same_name(found[1]), found[2]) for line in lines if (found := _PIN.match(line.strip()))}


def unpinned(resolved: str, constraints: str) -> list[str]:
    """Return the packages of a resolved set that no pin names in this version."""
    return [f"{name}=={version}" for name, version in sorted(pins(resolved) - pins(constraints))]


def resolve(target: Target) -> tuple[str, str]:
    """Resolve a target with uv; return the packages, one per line, and an error, empty if there is none."""
    command = ["uv", "pip", "compile", "--quiet", "--no-annotate", "--no-header", "pyproject.toml"]
    command += [f"--constraints={CONSTRAINTS}", f"--python-version={target.python}"]
    command += [f"--python-platform={SYSTEMS[target.system]}", "--only-binary=:all:"]
    command += [f"--no-binary={name}" for name in sorted(FROM_SOURCE)]
    command += [f"--extra={extra}" for extra in target.extras]
    environ = {**os.environ, "MACOSX_DEPLOYMENT_TARGET": OLDEST_MACOS}
    done = subprocess.run(command, cwd=ROOT, stdout=-1, stderr=-1, text=True, env=environ, check=False)
    return done.stdout, done.stderr.strip() if done.returncode else ""


def main() -> int:
    """Check all targets, or those whose name contains a text; return 1 if one fails."""
    parser = argparse.ArgumentParser(description="Check that the pinned packages exist for each system.")
    parser.add_argument("only", nargs="?", default="", metavar="TEXT", help="check only those that contain this text")
    only = parser.parse_args().only
    if not shutil.which("uv"):
        print("uv is missing: pip install uv", file=sys.stderr)
        return 2
    constraints = CONSTRAINTS.read_text("utf-8")
    failed = 0
    for target in targets():
        if only.lower() not in str(target).lower():
            continue
        resolved, error = resolve(target)
        unknown = [] if error else unpinned(resolved, constraints)
        failed += bool(error or unknown)
        state = "FAILED" if error or unknown else f"{len(resolved.splitlines())} packages"
        print(f"{target}: {state}", flush=True)
        for line in [*error.splitlines(), *(f"not pinned: {one}" for one in unknown)]:
            print(f"    {line}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
