"""The journal: a log of every edit, one line each, from which work is recovered after a crash.

The first line is the project before the first step; the others record changes. Lines are only appended, each with one
write; a file that has grown too large is rewritten without its oldest steps. Reading stops at a damaged line, such as
one whose write was interrupted; everything before it is recovered.
"""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass, replace
from io import FileIO
from itertools import accumulate
from pathlib import Path
from typing import Any

from deepdub_engine.base.atomic import replacing
from deepdub_engine.base.errors import ProjectNewer, from_os_error
from deepdub_engine.base.serialization import from_plain, to_plain
from deepdub_engine.project.delta_history import Delta, DeltaHistory
from deepdub_engine.project.document import Change, Document, apply_change
from deepdub_engine.project.files import dump, from_dict, migrated, parse, to_dict
from deepdub_engine.project.history import History, Step
from deepdub_engine.project.parts import Project, View, subtitle_file
from deepdub_engine.project.voice_move import VoiceMove
from deepdub_engine.subtitles import Cue

LIMIT_BYTES = 4 << 20
_LOG = logging.getLogger(__name__)
_HEAD = "project"


@dataclass(frozen=True, slots=True)
class Recovered:
    """The content of a journal.

    Parameters
    ----------
    project
        The project with its latest view and document.
    history
        The undo history of the document.
    path
        The project file; None if the project was never saved.
    changed_s
        When the journal was last written, in seconds since 1970.
    """

    project: Project
    history: History
    path: Path | None
    changed_s: float


