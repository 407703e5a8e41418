"""Packs the bundle as a Debian package, and checks it.

    python packaging/bundle/debian_package.py            writes dist/bundle/deepdub_VERSION_amd64.deb

It holds the bundle in ``/usr/lib/deepdub``, its programs in ``/usr/bin``, the desktop entry, the icon, the type of
``.deepdub`` files, the AppStream metadata, man pages and completion scripts. It is checked with lintian, appstreamcli
and desktop-file-validate (apt-get install lintian appstream desktop-file-utils), and fails if one finds an error.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path

from build import OUT, PROGRAMS, ROOT, size

DESKTOP = ROOT / "packaging" / "desktop"
_MAINTAINER = "Deepdub maintainers <maintainers@users.noreply.r-seed-a817d362.example>"  # of the repository
_CONTROL = """\
Package: deepdub
Version: {version}
Section: video
Priority: optional
Architecture: amd64
Maintainer: {maintainer}
Installed-Size: {kilobytes}
Depends: libc6 (>= {c_library}), zlib1g, libegl1, libgl1, libportaudio2, libxcb1, fontconfig-config, fonts-dejavu-core
Recommends: fonts-noto-cjk, libasound2-plugins
Description: prepare films for dubbing
 Deepdub opens a clip with its subtitles, lets you shift the subtitles until
 they match the speech, separates the speech from music and effects, and writes
 one audio file per sentence. When the generated speech is ready, it mixes it
 with the music and effects and joins everything to a soundtrack exactly as long
 as the clip.
 .
 This package brings its own copy of the libraries that it needs.
"""
_CHANGELOG = """\
deepdub ({version}) unstable; urgency=medium

  * See /usr/share/doc/deepdub/CHANGELOG.md.gz.

 -- {maintainer}  {date}
"""
_COPYRIGHT = """\
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Deepdub
Comment: The libraries inside /usr/lib/deepdub have licences of their own, which are in /usr/lib/deepdub/licences.

Files: *
Copyright: 2026 the Deepdub authors
License: GPL-3+
 This program is free software: you can redistribute it and/or modify it under
 the terms of the GNU General Public License as published by the Free Software
 Foundation, either version 3 of the License, or (at your option) any later
 version.
 .
 On Debian systems, the full text of the GNU General Public License version 3
 can be found in the file /usr/share/common-licenses/GPL-3.
"""
# A package from one folder of wheels: it holds copies of libraries, as they were built by their authors.
_OVERRIDES = (
    "embedded-library",
    "custom-library-search-path",
    "unstripped-binary-or-object",
    "shared-library-lacks-prerequisites",
    "library-not-linked-against-libc",
    "hardening-no-pie",
    "hardening-no-relro",
    "hardening-no-bindnow",
    "hardening-no-fortify-functions",
    "spelling-error-in-binary",
    "elf-error",
    "elf-warning",
    "exit-in-shared-library",
    "executable-stack-in-shared-library",
    "package-installs-python-bytecode",
    "arch-dependent-file-in-usr-share",
    "no-manual-page",
    "extra-license-file",
    "initial-upload-closes-no-bugs",
    "missing-depends-on-sensible-utils",  # libmount and libblkid name it in a text
)
_CHECKERS = {
    "lintian": "lintian",
    "appstreamcli": "appstream",
    "desktop-file-validate": "desktop-file-utils",
}  # each program, and its package
_FILES = {
    "deepdub.desktop": "usr/share/applications/deepdub.desktop",
    "deepdub.xml": "usr/share/mime/packages/deepdub.xml",
    "org.deepdub.deepdub.metainfo.xml": "usr/share/metainfo/org.deepdub.deepdub.metainfo.xml",
}
_MADE = {
    "deepdub": "usr/share/bash-completion/completions/deepdub",
    "_deepdub": "usr/share/zsh/vendor-completions/_deepdub",
    "deepdub.fish": "usr/share/fish/vendor_completions.d/deepdub.fish",
}


def c_library() -> str:
    """Return the version of the C library of this system, which the bundle needs at least."""
    return os.confstr("CS_GNU_LIBC_VERSION").split()[1]


def fill(root: Path, bundle: Path, version: str) -> None:
    """Lay out everything but the package's own description in a folder."""
    caches = shutil.ignore_patterns("__pycache__")
    shutil.copytree(bundle, root / "usr" / "lib" / "deepdub", symlinks=True, ignore=caches)
    (root / "usr" / "bin").mkdir(parents=True)
    for name in PROGRAMS:
        (root / "usr" / "bin" / name).symlink_to(f"../lib/deepdub/{name}")
    _copy(ROOT / "resources" / "icons" / "deepdub.svg", root / "usr/share/icons/hicolor/scalable/apps/deepdub.svg")
    for name, place in _FILES.items():
        _copy(DESKTOP / name, root / place)
    made = OUT / "made"
    shutil.rmtree(made, ignore_errors=True)
    python = str(OUT / "venv" / "bin" / "python")
    subprocess.run([python, str(ROOT / "packaging" / "bundle" / "man_pages.py"), str(made)], check=True)
    for name, place in _MADE.items():
        _copy(made / name, root / place)
    for written in sorted(made.glob("*.1")):
        _zip(written.read_text("utf-8"), root / f"usr/share/man/man1/{written.name}.gz")
    documents = root / "usr/share/doc/deepdub"
    _zip((ROOT / "CHANGELOG.md").read_text("utf-8"), documents / "CHANGELOG.md.gz")
    changes = _CHANGELOG.format(version=version, maintainer=_MAINTAINER, date=formatdate(time.time()))
    _zip(changes, documents / "changelog.gz")
    (documents / "copyright").write_text(_COPYRIGHT, encoding="utf-8")
    overrides = root / "usr/share/lintian/overrides/deepdub"
    overrides.parent.mkdir(parents=True)
    reason = "# The bundle of PyInstaller: libraries from wheels, as their authors built them.\n"
    overrides.write_text(reason + "".join(f"deepdub: {tag}\n" for tag in _OVERRIDES), encoding="utf-8")


