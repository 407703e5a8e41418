"""The voices in a sentence folder: takes of its lines, and files that belong to none."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

_TAKE = re.compile(r"(\d{1,20})_gen_vocals(?:\.(\d{1,4}))?\.wav", re.IGNORECASE | re.ASCII)
_LIKE_A_VOICE = re.compile(r"gen[ _-]?voc|^\d{6,20}[ _-]?gen(?!\.wav$)", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class Takes:
    """The voices of a folder.

    Parameters
    ----------
    by_hash
        The takes of each line, the one in use first.
    strays
        Files that look like voices and belong to no line.
    """

    by_hash: Mapping[int, tuple[Path, ...]]
    strays: tuple[Path, ...]

    def of(self, number: int) -> Path | None:
        """Return the take in use of the line with this hash."""
        takes = self.by_hash.get(number)
        return takes[0] if takes else None


def find_takes(audio: Path, hashes: Iterable[int], chosen: Mapping[int, str] | None = None) -> Takes:
    """Find the voices in ``audio_segments``.

    ``<hash>_gen_vocals.wav`` is the first take of a line, ``<hash>_gen_vocals.2.wav`` another. The first is in use
    unless `chosen` names another. Capital letters make no difference, except where both names exist.
    """
    lines = set(hashes)
    found: dict[int, list[tuple[bool, int, bool, str]]] = defaultdict(list)
    strays: list[Path] = []
    for name in sorted(path.name for path in audio.iterdir()) if audio.is_dir() else ():
        match = _TAKE.fullmatch(name)
        if match and int(match[1]) in lines:
            number, take = int(match[1]), int(match[2] or 1)
            in_use = (chosen or {}).get(number) == name
            found[number].append((not in_use, take, name != name.lower(), name))
        elif match or (_LIKE_A_VOICE.search(name) and not name.startswith(".")):
            strays.append(audio / name)
    takes = {number: tuple(audio / each[-1] for each in sorted(all_)) for number, all_ in found.items()}
    return Takes(takes, tuple(strays))


def hash_of(voice: Path) -> int | None:
    """Return the hash in the name of a voice."""
    match = _TAKE.fullmatch(voice.name)
    return int(match[1]) if match else None
