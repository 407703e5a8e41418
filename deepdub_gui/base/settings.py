"""The stored settings of the window; values are checked on reading."""

from __future__ import annotations

import enum
import json
import os.path
from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from deepdub_engine.pipeline.dub.options import RemixOptions
from deepdub_engine.separation.estimate import SeparationPace
from deepdub_gui.base.dub_settings import options_of, options_text
from deepdub_gui.base.follow_mode import FollowMode
from deepdub_gui.base.i18n import LANGUAGES
from deepdub_gui.base.setting_values import Choice, Flag
from deepdub_gui.base.text_settings import TextSettings

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
    START = "window/start"
    LAST_WORK = "window/last_work"


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
STARTS = ("welcome", "last")
SCALES_PERCENT = (100, 125, 150, 175, 200)


class Settings(TextSettings):
    """Typed access to a ``QSettings`` store; invalid values are replaced by their defaults."""

    shows_sentences = Flag(SettingKey.BRACKETS, otherwise=True)
    """Whether brackets show which cues are one sentence."""
    in_frames = Flag(SettingKey.IN_FRAMES, otherwise=False)
    """Whether the editor shows times in frames of the clip."""
    editor_open = Flag(SettingKey.EDITOR_OPEN, otherwise=True)
    """Whether the editor under the list is open."""
    matched = Flag(SettingKey.MATCHED, otherwise=False)
    """Whether single sources are played at the same loudness."""
    loops_shift = Flag(SettingKey.LOOPS_SHIFT, otherwise=True)
    """Whether the current cue loops while it is shifted."""
    tour_shown = Flag(SettingKey.TOURED, otherwise=False)
    """Whether the tour has been shown."""
    subtitles_on_picture = Flag(SettingKey.PICTURE_SUBTITLES, otherwise=True)
    """Whether the subtitles are drawn on the picture."""
    range_s = Choice(SettingKey.RANGE_S, RANGES_S, DEFAULT_RANGE_S)
    """The range of the shift slider to either side, in seconds."""
    stem_cache_gb = Choice(SettingKey.KEPT_GB, KEPT_GB, DEFAULT_KEPT_GB)
    """The size limit of the stem cache, in gigabytes."""
    gap_ms = Choice(SettingKey.GAP_MS, GAPS_MS, GAPS_MS[0])
    """The minimum gap that dragging leaves between two subtitles, in milliseconds."""
    shortest_ms = Choice(SettingKey.SHORTEST_MS, SHORTEST_MS, SHORTEST_MS[0])
    """The minimum duration of an edited subtitle, in milliseconds."""
    pause_ms = Choice(SettingKey.PAUSE_MS, PAUSES_MS, DEFAULT_PAUSE_MS)
    """The longest pause inside a sentence, in milliseconds."""
    theme = Choice(SettingKey.THEME, THEMES, THEMES[0])
    """The name of the theme; `system` follows the desktop."""
    scale_percent = Choice(SettingKey.SCALE_PERCENT, SCALES_PERCENT, SCALES_PERCENT[0])
    """The scale of the interface, in percent of the system's."""
    start = Choice(SettingKey.START, STARTS, STARTS[0])
    """What the program shows when it starts without files."""
    last_work = Choice(SettingKey.LAST_WORK, ("project", "clip"), "project")
    """Whether a project was open most recently, or a clip without one."""
    language = Choice(SettingKey.LANGUAGE, tuple(LANGUAGES), "")
    """The language code of the interface; empty for the system's."""

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
    def last_files(self) -> tuple[tuple[Path, ...], ...]:
        """The last project and the last clip with its subtitles, first the one that was open most recently."""
        project = self.recent_projects[:1]
        clip = tuple(path for path in self.recent[0] if path is not None) if self.recent else ()
        both = (project, clip) if self.last_work == "project" else (clip, project)
        return tuple(files for files in both if files)

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
