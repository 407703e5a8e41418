"""The list of subtitles while these move."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from deepdub_engine.subtitles import Cue
from deepdub_gui.cue_table import START, CueTable


def cues(shift_ms: int) -> tuple[Cue, ...]:
    return tuple(Cue(at * 1000 + shift_ms, at * 1000 + 800 + shift_ms, f"Line {at}.") for at in range(50))


def test_the_list_keeps_up_with_a_shift_without_being_drawn_for_every_step(qtbot: QtBot) -> None:
    table = CueTable()
    qtbot.addWidget(table)
    table.set_cues(cues(0), {})
    table.show()
    model = table.view.model()
    drawn: list[str] = []
    model.dataChanged.connect(lambda *_: drawn.append(model.index(1, START).data()))
    for shift_ms in range(1, 101):
        table.set_cues(cues(shift_ms), {})
    assert len(drawn) < 10, "a hundred steps in a few milliseconds need not be seen one by one"
    qtbot.waitUntil(lambda: drawn[-1:] == ["00:00:01.100"])