def describe(root: Path, version: str) -> None:
    """Write the package's description and checksums."""
    (root / "DEBIAN").mkdir()
    control = _CONTROL.format(
        version=version, maintainer=_MAINTAINER, kilobytes=size(root) // 1024, c_library=c_library()
    )
    (root / "DEBIAN" / "control").write_text(control, encoding="utf-8")
    sums = "".join(f"{_md5(path)}  {path.relative_to(root)}\n" for path in sorted(_files(root)))
    (root / "DEBIAN" / "md5sums").write_text(sums, encoding="utf-8")


def set_modes(root: Path) -> None:
    """Set the permissions that Debian wants: folders and programs 0755, all other files 0644."""
    for path in [root, *root.rglob("*")]:
        if not path.is_symlink():
            is_program = path.parent == root / "usr" / "lib" / "deepdub" and path.name in PROGRAMS
            path.chmod(0o755 if path.is_dir() or is_program else 0o644)


def check(package: Path) -> int:
    """Run the checkers; return how many found an error."""
    commands = [
        ["lintian", "--fail-on", "error", "--tag-display-limit", "5", "--allow-root", str(package)],
        ["appstreamcli", "validate", "--no-net", str(DESKTOP / "org.deepdub.deepdub.metainfo.xml")],
        ["desktop-file-validate", str(DESKTOP / "deepdub.desktop")],
    ]
    failed = 0
    for command in commands:
        print("$", command[0], flush=True)
        failed += subprocess.run(command, check=False).returncode != 0
    return failed


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _zip(text: str, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))


def _files(root: Path) -> Iterator[Path]:
    yield from (path for path in (root / "usr").rglob("*") if path.is_file() and not path.is_symlink())


def _md5(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()


def main() -> int:
    """Make the package and check it; return 1 if a checker finds an error."""
    lacking = [tool for tool in ("dpkg-deb", *_CHECKERS) if not shutil.which(tool)]
    if lacking or not (OUT / "deepdub").is_dir():
        what = ", ".join(lacking) or "the bundle of build.py"
        print(f"Not found: {what}. The tools: apt-get install {' '.join(_CHECKERS.values())}.", file=sys.stderr)
        return 2
    parser = argparse.ArgumentParser(description="Pack the bundle as a Debian package, and check it.")
    parser.add_argument("--level", default="6", metavar="0-9", help="how well it is compressed; 6 by default")
    level = parser.parse_args().level
    python = OUT / "venv" / "bin" / "python"
    ask = "import deepdub_engine; print(deepdub_engine.__version__)"
    version = subprocess.run([str(python), "-c", ask], stdout=-1, text=True, check=True, cwd=OUT).stdout.strip()
    root = OUT / "package"
    shutil.rmtree(root, ignore_errors=True)
    fill(root, OUT / "deepdub", version)
    set_modes(root)
    describe(root, version)
    package = OUT / f"deepdub_{version}_amd64.deb"
    began_s = time.monotonic()
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zxz", f"-z{level}", "--build", str(root), str(package)], check=True
    )
    print(f"{package}: {package.stat().st_size / 1e6:.1f} MB, packed in {time.monotonic() - began_s:.0f} s")
    shutil.rmtree(root)
    return 1 if check(package) else 0


if __name__ == "__main__":
    sys.exit(main())
