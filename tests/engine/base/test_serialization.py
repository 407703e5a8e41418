import enum
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from deepdub_engine.base.messages import Message, message
from deepdub_engine.base.serialization import from_plain, to_plain


class Colour(enum.StrEnum):
    RED = "red"


@dataclass(frozen=True)
class Circle:
    radius: int


@dataclass(frozen=True)
class Square:
    side: float
    path: Path | None = None


@dataclass(frozen=True)
class Drawing:
    shape: Circle | Square
    title: Message | str
    colour: Colour = Colour.RED
    spans: tuple[tuple[int, int], ...] | None = None


@pytest.mark.parametrize(
    "drawing",
    [
        Drawing(Circle(3), "text"),
        Drawing(Square(0.5, Path("a/b")), message("{count} files", count=3), spans=((1, 2), (3, 4))),
    ],
)
def test_a_value_comes_back_as_it_was(drawing: Drawing) -> None:
    assert from_plain(Drawing, json.loads(json.dumps(to_plain(drawing)))) == drawing


@pytest.mark.parametrize(
    "wrong",
    [
        {"colour": "loud"},
        {"colour": 1},
        {"shape": {}},
        {"shape": None},
        {"shape": {"radius": True}},
        {"shape": {"side": 1, "path": 2}},
        {"title": {}},
        {"title": {"text": "a", "values": []}},
        {"title": 7},
        {"spans": [[1]]},
    ],
)
def test_a_wrong_value_is_a_value_error(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        from_plain(Drawing, to_plain(Drawing(Circle(3), "text")) | wrong)
