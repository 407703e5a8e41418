"""Seasons as they are kept between two starts of the program: the list, the choices, and where the results go."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from deepdub_engine.base.atomic import replacing
from deepdub_engine.base.errors import DeepdubError, FileMissing, FileUnreadable
from deepdub_engine.base.regular import open_regular
from deepdub_engine.base.serialization import from_plain, to_plain
from deepdub_engine.batch.items import OPTIONS, STEPS, Item, StepKind
from deepdub_gui.features.season.rows import SeasonRow

_LOG = logging.getLogger(__name__)
_MOST_SEASONS = 10
_MOST_WORKERS = 64
_LARGEST_BYTES = 1 << 24


@dataclass(frozen=True, slots=True)
class SavedEpisode:
    """An episode in the list.

    Parameters
    ----------
    name, media, subtitles, options
        As in `Item`.
    is_pair_doubtful
        Whether several subtitle files fit its clip equally well.
    """

    name: str
    media: Path
    subtitles: Path | None = None
    options: tuple[tuple[str, str], ...] = ()
    is_pair_doubtful: bool = False

    @classmethod
    def of(cls, row: SeasonRow) -> SavedEpisode:
        """Return a row of the list as it is kept."""
        item = row.item
        return cls(item.name, item.media, item.subtitles, tuple(item.options.items()), row.is_pair_doubtful)

    @property
    def item(self) -> Item:
        """The episode for the engine."""
        return Item(self.name, self.media, self.subtitles, dict(self.options))

    @property
    def is_sound(self) -> bool:
        """Whether it can be one that the window has written: its name is that of a folder, and nothing leads astray."""
        paths = [path for path in (self.media, self.subtitles) if path is not None]
        is_name = bool(self.name.strip(". ")) and not any(sign in self.name for sign in "/\\\0")
        is_known = all(name in OPTIONS for name, _ in self.options)
        return is_name and is_known and all(map(_is_sound, paths))


@dataclass(frozen=True, slots=True)
class SavedSeason:
    """A season.

    Parameters
    ----------
    key
        Unique; the same as long as the list is not begun anew.
    episodes, unpaired
        The list, and the subtitle files that belong to no clip.
    sources, left_out
        The folders that were added, and the clips in them that were removed from the list.
    kinds, root, language, workers
        The commands, the folder of the results, the language of the subtitles, and how many commands run at a time.
    """

    key: str
    episodes: tuple[SavedEpisode, ...]
    root: Path
    unpaired: tuple[Path, ...] = ()
    sources: tuple[Path, ...] = ()
    left_out: tuple[Path, ...] = ()
    kinds: tuple[StepKind, ...] = ()
    language: str = ""
    workers: int = 1

    @property
    def rows(self) -> list[SeasonRow]:
        """The list, with nothing done."""
        return [SeasonRow(each.item, each.is_pair_doubtful) for each in self.episodes]

    @property
    def folder(self) -> Path:
        """The folder of its first clip."""
        return self.episodes[0].media.parent

    @property
    def is_sound(self) -> bool:
        """Whether it can be one that the window has written."""
        paths = (self.root, *self.unpaired, *self.sources, *self.left_out)
        return (
            bool(self.episodes)
            and all(each.is_sound for each in self.episodes)
            and all(map(_is_sound, paths))
            and all(kind in STEPS for kind in self.kinds)
            and 1 <= self.workers <= _MOST_WORKERS
        )


def _is_sound(path: Path) -> bool:
    return path.is_absolute() and "\0" not in str(path)


def read_seasons(path: Path) -> tuple[SavedSeason, ...]:
    """Return the seasons in a file, the newest first; those that are damaged are left out.

    Raises
    ------
    FileUnreadable
        If the file cannot be read, or is not such a list.
    """
    try:
        with open_regular(path) as file:
            values = json.loads(file.read(_LARGEST_BYTES))
        rows = list(values["seasons"])
    except FileMissing:
        return ()
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise FileUnreadable(path, str(error)) from error
    except OSError as error:
        raise FileUnreadable(path, error.strerror or str(error)) from error
    return tuple(season for season in map(_season, rows) if season is not None)


def _season(row: object) -> SavedSeason | None:
    try:
        season = from_plain(SavedSeason, row)
    except (ValueError, RecursionError, DeepdubError):
        season = None
    if season is None or not season.is_sound:
        _LOG.warning("a season in the list is damaged")
        return None
    return season


def write_seasons(seasons: Iterable[SavedSeason], path: Path) -> None:
    """Write a list of seasons, the newest first.

    Raises
    ------
    DiskFull, OutputNotWritable
        If it cannot be written.
    """
    text = json.dumps({"seasons": to_plain(tuple(seasons)[:_MOST_SEASONS])}, ensure_ascii=False)
    with replacing(path, private=True) as temporary:
        temporary.write_text(text, encoding="utf-8")


def with_season(seasons: Sequence[SavedSeason], season: SavedSeason) -> tuple[SavedSeason, ...]:
    """Return the list with a season on top, in place of itself and of others with the same folder of the results."""
    rest = [each for each in seasons if each.key != season.key and each.root != season.root]
    return (season, *rest)[:_MOST_SEASONS]
