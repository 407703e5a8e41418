"""Pair the clips of a folder with their subtitles by name: the same name, or the same season and episode."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from deepdub_engine.base.errors import NoEpisodes
from deepdub_engine.batch.items import Item
from deepdub_engine.subtitles import SUFFIXES

MEDIA_SUFFIXES = frozenset(
    f".{name}"
    for name in [
        "mkv",
        "mp4",
        "m4v",
        "mov",
        "webm",
        "avi",
        "ts",
        "m2ts",
        "mts",
        "mpg",
        "mpeg",
        "mxf",
        "wmv",
        "flv",
        "ogv",
        "wav",
        "flac",
        "m4a",
        "mp3",
        "aac",
    ]
)
# S01E02, s1.e2, 1x02; then E02, Ep. 2, Episode 2, 제2회, 2화, #2; then a number of its own, “Show - 02”.
_TEXT_SUFFIXES = {suffix for suffixes in SUFFIXES.values() for suffix in suffixes} - {".txt"}  # which may be anything
_EPISODES = (
    re.compile(r"s(?P<season>\d{1,2})[ ._-]*e(?P<episode>\d{1,3})(?!\d)", re.IGNORECASE),
    re.compile(r"(?<!\d)(?P<season>\d{1,2})x(?P<episode>\d{2,3})(?!\d)", re.IGNORECASE),
    re.compile(r"(?:\be|\bep|\bepisode|#|제)[ ._-]*(?P<episode>\d{1,3})(?!\d)", re.IGNORECASE),
    re.compile(r"(?<!\d)(?P<episode>\d{1,3})[ ]?(?:회|화|話|集)"),
    re.compile(r"(?:^|[ ._-])(?P<episode>\d{1,3})(?=$|[ ._\-\[(])"),
)
_TAG = re.compile(r"[._ -](?:[a-z]{2,3}(?:-[a-z]{2,4})?|forced|sdh|cc|full|default|sub|subs)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pairing:
    """What a folder holds.

    Parameters
    ----------
    items
        The clips with their subtitles, in order of their names.
    unpaired
        Subtitle files that belong to no clip.
    doubtful
        Clips for which several subtitle files fit equally well; the first by name was taken.
    """

    items: tuple[Item, ...]
    unpaired: tuple[Path, ...] = ()
    doubtful: tuple[Path, ...] = ()


def episode_of(name: str) -> tuple[int, int] | None:
    """Return season (0 if there is none) and episode that a file name states; None if it states none."""
    for pattern in _EPISODES:
        found = pattern.search(name)
        if found is not None:
            season = found.groupdict().get("season")
            return int(season or 0), int(found["episode"])
    return None


def pair_folder(folder: Path, language: str = "") -> Pairing:
    """Pair the clips of a folder, not of those inside it, with subtitle files.

    Parameters
    ----------
    folder
        The folder.
    language
        Of several subtitle files for a clip, the one with this language in its name (``.de.srt``) is taken.

    Raises
    ------
    NoEpisodes
        If the folder holds no clip.
    """
    files = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    return pair_files(files, language, folder)


def pair_files(files: Sequence[Path], language: str = "", folder: Path = Path()) -> Pairing:
    """Pair clips with subtitle files; `folder` is named if there is no clip."""
    clips = [path for path in files if path.suffix.lower() in MEDIA_SUFFIXES]
    subtitles = [path for path in files if path.suffix.lower() in _TEXT_SUFFIXES]
    if not clips:
        raise NoEpisodes(folder)
    episodes = _unique(clips)
    items, doubtful, taken = [], [], set[Path]()
    for clip, name in zip(clips, _names(clips), strict=True):
        fitting = [path for path in subtitles if _bare(path) == clip.stem]
        if not fitting and (episode := episodes.get(clip)) is not None:
            fitting = [path for path in subtitles if _same(episode, episode_of(path.stem))]
        chosen = _choose(fitting, language)
        if chosen is not None and not _is_clear(fitting, chosen, language):
            doubtful.append(clip)
        taken.update(fitting)
        items.append(Item(name, clip, chosen))
    return Pairing(tuple(items), tuple(path for path in subtitles if path not in taken), tuple(doubtful))


def _names(clips: Sequence[Path]) -> list[str]:
    """Return the names without suffixes, with them where two clips differ in nothing else."""
    stems = [clip.stem for clip in clips]
    return [clip.name if stems.count(clip.stem) > 1 else clip.stem for clip in clips]


def _unique(clips: Iterable[Path]) -> dict[Path, tuple[int, int]]:
    """Return the episodes that exactly one clip states."""
    found = defaultdict[tuple[int, int], list[Path]](list)
    for clip in clips:
        episode = episode_of(clip.stem)
        if episode is not None:
            found[episode].append(clip)
    return {paths[0]: episode for episode, paths in found.items() if len(paths) == 1}


def _same(clip: tuple[int, int], subtitles: tuple[int, int] | None) -> bool:
    """Return whether the episodes agree; a season counts only where both state one."""
    return (
        subtitles is not None and clip[1] == subtitles[1] and (0 in (clip[0], subtitles[0]) or clip[0] == subtitles[0])
    )


def _bare(path: Path) -> str:
    """Return the name without suffix, and without the language and kind before it."""
    stem = path.stem
    while (shorter := _TAG.sub("", stem)) != stem:
        stem = shorter
    return stem


def _has_language(path: Path, language: str) -> bool:
    return (
        bool(language) and re.search(rf"[._ -]{re.escape(language)}(?:[._ -]|$)", path.stem, re.IGNORECASE) is not None
    )


def _choose(paths: Sequence[Path], language: str) -> Path | None:
    ranked = sorted(paths, key=lambda path: (not _has_language(path, language), _bare(path) != path.stem, path.name))
    return ranked[0] if ranked else None


def _is_clear(paths: Sequence[Path], chosen: Path, language: str) -> bool:
    """Return whether only the chosen file has the language, or else only it has no language in its name."""
    if _has_language(chosen, language):
        return sum(_has_language(path, language) for path in paths) == 1
    return len(paths) == 1 or (not language and [path for path in paths if _bare(path) == path.stem] == [chosen])
