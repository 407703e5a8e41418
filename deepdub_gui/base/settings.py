"""The stored settings of the window; values are checked on reading."""

from __future__ import annotations

import enum
import json
import os.path
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QByteArray, QSettings

from deepdub_engine.pipeline import RemixOptions
from deepdub_engine.separation import SeparationPace
from deepdub_gui.base.dub_settings import options_of, options_text
from deepdub_gui.base.follow_mode import FollowMode
from deepdub_gui.base.i18n import LANGUAGES
from deepdub_gui.base.text_settings import TextSettings

_T = TypeVar("_T", int, str)
_RECENT_LIMIT = 10
_MOVED_LIMIT = 50
_CONFIRMED_LIMIT = 200
_OFFERED_LIMIT = 500


class SettingKey(enum.StrEnum):
    """The keys of the settings file."""

    RECENT = "recent"
    LAST_FOLDER = "last_folder"
    GEOMETRY = "window/geometry"
    SPLITTER = "window/splitter"
    RANGE_S = "shift/range_s"
    MODEL = "separation/model"
    EXACT = "separation/exact"
    PACE = "separation/pace"
    KEPT_GB = "separation/kept_gb"
    PROJECTS = "projects"
    MOVED = "moved"
    CONFIRMED = "confirmed"
    OFFERED = "shift/offered"
    DOCKS = "window/docks"
    OUTPUT = "playback/output"
    ROLLS_MS = "playback/rolls_ms"
    REACTION_MS = "shift/reaction_ms"
    KEYS = "keys"
    THEME = "window/theme"
    SCALE_PERCENT = "window/scale_percent"
    MATCHED = "playback/matched"
    LOOPS_SHIFT = "playback/loops_shift"
    TOURED = "window/toured"
    FOLLOWING = "view/following"
    LANES = "view/lanes"
    COLOURS_SPEECH = "view/colours_speech"
    PICTURE_SUBTITLES = "view/picture_subtitles"
    LANGUAGE = "window/language"
    GAP_MS = "editing/gap_ms"
    DUB = "dub/options"
    SHORTEST_MS = "editing/shortest_ms"
    PAUSE_MS = "sentences/pause_ms"
    BRACKETS = "view/brackets"
    IN_FRAMES = "editing/in_frames"
    EDITOR_OPEN = "editing/editor_open"


RANGES_S = (1, 10, 60, 600)
DEFAULT_RANGE_S = 10
KEPT_GB = (0, 5, 20, 100)
DEFAULT_KEPT_GB = 20
ROLLS_MS = (0, 250, 500, 1000, 2000)
DEFAULT_REACTION_MS = 200
MOST_REACTION_MS = 1000
THEMES = ("system", "light", "dark")
GAPS_MS = (0, 40, 80, 120, 200)
SHORTEST_MS = (100, 300, 500, 700, 1000)
PAUSES_MS = (300, 500, 700, 1000, 1500, 2000, 3000)
DEFAULT_PAUSE_MS = 1000
SCALES_PERCENT = (100, 125, 150, 175, 200)


