"""Pair the clips of a folder with their subtitles by name: the same name, or the same season and episode."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from deepdub_engine.base.errors import NoEpisodes
from deepdub_engine.batch.episode_numbers import EpisodeNumber, episode_of, is_same_episode
from deepdub_engine.batch.items import Item
from deepdub_engine.batch.languages import NAMES, is_language
from deepdub_engine.batch.naming import folder_name, free_name, same_name
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
_TEXT_SUFFIXES = {suffix for suffixes in SUFFIXES.values() for suffix in suffixes} - {".txt"}  # which may be anything
_FORCED = frozenset({"forced", "signs", "songs"})  # only what is not in the language of the clip
_KINDS = _FORCED | {"sdh", "cc", "hi", "full", "default", "sub", "subs"}
_WORD = "|".join(map(re.escape, sorted({*_KINDS, *NAMES}, key=len, reverse=True)))
_TAG = re.compile(rf"[._ \-\[(]+({_WORD}|[a-z]{{2,3}}(?:-[a-z]{{2,4}})?)[\])]*$", re.IGNORECASE)


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


@dataclass(frozen=True, slots=True)
class _Fitting:
    """A subtitle file that fits a clip, with the words at the end of its name: languages, and kinds as “forced”."""

    path: Path
    tags: tuple[str, ...]

    @property
    def languages(self) -> frozenset[str]:
        return frozenset(self.tags) - _KINDS

    @property
    def is_forced(self) -> bool:
        return not _FORCED.isdisjoint(self.tags)

    def has(self, language: str) -> bool:
        return bool(language) and any(is_language(tag, language) for tag in self.languages)


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
    by_name, by_number = _fitting_by_name(clips, subtitles), _fitting_by_number(clips, subtitles)
    items, doubtful, taken = [], [], set[Path]()
    for clip, name in zip(clips, _names(clips), strict=True):
        fitting = by_name.get(clip) or by_number.get(clip, [])
        ranked = sorted(fitting, key=lambda one: (not one.has(language), one.is_forced, len(one.tags), one.path.name))
        if ranked and not _is_clear(ranked, language):
            doubtful.append(clip)
        taken.update(one.path for one in fitting)
        chosen = ranked[0].path if ranked else None
        # The language also chooses among the subtitles inside a clip, and among those inside SAMI.
        items.append(Item(name, clip, chosen, {"language": language} if language else {}))
    return Pairing(tuple(items), tuple(path for path in subtitles if path not in taken), tuple(doubtful))


def _names(clips: Sequence[Path]) -> list[str]:
    """Return the names without suffixes, with them where two clips differ in nothing else."""
    stems = [same_name(folder_name(clip.stem)) for clip in clips]
    names: list[str] = []
    for clip, stem in zip(clips, stems, strict=True):
        name = folder_name(clip.name if stems.count(stem) > 1 else clip.stem) or "clip"
        names.append(free_name(name, map(same_name, names)))
    return names


def _fitting_by_name(clips: Sequence[Path], subtitles: Iterable[Path]) -> Mapping[Path, list[_Fitting]]:
    """Return the files with the name of a clip, and what `_TAG` matches behind it."""
    named, found = defaultdict[str, list[Path]](list), defaultdict[Path, list[_Fitting]](list)
    for clip in clips:
        named[same_name(clip.stem)].append(clip)
    for path in subtitles:
        # The whole name first: “The.End.srt” belongs to “The.End.mkv”, not to “The.mkv”.
        stem, tags = next(((stem, tags) for stem, tags in _untagged(path) if stem in named), ("", ()))
        for clip in named.get(stem, ()):
            found[clip].append(_Fitting(path, tags))
    return {clip: [one for one in each if one.path.stem.startswith(clip.stem)] or each for clip, each in found.items()}


def _fitting_by_number(clips: Sequence[Path], subtitles: Iterable[Path]) -> Mapping[Path, list[_Fitting]]:
    """Return the files that state the same episode as exactly one clip."""
    stated = _unique(clips)
    found = defaultdict[Path, list[_Fitting]](list)
    for path in subtitles:
        number = episode_of(path.stem)
        same = [clip for clip, its in stated.items() if number is not None and is_same_episode(its, number)]
        exact = [clip for clip in same if number is not None and stated[clip].season == number.season]
        if len(exact or same) == 1:
            *_, (_, tags) = _untagged(path)
            found[(exact or same)[0]].append(_Fitting(path, tags))
    return found


def _unique(clips: Iterable[Path]) -> dict[Path, EpisodeNumber]:
    """Return the episodes that exactly one clip states."""
    found = defaultdict[EpisodeNumber, list[Path]](list)
    for clip in clips:
        episode = episode_of(clip.stem)
        if episode is not None:
            found[episode].append(clip)
    return {paths[0]: episode for episode, paths in found.items() if len(paths) == 1}


def _untagged(path: Path) -> list[tuple[str, tuple[str, ...]]]:
    """Return the name of a file without suffix, then with one tag less each time, and the tags that were removed."""
    stem, tags = same_name(path.stem), tuple[str, ...]()
    steps = [(stem, tags)]
    while (match := _TAG.search(stem)) is not None:
        stem, tags = stem[: match.start()], (match[1], *tags)
        steps.append((stem, tags))
    return steps


def _is_clear(ranked: Sequence[_Fitting], language: str) -> bool:
    """Return whether the first is the only one with the language, or without one; kinds such as SDH are no doubt."""
    first = ranked[0]
    if language and not first.has(language):
        return len(ranked) == 1
    is_plain = not first.languages or first.has(language)
    return all(
        len(one.tags) > len(first.tags) and (is_plain or one.languages == first.languages)
        for one in ranked[1:]
        if (one.has(language), one.is_forced) == (first.has(language), first.is_forced)
    )
