"""The speaker of a cue, from names in front of its text and from the columns of ASS."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deepdub_engine.subtitles import load_subtitles
from deepdub_engine.subtitles.speakers import name_in_text, speaker_names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("JOHN: Come in.", "JOHN"),
        ("- MAN 1: Who is there?", "MAN 1"),
        ("[NURSE] : Quiet!", "NURSE"),
        ("<i>DR. O'NEIL:</i> Now.", "DR. O'NEIL"),
        ("민수: 비가 와.", "민수"),
        ("李明：下雨了。", "李明"),  # noqa: RUF001
        ("Listen: it rains.", ""),
        ("It is 10:30.", ""),
        ("12:30", ""),
        ("No name here.", ""),
        ("", ""),
    ],
)
def test_a_name_in_capitals_and_a_colon(text: str, name: str) -> None:
    assert name_in_text(text) == name


@given(st.text(max_size=200))
def test_any_text_has_a_name_or_none(text: str) -> None:
    name = name_in_text(text)
    assert name == name.strip() or "<" in text
    assert "\n" not in name


def test_the_names_of_ass_are_those_of_its_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.ass"
    path.write_text(
        "[Script Info]\nScriptType: v4.00+\n\n[Events]\n"
        "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
        "Comment: 0,0:00:00.00,0:00:01.00,Default,Nobody,0,0,0,,note\n"
        "Dialogue: 0,0:00:01.00,0:00:02.00,Default,Mina,0,0,0,,Hello, you.\n"
        "Dialogue: 0,0:00:03.00,0:00:04.00,Default,,0,0,0,,JOHN: Yes?\n",
        encoding="utf-8",
    )
    assert speaker_names(load_subtitles(path)) == ("Mina", "JOHN")
