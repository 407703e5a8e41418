"""The window of a soak: ``python -m tests.bench.trust_machine.soak_window FOLDER SEED HOURS``; clips lie in the folder.

A person's day without its pauses. In each visit the window opens a clip and its subtitles, plays, shifts, edits,
undoes, switches between the stems, separates some spans, and saves; the next visit opens other files. Sound is pulled
from the player as fast as it is rendered, so that an hour that is heard takes a few minutes. After each visit, at rest,
a line on standard output says what the process holds.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import json
import os
import random
import sys
from collections.abc import Callable, Generator
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from deepdub_engine.player.offline import OfflineOutput
from deepdub_gui.document.commands import change
from deepdub_gui.main_window import MainWindow
from tests.bench.trust_machine.soak_clips import CLIP_S, RATE_HZ
from tests.bench.trust_machine.working_window import working_window

VISIT_S = 600
SEPARATIONS = 2  # of a visit, of spans of a second
_BETWEEN_S = 15.0  # that play between two gestures
_PULL = RATE_HZ
_RENDERED = 12_000
_WAIT_MS, _WAITED = 10, RATE_HZ // 100

Step = float | Callable[[], bool]  # seconds to play, or what to wait for
Day = Generator[Step, None, None]


class Driver:
    """Goes through a day while the event loop runs: plays, or waits, and then takes the next step."""

    def __init__(self, day: Day, hear: Callable[[int], object], ended: Callable[[], object]) -> None:
        self._day, self._hear, self._ended = day, hear, ended
        self._left = 0
        self._until: Callable[[], bool] = bool
        self._timer = QTimer()
        self._timer.timeout.connect(self._go_on)

    def start(self) -> None:
        """Begin the day."""
        self._until = lambda: True
        self._timer.start(0)

    def _go_on(self) -> None:
        if self._left > 0:
            self._hear(min(_PULL, self._left))
            self._left -= _PULL
        elif self._until():
            self._take_step()
        else:
            self._hear(_WAITED)  # a device whose clock stands still is taken for one that hangs

    def _take_step(self) -> None:
        step = next(self._day, None)
        if step is None:
            self._timer.stop()
            self._ended()
        elif callable(step):
            self._until = step
            self._timer.setInterval(_WAIT_MS)
        else:
            self._left = round(step * RATE_HZ)
            self._timer.setInterval(0)


class Person:
    """Somebody who works with the window."""

    def __init__(self, window: MainWindow, output: OfflineOutput, folder: Path, chance: random.Random) -> None:
        self._window, self._output, self._chance = window, output, chance
        self._clips = sorted(folder.glob("*.mkv"))
        self.played_s = 0.0

    def hear(self, frames: int) -> None:
        """Let so many frames of sound pass."""
        if self._window.playback.playing:
            self.played_s += frames / RATE_HZ
        self._output.pull(frames)

    def day(self, hours: float) -> Day:
        """Work until so many hours have been played."""
        visit = 0
        while self.played_s < 3600 * hours:
            yield from self._visit(self._clips[visit % len(self._clips)])
            visit += 1
            resident_mb = _held()["mb"]
            _give_back()
            stems = self._window.session.stems
            counts = {"widgets": len(QApplication.allWidgets()), "objects": len(gc.get_objects())}
            held = _held() | counts | {"stems": int(stems is not None), "resident_mb": resident_mb}
            _tell({"visit": visit, "played_s": round(self.played_s), **held})

    def _visit(self, clip: Path) -> Day:
        window, chance = self._window, self._chance
        window.open_files([clip, clip.with_suffix(".srt")])
        yield self._is_at_rest
        until_s = self.played_s + VISIT_S
        separating_s = [chance.uniform(self.played_s, until_s) for _ in range(SEPARATIONS)]
        while self.played_s < until_s:
            if not window.playback.playing:
                window.playback.seek(0)
                window.actions_.transport.play.trigger()
                yield self._is_at_rest
            yield _BETWEEN_S
            self._act()
            while separating_s and min(separating_s) < self.played_s:
                separating_s.remove(min(separating_s))
                start = chance.randrange((CLIP_S - 2) * RATE_HZ)
                window.separation.separate(((start, start + RATE_HZ),), "a second")
                yield self._is_at_rest
        if window.playback.playing:
            window.actions_.transport.play.trigger()
        window.actions_.save.trigger()
        yield self._is_at_rest
        window.actions_.save_project.trigger()
        yield self._is_at_rest

    def _is_at_rest(self) -> bool:
        return not self._window.jobs.running and self._window.session.clip is not None

    def _act(self) -> None:
        """Do one of the things that a person does while a clip plays."""
        window, chance, session = self._window, self._chance, self._window.session
        actions, playback = window.actions_, window.playback
        chance.choice(
            (
                actions.earlier.trigger,
                actions.later.trigger,
                self._shift,
                self._edit,
                session.undo.undo,
                session.undo.redo,
                actions.transport.sources[chance.randrange(3)].trigger,
                actions.transport.loop.trigger,
                lambda: playback.seek(chance.randrange(1000 * CLIP_S)),
                lambda: playback.set_speed(chance.choice((0.5, 1.0, 1.5))),
                lambda: window.navigator.play(chance.randrange(len(session.cues))),
                actions.zoom_in.trigger,
                actions.zoom_out.trigger,
                window.video.toggleViewAction().trigger,
            )
        )()

    def _shift(self) -> None:
        retiming = replace(self._window.session.retiming, offset_ms=self._chance.randrange(-3000, 3000))
        change(self._window.session, "Shift", replace(self._window.session.document, retiming=retiming))

    def _edit(self) -> None:
        session, chance = self._window.session, self._chance
        cues = list(session.base_cues)
        at = chance.randrange(len(cues))
        cues[at] = replace(cues[at], text=f"Worded anew {chance.random()}.")
        change(session, "Edit", replace(session.document, cues=tuple(cues)))


def main(folder: Path, seed: int, hours: float) -> int:
    """Work for some hours, and close the window."""
    app = QApplication([])
    output = OfflineOutput(block=_RENDERED)
    window = working_window(app, folder, output)
    person = Person(window, output, folder, random.Random(seed))
    driver = Driver(person.day(hours), person.hear, window.close)
    QTimer.singleShot(0, driver.start)
    status = app.exec()
    _tell({"closed": True, **_held()})
    return status


def _give_back() -> None:
    """Let Python and the C library give back what nothing uses; what threads have freed would look like growth."""
    gc.collect()
    with contextlib.suppress(OSError, AttributeError):  # another C library
        ctypes.CDLL(None).malloc_trim(0)


def _held() -> dict[str, int]:
    """Return the memory, open files, threads and child processes of this process."""
    me = Path("/proc/self")
    values = dict(line.split(":", 1) for line in (me / "status").read_text().splitlines())
    children = sum(len(task.joinpath("children").read_text().split()) for task in (me / "task").iterdir())
    files = len(list((me / "fd").iterdir()))
    mb = int(values["VmRSS"].split()[0]) // 1024
    return {"mb": mb, "files": files, "threads": int(values["Threads"]), "children": children}


def _tell(what: dict[str, object] | dict[str, int]) -> None:
    print(json.dumps(what), flush=True)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))
