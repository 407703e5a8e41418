"""The pinned packages with the SHA-256 of their files, so that pip installs nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from setting_up.environment import SetupFailed

FOLDER = Path(__file__).resolve().parent.parent
HASHES = FOLDER / "hashes.json"
FILL = "python packaging/fill_hashes.py"
_SECTION = re.compile(r"# Extra \[(\w+)\]")


def pins(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield each line of a file of pins: its section, ``name==version``, and its marker with the semicolon, or "".

    The section is the extra that needs the package; "" for the program itself.
    """
    section = ""
    for line in text.splitlines():
        found = _SECTION.match(line)
        section = found[1] if found else section
        pin, semicolon, marker = line.split("#")[0].partition(";")
        if pin.strip():
            yield section, pin.strip(), f"; {marker.strip()}" if semicolon else ""


def requirements(
    text: str, hashes: Mapping[str, Iterable[str]], sections: Iterable[str] = ("",), without: tuple[str, ...] = ()
) -> str:
    """Return a file for ``pip install --require-hashes -r``.

    Parameters
    ----------
    text
        The content of a file of pins.
    hashes
        The SHA-256 of the files of each ``name==version``.
    sections
        The sections to take.
    without
        Beginnings of the names to leave out, in lower case.

    Raises
    ------
    SetupFailed
        If a pin has no hash.
    """
    wanted, lines = set(sections), []
    for section, pin, marker in pins(text):
        if section in wanted and not pin.lower().startswith(without or ("\0",)):
            if not hashes.get(pin):
                raise SetupFailed(f"“{pin}” has no hash in packaging/hashes.json: run “{FILL}”.")
            options = "".join(f" --hash=sha256:{each}" for each in hashes[pin])
            line = f"{pin}{marker}{options}"
            if line not in lines:
                lines.append(line)
    return "\n".join(lines) + "\n"


def known() -> dict[str, list[str]]:
    """Return the hashes that `packaging/fill_hashes.py` has written."""
    found: dict[str, list[str]] = json.loads(HASHES.read_text(encoding="utf-8"))
    return found