class Journal:
    """A journal writer. Not thread-safe: use it from one thread.

    Parameters
    ----------
    file
        The journal file; its folder must exist.
    limit_bytes
        File size beyond which the oldest steps are dropped.
    sync
        Whether each step is flushed to the disk, to survive a power failure.
    """

    def __init__(self, file: Path, limit_bytes: int = LIMIT_BYTES, *, sync: bool = True) -> None:
        self._path = file
        self._limit = self._allowed = limit_bytes
        self._sync = sync
        self._file: FileIO | None = None
        self._size = 0
        self._head = Project()
        self._project_path: Path | None = None
        self._trail = DeltaHistory(History(), ())
        self._dropped = 0  # number of oldest steps that are no longer in the file

    @property
    def history(self) -> History:
        """The history recorded so far."""
        return self._trail.history()

    def begin(self, project: Project, path: Path | None, history: History) -> None:
        """Start a new journal for a project, its file `path`, and the history of its document.

        Raises
        ------
        OutputNotWritable, DiskFull
            If the journal cannot be written.
        """
        self._begin(project, path, DeltaHistory(history, _cues_of(project)))

    def go_on(self, project: Project, path: Path | None) -> None:
        """Rewrite the journal for another project file or other media files, keeping the steps.

        Raises
        ------
        OutputNotWritable, DiskFull
            If the journal cannot be written.
        """
        cues = _cues_of(project)
        self._begin(project, path, self._trail if cues == self._trail.of_file else DeltaHistory(self.history, cues))

    def _begin(self, project: Project, path: Path | None, trail: DeltaHistory) -> None:
        self._head, self._project_path, self._trail = project, path, trail
        self._rewrite()

    def step(self, name: str, document: Document, voice: VoiceMove | None = None) -> None:
        """Record a step.

        Raises
        ------
        OutputNotWritable, DiskFull
            If the step cannot be written; the next successful write includes it.
        """
        self._add(_step_line(self._trail.push(Step(name, document, voice))))

    def go(self, index: int) -> None:
        """Record undo or redo; `index` is the number of steps that are done now."""
        self._trail.go(index)
        if index < self._dropped:
            self._rewrite()
        else:
            self._add({"go": index - self._dropped})

    def saved(self, clean: int | None) -> None:
        """Record the number of steps in the saved state; None if undo and redo cannot reach it."""
        self._trail.saved(clean)
        self._add({"saved": None if clean is None or clean < self._dropped else clean - self._dropped})

    def view(self, view: View) -> None:
        """Record the current view."""
        self._head = replace(self._head, view=view)
        self._add({"view": to_plain(view)}, sync=False)

    def close(self) -> None:
        """Close the file without deleting it."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _add(self, values: dict[str, Any], *, sync: bool = True) -> None:
        line = dump(values)
        if self._file is None or self._size + len(line) > self._allowed:
            self._rewrite()
            return
        try:
            rest = memoryview(line)
            while rest:
                rest = rest[self._file.write(rest) :]
            if sync and self._sync:
                os.fsync(self._file.fileno())
        except OSError as error:
            self.close()  # the line may be incomplete: the next one rewrites the file
            raise from_os_error(error, self._path, writing=True) from error
        self._size += len(line)

    def _rewrite(self) -> None:
        self.close()
        lines, dropped = self._lines()
        with replacing(self._path, private=True) as temporary:
            temporary.write_bytes(b"".join(lines))
        try:
            self._file = self._path.open("ab", buffering=0)
        except OSError as error:
            raise from_os_error(error, self._path, writing=True) from error
        self._dropped, self._size = dropped, sum(map(len, lines))
        self._allowed = max(self._limit, self._size + self._limit // 4)

    def _lines(self) -> tuple[list[bytes], int]:
        """Return all lines of a rewritten file, and how many of the oldest steps it drops."""
        steps = [dump(_step_line(link)) for link in self._trail.links]
        sizes = list(accumulate(map(len, steps), initial=0))
        dropped = next(number for number, size in enumerate(sizes) if sizes[-1] - size <= self._limit // 2)
        index, clean = self._trail.index, self._trail.clean
        dropped = min(dropped, index)
        path = None if self._project_path is None else str(self._project_path)
        head = {_HEAD: to_dict(replace(self._head, document=self._trail.document_at(dropped))), "path": path}
        saved = None if clean is None or clean < dropped else clean - dropped
        return [dump(head), *steps[dropped:], dump({"go": index - dropped}), dump({"saved": saved})], dropped


def _cues_of(project: Project) -> tuple[Cue, ...]:
    part = project.subtitles
    return subtitle_file(part, Path(part.file.path)).cues if part else ()


def _step_line(link: Delta) -> dict[str, Any]:
    change = to_plain(link.forth)
    voice = {} if link.voice is None else {"voice": to_plain(link.voice)}
    return {"step": link.name, "change": {name: value for name, value in change.items() if value}, **voice}


def read_journal(path: Path) -> Recovered | None:
    """Read a journal up to its first damaged line; None if the first line is damaged.

    Raises
    ------
    FileMissing, FileUnreadable
        If the file cannot be read.
    ProjectNewer
        If a later version of the program wrote the journal.
    """
    try:
        data = path.read_bytes()
        changed_s = path.stat().st_mtime
    except OSError as error:
        raise from_os_error(error, path, writing=False) from error
    lines = data.split(b"\n")
    try:
        head = parse(lines[0])
        project = from_dict(migrated(head[_HEAD], path))
        of_file = () if project.subtitles is None else subtitle_file(project.subtitles, Path()).cues
        at = None if head["path"] is None else Path(str(head["path"]))
    except ProjectNewer:
        raise
    except Exception:  # noqa: BLE001 - a damaged journal can raise anything
        _LOG.info("the journal is damaged: %s", path, exc_info=True)
        return None
    reading = _Reading(project, of_file)
    try:
        for line in filter(None, lines[1:]):
            reading.take(parse(line))
    except Exception:  # noqa: BLE001 - what was read up to here is restored
        _LOG.info("the journal is damaged: %s", path, exc_info=True)
    history = reading.history()
    return Recovered(replace(reading.project, document=history.document), history, at, changed_s)


class _Reading:
    """A replay of journal lines; an invalid line changes nothing."""

    def __init__(self, project: Project, of_file: tuple[Cue, ...]) -> None:
        self.project = project
        self._of_file = of_file
        self._steps: list[Step] = []
        self._index = 0
        self._clean: int | None = 0

    def history(self) -> History:
        return History(self.project.document, tuple(self._steps), self._index, self._clean)

    def take(self, values: dict[str, Any]) -> None:
        """Apply a line.

        Raises
        ------
        ValueError, KeyError, TypeError, AttributeError, RecursionError
            If the line is invalid.
        """
        if "step" in values:
            voice = from_plain(VoiceMove, values["voice"]) if "voice" in values else None
            self._step(from_plain(str, values["step"]), from_plain(Change, values["change"]), voice)
        elif "go" in values:
            index = self._number(values["go"])
            self._index = index
        elif "saved" in values:
            self._clean = None if values["saved"] is None else self._number(values["saved"])
        elif "view" in values:
            self.project = replace(self.project, view=from_plain(View, values["view"]))
        else:
            raise ValueError("unknown journal line")

    def _number(self, value: Any) -> int:
        number = from_plain(int, value)
        if not 0 <= number <= len(self._steps):
            raise ValueError("there is no such step")
        return number

    def _step(self, name: str, change: Change, voice: VoiceMove | None) -> None:
        before = self._steps[self._index - 1].document if self._index else self.project.document
        document = apply_change(before, change, self._of_file)
        document.check()
        self._clean = None if self._clean is None or self._clean > self._index else self._clean
        self._steps[self._index :] = [Step(name, document, voice)]
        self._index += 1
