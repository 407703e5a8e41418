"""Writes the SHA-256 of all files of the pinned packages to `packaging/hashes.json`.

    python packaging/fill_hashes.py

Run it after a change of `constraints.txt` or `type-checker.txt`. It asks the package index for the pins that have no
hashes yet, each by its name, and takes away those of pins that are gone. Set ``PIP_INDEX_URL`` for another index.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from setting_up.hashes import FOLDER, HASHES, known, pins

FILES = (FOLDER / "constraints.txt", FOLDER / "type-checker.txt")
_JSON = "application/vnd.pypi.simple.v1+json"
# Wheels for Pythons that Deepdub does not run on.
_TOO_OLD = re.compile(r"-(?:cp2\d|cp3\d|cp310|pp\d+)-(?!abi3)[^-]*-[^-]*\.whl|\.(?:exe|egg|rpm|msi|deb)$")


def pinned(files: Iterable[Path] = FILES) -> list[str]:
    """Return all pins, ``name==version``, sorted."""
    return sorted({pin for path in files for _, pin, _ in pins(path.read_text(encoding="utf-8"))}, key=str.lower)


def files_of(pin: str, answer: dict) -> list[str]:
    """Return the hashes of the files of a pin in an answer of the index (PEP 691), sorted."""
    name, version = pin.lower().split("==")
    spelt = "[-_.]+".join(map(re.escape, re.split(r"[-_.]+", name)))
    own = re.compile(rf"{spelt}-{re.escape(version)}(?:-.*\.whl|\.tar\.gz|\.zip)", re.IGNORECASE)
    files = [file for file in answer["files"] if own.fullmatch(file["filename"])]
    return sorted({file["hashes"]["sha256"] for file in files if not _TOO_OLD.search(file["filename"])})


def ask(pin: str) -> list[str]:
    """Ask the index for the hashes of a pin.

    Raises
    ------
    OSError
        If the index does not answer.
    SystemExit
        If it is not an encrypted address, or has no files of that version.
    """
    index = os.environ.get("PIP_INDEX_URL", "https://pypi.org/simple").rstrip("/")
    if urlsplit(index).scheme != "https":
        raise SystemExit(f"“{index}” is not encrypted: set PIP_INDEX_URL to an address with https.")
    project = re.sub(r"[-_.]+", "-", pin.split("==", maxsplit=1)[0].lower())
    request = Request(f"{index}/{project}/", headers={"Accept": _JSON})  # noqa: S310 - checked above
    with urlopen(request, timeout=60) as answer:  # noqa: S310 - checked above
        found = files_of(pin, json.load(answer))
    if not found:
        raise SystemExit(f"The index has no files of “{pin}”: correct the pin.")
    return found


def main() -> int:
    """Fill in what is missing; return the exit status."""
    former = known() if HASHES.exists() else {}
    hashes = {}
    for pin in pinned():
        hashes[pin] = former.get(pin) or ask(pin)
        if pin not in former:
            print(f"{pin}: {len(hashes[pin])} files")
    HASHES.write_text(json.dumps(hashes, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
