"""The subtitle table while subtitles move."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from deepdub_engine.subtitles import Cue
from deepdub_gui.widgets.cue_table import CueTable
from deepdub_gui.widgets.cue_table_model import NUMBER, START


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
    assert len(drawn) < 10, "updates within a few milliseconds are merged"
    qtbot.waitUntil(lambda: drawn[-1:] == ["00:00:01.100"])


@pytest.mark.parametrize("search", ["", "1"])
@pytest.mark.parametrize("rows", [[], [0], [49], [3, 4, 5, 20, 22, 23, 49], list(range(50))], ids=len)
def test_the_selected_rows_are_reported(qtbot: QtBot, rows: list[int], search: str) -> None:
    table = CueTable()
    qtbot.addWidget(table)
    table.set_cues(cues(0)[::-1], {})  # the table is sorted by time, in whatever order the file is
    table.search.setText(search)
    table.select_rows(rows)
    assert table.selected_rows() == rows
    chosen = {index.row() for index in table.view.selectionModel().selectedRows()}
    assert len(chosen) == len(rows)


def test_all_that_a_search_shows_can_be_selected(qtbot: QtBot) -> None:
    table = CueTable()
    qtbot.addWidget(table)
    table.set_cues(cues(0)[::-1], {})
    table.search.setText("line 3")
    table.view.selectAll()
    assert table.selected_rows() == [*range(10, 20), 46]


@pytest.mark.parametrize("count", [9, 50, 1001, 20_000])
def test_the_number_of_the_current_cue_is_never_cut_off(qtbot: QtBot, count: int) -> None:
    table = CueTable()
    qtbot.addWidget(table)
    table.set_cues([Cue(at * 1000, at * 1000 + 800, "Line.") for at in range(count)], {})
    table.set_current(count - 1, reveal=False)
    number = table.view.model().index(count - 1, NUMBER)
    assert number.data() == f"▶ {count}"
    assert table.view.sizeHintForIndex(number).width() <= table.view.columnWidth(NUMBER)
