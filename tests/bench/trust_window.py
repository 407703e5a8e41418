"""A busy window for `trust`: ``python -m tests.bench.trust_window FOLDER SEED``, runs until it is killed.

Before and after each gesture it prints the time, ``will`` or ``done``, and a fingerprint of the document.
"""

from __future__ import annotations

import hashlib
import random
import sys
import time
from dataclasses import replace
from pathlib import Path

from deepdub_engine.project import Document
from deepdub_engine.subtitles.retime import Retiming

SAVED = "work.deepdub"
GESTURE_MS = 15
SAVE_MS = 300
LINES = 60


def name_of(document: Document) -> str:
    """Return a fingerprint of a document."""
    return hashlib.sha256(repr(document).encode()).hexdigest()[:16]


def main(folder: Path, seed: int) -> int:
    """Show a window with subtitles and edit them forever."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from deepdub_engine.player.offline import OfflineOutput
    from deepdub_gui.document.commands import change
    from tests.bench.trust_machine.working_window import working_window

    app = QApplication([])
    window = working_window(app, folder, OfflineOutput())
    subtitles = folder / "work.srt"
    subtitles.write_text("".join(_cue(number) for number in range(LINES)), "utf-8")
    window.open_files([subtitles])
    session, chance = window.session, random.Random(seed)
    names: list[str] = []

    def gesture() -> None:
        if session.subtitles is None:
            return
        if not names:
            names.append(name_of(session.document))
        index, what = session.undo.index(), chance.random()
        if what < 0.2 and index > 0:
            _tell("will", names[index - 1])
            session.undo.undo()
        elif what < 0.3 and index + 1 < len(names):
            _tell("will", names[index + 1])
            session.undo.redo()
        else:
            after = _next(session.document, chance)
            names[index + 1 :] = [name_of(after)]
            _tell("will", names[-1])
            change(session, "Work", after)
        _tell("done", name_of(session.document))

    def _next(document: Document, chance: random.Random) -> Document:
        if chance.random() < 0.7:
            return replace(document, retiming=Retiming(chance.randrange(-60_000, 60_000)))
        cues = list(document.cues_or(session.file_cues))
        at = chance.randrange(len(cues))
        cues[at] = replace(cues[at], text=f"Worded anew {chance.random()}.")
        return replace(document, cues=tuple(cues))

    window.actions_.save_project.trigger()
    timers = [(QTimer(interval=GESTURE_MS), gesture), (QTimer(interval=SAVE_MS), window.actions_.save_project.trigger)]
    for timer, act in timers:
        timer.timeout.connect(act)
        timer.start()
    return app.exec()


def _cue(number: int) -> str:
    return f"{number + 1}\n00:00:{number:02},000 --> 00:00:{number:02},900\nLine {number}.\n\n"


def _tell(when: str, name: str) -> None:
    print(time.monotonic(), when, name, flush=True)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2])))