class Settings(TextSettings):
    """Typed access to a ``QSettings`` store; invalid values are replaced by their defaults."""

    def __init__(self, store: QSettings) -> None:
        self._store = store

    @property
    def recent(self) -> tuple[tuple[Path, Path | None], ...]:
        """The last opened clips with their subtitles, newest first."""
        pairs = [row.split("\n") for row in self._rows(SettingKey.RECENT)]
        return tuple(
            (Path(clip), Path(subtitles[0]) if subtitles and subtitles[0] else None)
            for clip, *subtitles in pairs
            if Path(clip).is_absolute()
        )

    def add_recent(self, media: Path, subtitles: Path | None) -> None:
        """Add a clip at the top of the recent clips."""
        former = [pair for pair in self.recent if pair[0] != media]
        pairs = [(media, subtitles), *former][:_RECENT_LIMIT]
        self._store.setValue(SettingKey.RECENT, [f"{clip}\n{subs or ''}" for clip, subs in pairs])

    @property
    def recent_projects(self) -> tuple[Path, ...]:
        """The last opened or saved projects, newest first."""
        return tuple(path for path in map(Path, self._rows(SettingKey.PROJECTS)) if path.is_absolute())

    def add_recent_project(self, path: Path) -> None:
        """Add a project at the top of the recent projects."""
        paths = [path, *(former for former in self.recent_projects if former != path)][:_RECENT_LIMIT]
        self._store.setValue(SettingKey.PROJECTS, [str(path) for path in paths])

    def moved_to(self, path: Path) -> Path | None:
        """Return where a missing file was found before; None if it never was."""
        pairs = (row.split("\n") for row in self._rows(SettingKey.MOVED))
        return next((Path(pair[1]) for pair in pairs if len(pair) == 2 and Path(pair[0]) == path), None)

    def add_moved(self, path: Path, found: Path) -> None:
        """Remember where a missing file was found."""
        rows = [row for row in self._rows(SettingKey.MOVED) if Path(row.split("\n")[0]) != path]
        self._store.setValue(SettingKey.MOVED, [f"{path}\n{found}", *rows][:_MOVED_LIMIT])

    def confirmed(self, project: Path) -> frozenset[Path]:
        """Return the files that the person has confirmed for a project."""
        return frozenset(map(Path, self._confirmed_rows().get(str(project), ())))

    def confirm(self, project: Path, paths: Iterable[Path]) -> None:
        """Remember the files that the person has confirmed for a project, in place of earlier ones."""
        rows = self._confirmed_rows()
        rows.pop(str(project), None)
        newest = [[str(project), *sorted(map(str, paths))], *([name, *files] for name, files in rows.items())]
        self._store.setValue(SettingKey.CONFIRMED, [json.dumps(row) for row in newest[:_CONFIRMED_LIMIT]])

    def _confirmed_rows(self) -> dict[str, list[str]]:
        """Return the confirmed files of each project, newest first; JSON, because a name may contain any character."""
        found = {}
        for text in self._rows(SettingKey.CONFIRMED):
            try:
                row = json.loads(text)
            except (ValueError, RecursionError):
                continue
            if isinstance(row, list) and row and all(isinstance(name, str) and "\0" not in name for name in row):
                found[row[0]] = row[1:]
        return found

    def was_offered(self, digest: str) -> bool:
        """Return whether a suggestion was offered for subtitles and a clip with this digest."""
        return digest in self._rows(SettingKey.OFFERED)

    def add_offered(self, digest: str) -> None:
        """Remember that a suggestion was offered."""
        rows = [row for row in self._rows(SettingKey.OFFERED) if row != digest]
        self._store.setValue(SettingKey.OFFERED, [digest, *rows][:_OFFERED_LIMIT])

    def _one_of(self, key: SettingKey, allowed: Sequence[_T], otherwise: _T) -> _T:
        """Return the stored value if it is allowed, else `otherwise`."""
        stored = str(self._store.value(key, ""))
        return next((value for value in allowed if str(value) == stored), otherwise)

    def _is_on(self, key: SettingKey, *, otherwise: bool) -> bool:
        return self._one_of(key, ("yes", "no"), "yes" if otherwise else "no") == "yes"

    def _rows(self, key: SettingKey) -> list[str]:
        stored = self._store.value(key, [])
        rows = [stored] if isinstance(stored, str) else stored if isinstance(stored, list) else []
        return [str(row) for row in rows]

    @property
    def last_folder(self) -> Path:
        """The folder of the last chosen file, or the home folder."""
        folder = str(self._store.value(SettingKey.LAST_FOLDER, ""))
        is_there = os.path.isabs(folder) and os.path.isdir(folder)  # noqa: PTH112, PTH117 - these never raise
        return Path(folder) if is_there else Path.home()

    @last_folder.setter
    def last_folder(self, folder: Path) -> None:
        self._store.setValue(SettingKey.LAST_FOLDER, str(folder))

    @property
    def range_s(self) -> int:
        """The range of the shift slider to either side, in seconds."""
        return self._one_of(SettingKey.RANGE_S, RANGES_S, DEFAULT_RANGE_S)

    @range_s.setter
    def range_s(self, value: int) -> None:
        self._store.setValue(SettingKey.RANGE_S, value)

    @property
    def reaction_ms(self) -> int:
        """The user's reaction time from hearing a sound to pressing a key, in milliseconds."""
        try:
            value = int(str(self._store.value(SettingKey.REACTION_MS, DEFAULT_REACTION_MS)))
        except ValueError:
            return DEFAULT_REACTION_MS
        return value if 0 <= value <= MOST_REACTION_MS else DEFAULT_REACTION_MS

    @reaction_ms.setter
    def reaction_ms(self, value: int) -> None:
        self._store.setValue(SettingKey.REACTION_MS, value)

    @property
    def model(self) -> str:
        """The name of the separation model; empty for the default."""
        return str(self._store.value(SettingKey.MODEL, ""))

    @model.setter
    def model(self, name: str) -> None:
        self._store.setValue(SettingKey.MODEL, name)

    @property
    def exact(self) -> bool:
        """Whether to return the stems as Spleeter makes them, for models that support it."""
        return str(self._store.value(SettingKey.EXACT, "")) == "yes"

    @exact.setter
    def exact(self, exact: bool) -> None:
        self._store.setValue(SettingKey.EXACT, "yes" if exact else "")

    @property
    def stem_cache_gb(self) -> int:
        """The size limit of the stem cache, in gigabytes."""
        return self._one_of(SettingKey.KEPT_GB, KEPT_GB, DEFAULT_KEPT_GB)

    @stem_cache_gb.setter
    def stem_cache_gb(self, value: int) -> None:
        self._store.setValue(SettingKey.KEPT_GB, value)

    @property
    def gap_ms(self) -> int:
        """The minimum gap that dragging leaves between two subtitles, in milliseconds."""
        return self._one_of(SettingKey.GAP_MS, GAPS_MS, GAPS_MS[0])

    @gap_ms.setter
    def gap_ms(self, value: int) -> None:
        self._store.setValue(SettingKey.GAP_MS, value)

    @property
    def shortest_ms(self) -> int:
        """The minimum duration of an edited subtitle, in milliseconds."""
        return self._one_of(SettingKey.SHORTEST_MS, SHORTEST_MS, SHORTEST_MS[0])

    @shortest_ms.setter
    def shortest_ms(self, value: int) -> None:
        self._store.setValue(SettingKey.SHORTEST_MS, value)

    @property
    def pause_ms(self) -> int:
        """The longest pause inside a sentence, in milliseconds."""
        return self._one_of(SettingKey.PAUSE_MS, PAUSES_MS, DEFAULT_PAUSE_MS)

    @pause_ms.setter
    def pause_ms(self, value: int) -> None:
        self._store.setValue(SettingKey.PAUSE_MS, value)

    @property
    def shows_sentences(self) -> bool:
        """Whether brackets show which cues are one sentence."""
        return self._is_on(SettingKey.BRACKETS, otherwise=True)

    @shows_sentences.setter
    def shows_sentences(self, shows: bool) -> None:
        self._store.setValue(SettingKey.BRACKETS, "yes" if shows else "no")

    @property
    def in_frames(self) -> bool:
        """Whether the editor shows times in frames of the clip."""
        return self._is_on(SettingKey.IN_FRAMES, otherwise=False)

    @in_frames.setter
    def in_frames(self, in_frames: bool) -> None:
        self._store.setValue(SettingKey.IN_FRAMES, "yes" if in_frames else "no")

    @property
    def editor_open(self) -> bool:
        """Whether the editor under the list is open."""
        return self._is_on(SettingKey.EDITOR_OPEN, otherwise=True)

    @editor_open.setter
    def editor_open(self, is_open: bool) -> None:
        self._store.setValue(SettingKey.EDITOR_OPEN, "yes" if is_open else "no")

    @property
    def theme(self) -> str:
        """The name of the theme; `system` follows the desktop."""
        return self._one_of(SettingKey.THEME, THEMES, THEMES[0])

    @theme.setter
    def theme(self, name: str) -> None:
        self._store.setValue(SettingKey.THEME, name)

    @property
    def scale_percent(self) -> int:
        """The scale of the interface, in percent of the system's."""
        return self._one_of(SettingKey.SCALE_PERCENT, SCALES_PERCENT, SCALES_PERCENT[0])

    @scale_percent.setter
    def scale_percent(self, percent: int) -> None:
        self._store.setValue(SettingKey.SCALE_PERCENT, percent)

    @property
    def matched(self) -> bool:
        """Whether single sources are played at the same loudness."""
        return self._is_on(SettingKey.MATCHED, otherwise=False)

    @matched.setter
    def matched(self, matched: bool) -> None:
        self._store.setValue(SettingKey.MATCHED, "yes" if matched else "no")

    @property
    def loops_shift(self) -> bool:
        """Whether the current cue loops while it is shifted."""
        return self._is_on(SettingKey.LOOPS_SHIFT, otherwise=True)

    @loops_shift.setter
    def loops_shift(self, loops: bool) -> None:
        self._store.setValue(SettingKey.LOOPS_SHIFT, "yes" if loops else "no")

    @property
    def language(self) -> str:
        """The language code of the interface; empty for the system's."""
        return self._one_of(SettingKey.LANGUAGE, tuple(LANGUAGES), "")

    @language.setter
    def language(self, name: str) -> None:
        self._store.setValue(SettingKey.LANGUAGE, name)

    @property
    def tour_shown(self) -> bool:
        """Whether the tour has been shown."""
        return self._is_on(SettingKey.TOURED, otherwise=False)

    @tour_shown.setter
    def tour_shown(self, toured: bool) -> None:
        self._store.setValue(SettingKey.TOURED, "yes" if toured else "no")

    @property
    def output(self) -> str | None:
        """The name of the output device; None for the system default."""
        return str(self._store.value(SettingKey.OUTPUT, "")) or None

    @output.setter
    def output(self, name: str | None) -> None:
        self._store.setValue(SettingKey.OUTPUT, name or "")

    @property
    def pre_post_roll_ms(self) -> tuple[int, int]:
        """The pre-roll and post-roll of a looped cue, in milliseconds."""
        try:
            before, after = map(int, str(self._store.value(SettingKey.ROLLS_MS, "")).split())
        except ValueError:
            return 0, 0
        return (before, after) if before in ROLLS_MS and after in ROLLS_MS else (0, 0)

    @pre_post_roll_ms.setter
    def pre_post_roll_ms(self, rolls: tuple[int, int]) -> None:
        self._store.setValue(SettingKey.ROLLS_MS, f"{rolls[0]} {rolls[1]}")

    def keys(self, name: str) -> tuple[str, ...] | None:
        """Return the changed shortcuts of an action as portable text; None if it has its defaults."""
        key = f"{SettingKey.KEYS}/{name}"
        if not self._store.contains(key):
            return None
        return tuple(text for text in str(self._store.value(key)).split("\n") if text)

    def set_keys(self, name: str, keys: Sequence[str] | None) -> None:
        """Store the shortcuts of an action, possibly empty; None restores its defaults."""
        if keys is None:
            self._store.remove(f"{SettingKey.KEYS}/{name}")
        else:
            self._store.setValue(f"{SettingKey.KEYS}/{name}", "\n".join(keys))

    @property
    def following(self) -> FollowMode:
        """How the view follows the playhead."""
        try:
            return FollowMode(str(self._store.value(SettingKey.FOLLOWING, FollowMode.PAGE)))
        except ValueError:
            return FollowMode.PAGE

    @following.setter
    def following(self, mode: FollowMode) -> None:
        self._store.setValue(SettingKey.FOLLOWING, str(mode))

    @property
    def lanes(self) -> str:
        """The arrangement of the lanes, as a `LaneStack` writes it."""
        return str(self._store.value(SettingKey.LANES, ""))

    @lanes.setter
    def lanes(self, text: str) -> None:
        self._store.setValue(SettingKey.LANES, text)

    @property
    def colours_speech(self) -> bool:
        """Whether the waveform is coloured where there is speech."""
        return str(self._store.value(SettingKey.COLOURS_SPEECH, "yes")) == "yes"

    @colours_speech.setter
    def colours_speech(self, colours: bool) -> None:
        self._store.setValue(SettingKey.COLOURS_SPEECH, "yes" if colours else "no")

    @property
    def dub_options(self) -> RemixOptions:
        """How voices were laid the last time."""
        return options_of(str(self._store.value(SettingKey.DUB, "")))

    @dub_options.setter
    def dub_options(self, options: RemixOptions) -> None:
        self._store.setValue(SettingKey.DUB, options_text(options))

    @property
    def subtitles_on_picture(self) -> bool:
        """Whether the subtitles are drawn on the picture."""
        return self._is_on(SettingKey.PICTURE_SUBTITLES, otherwise=True)

    @subtitles_on_picture.setter
    def subtitles_on_picture(self, shown: bool) -> None:
        self._store.setValue(SettingKey.PICTURE_SUBTITLES, "yes" if shown else "no")

    def pace(self, what: str) -> SeparationPace | None:
        """Return the speed of earlier runs; None if there is none."""
        try:
            pace = SeparationPace(*map(float, str(self._store.value(f"{SettingKey.PACE}/{what}", "")).split()))
        except (ValueError, TypeError):
            return None
        return pace if pace.is_plausible else None

    def set_pace(self, what: str, pace: SeparationPace) -> None:
        """Store the speed of a run."""
        self._store.setValue(f"{SettingKey.PACE}/{what}", f"{pace.start_s:.4g} {pace.second_s:.4g}")

    def layout(self, key: SettingKey) -> QByteArray:
        """Return a stored geometry or splitter state; empty if there is none."""
        value = self._store.value(key, QByteArray())
        return value if isinstance(value, QByteArray) else QByteArray()

    def set_layout(self, key: SettingKey, state: QByteArray) -> None:
        """Store a geometry or splitter state."""
        self._store.setValue(key, state)
