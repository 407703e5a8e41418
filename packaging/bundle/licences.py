"""Collects the licences of all that is inside the bundle."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent

# Of the environment that is packed: name, version, what it says of its licence, and the files of licences in it.
_ASK = """
import importlib.metadata as m, json
found = []
for one in m.distributions():
    head = one.metadata
    said = head.get("License-Expression") or (head.get("License") or "").split("\\n")[0]
    rows = [row for row in head.get_all("Classifier") or () if row.startswith("License ::")]
    said = said or "; ".join(row.split(" :: ")[-1] for row in rows)
    words = ("license", "licence", "copying", "notice", "third-party", "third_party")
    files = [str(one.locate_file(f)) for f in one.files or () if any(w in f.name.lower() for w in words)
             and f.suffix in ("", ".txt", ".md", ".rst", ".pdf", ".LGPL", ".GPL")]
    roots = sorted({f.parts[0] for f in one.files or () if not f.parts[0].startswith("..")})
    found.append({"name": head["Name"], "version": one.version, "licence": said[:100], "files": files, "roots": roots})
print(json.dumps(found))
"""
# PyAV's metadata names its own licence only; its wheel holds FFmpeg, built with these (av.libs/).
_PYAV = """PyAV is under BSD-3-Clause, but its wheel holds FFmpeg, built as GPL version 3 with x264 (GPL 2 or later)
and x265 (GPL 2 or later), and LAME, libopus, libvorbis, libvpx, dav1d, SVT-AV1, GnuTLS and others under their own free
licences. Its metadata does not say so. Deepdub is under GPL version 3 or later, which allows all of them. Their
sources: the releases of PyAV and of pyav-ffmpeg of the same version, which name the version of each library and where
its source is. On Linux, x265, SVT-AV1 and GnuTLS are replaced by empty libraries of their names, since Deepdub does not
call them, and of ICU's data only the part for English and Korean is left."""
_HEAD = """Deepdub {version} is free software under the GNU General Public License, version 3 or later (LICENSE.txt
here). It comes with the parts below, each under its own licence; the folder of each part holds the texts that it ships.
The sources of the Python packages are on the Python Package Index under the same versions, those of the system's
libraries in Debian under the same versions.

{pyav}

Python packages
{packages}

Libraries of the system it was built on
{libraries}
"""
_NOT_INSIDE = {"pip", "setuptools", "wheel", "pyinstaller-hooks-contrib", "altgraph", "argparse-manpage", "packaging"}


def collect_licences(python: Path, sources: Mapping[str, str], target: Path) -> None:
    """Write the licences of all that is inside the bundle, and a list of it.

    Parameters
    ----------
    python
        The interpreter of the environment that was packed.
    sources
        The path of each file in the bundle, and where it came from.
    target
        The folder to write; it must not exist.
    """
    target.mkdir()
    shutil.copy(ROOT / "LICENSE", target / "LICENSE.txt")
    answer = subprocess.run([str(python), "-c", _ASK], stdout=-1, text=True, check=True).stdout
    packages = [one for one in json.loads(answer) if one["name"].lower() not in _NOT_INSIDE]
    rows, version = [], ""
    for one in sorted(packages, key=lambda one: one["name"].lower()):
        if one["name"] == "deepdub":
            version = one["version"]
            continue
        folder = target / one["name"]
        _copy(one["files"], folder)
        where = f"{one['name']}/" if folder.is_dir() else "no text in its wheel"
        rows.append(f"  {one['name']} {one['version']}: {one['licence'] or 'see its text'} ({where})")
    libraries = _of_debian(sources.values())
    for name, text in libraries.items():
        (target / "debian").mkdir(exist_ok=True)
        shutil.copy(text, target / "debian" / f"{name}.txt")
    _python_itself(python, target)
    head = _HEAD.format(
        version=version,
        pyav=_PYAV,
        packages="\n".join(rows),
        libraries="\n".join(f"  {name} (debian/{name}.txt)" for name in sorted(libraries)) or "  none",
    )
    (target / "README.txt").write_text(head, encoding="utf-8")


def _copy(files: Iterable[str], folder: Path) -> None:
    for file in map(Path, files):
        if file.is_file():
            folder.mkdir(exist_ok=True)
            name = file.name if not (folder / file.name).exists() else f"{file.parent.name}-{file.name}"
            shutil.copy(file, folder / name)


def _of_debian(paths: Iterable[str]) -> dict[str, Path]:
    """Return the Debian packages that files came from, each with the file of its licence; none elsewhere."""
    if not shutil.which("dpkg-query"):
        return {}
    system = {str(Path(path).resolve()) for path in paths if path.startswith(("/usr/", "/lib"))}
    if not system:
        return {}
    # Merged /usr: dpkg may know a file as /lib/… only.
    both = [name for path in system for name in (path, path.removeprefix("/usr"))]
    lines = subprocess.run(["dpkg-query", "-S", *both], stdout=-1, stderr=-3, text=True, check=False).stdout
    names = {line.split(": ")[0].split(",")[0].split(":")[0] for line in lines.splitlines()}
    texts = {name: Path("/usr/share/doc", name, "copyright") for name in names}
    return {name: text for name, text in texts.items() if text.is_file()}


def _python_itself(python: Path, target: Path) -> None:
    ask = "import os; print(os.__file__)"
    library = Path(subprocess.run([str(python), "-c", ask], stdout=-1, text=True, check=True).stdout.strip()).parent
    text = library / "LICENSE.txt"
    if text.is_file():
        shutil.copy(text, target / "Python.txt")
