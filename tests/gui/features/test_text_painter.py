"""Subtitles are drawn inside the picture, beside each other, in their colours, and scale with the picture."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from deepdub_engine.subtitles import Cue
from deepdub_engine.subtitles.appearance.appearance import Appearance
from deepdub_engine.subtitles.appearance.looks import Anchor, StyledRun, StyledText, TextLook
from deepdub_gui.features.video.text_painter import Painting, paint_texts

WIDTH, HEIGHT = 640, 360


def drawn(*texts: StyledText, width: int = WIDTH, height: int = HEIGHT) -> np.ndarray:
    """Return uint8 ``[height, width, 4]``: blue, green, red and opacity."""
    assert QApplication.instance() is not None
    image = paint_texts(Painting(texts, width, height, QApplication.font().family()))
    return np.frombuffer(image.constBits(), np.uint8).reshape(height, width, 4).copy()


def text_of(words: str) -> StyledText:
    return Appearance().shown(Cue(0, 1, words), None)


def box_of(pixels: np.ndarray) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom of what is drawn."""
    rows, columns = (np.flatnonzero(pixels[:, :, 3].any(axis=axis)) for axis in (1, 0))
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


@pytest.fixture(autouse=True)
def _app(qapp: QApplication) -> None:
    pass


@pytest.mark.parametrize("anchor", list(Anchor))
def test_a_text_stands_at_its_anchor_inside_the_picture(anchor: Anchor) -> None:
    left, top, right, bottom = box_of(drawn(text_of(f"{{\\an{int(anchor)}}}Short")))
    across, up = (left + right) / 2 / WIDTH - 0.5, 0.5 - (top + bottom) / 2 / HEIGHT
    assert left > 0 < top
    assert right < WIDTH
    assert bottom < HEIGHT
    assert [np.sign(round(across, 1)), np.sign(round(up, 1))] == [anchor.across, anchor.up]


@pytest.mark.parametrize("place", ["", "{\\an8}", "{\\an5}"])
def test_texts_at_the_same_place_are_stacked(place: str) -> None:
    texts = [text_of(f"{place}Line {number}") for number in range(3)]
    alone = [box_of(drawn(text)) for text in texts]
    together = box_of(drawn(*texts))
    height = alone[0][3] - alone[0][1]
    assert together[3] - together[1] > 2.5 * height
    first_stays = drawn(*texts)[alone[0][1] : alone[0][3]]
    assert np.array_equal(first_stays[:, :, 3] > 0, drawn(texts[0])[alone[0][1] : alone[0][3], :, 3] > 0)


def test_a_long_text_is_wrapped_into_lines_of_about_equal_length() -> None:
    long = "A rather long subtitle that has to be wrapped because it does not fit into one line of the picture"
    one, many = box_of(drawn(text_of("A"))), box_of(drawn(text_of(long)))
    assert many[0] >= 0 < WIDTH - many[2] + 1
    assert many[3] - many[1] > 1.8 * (one[3] - one[1])
    rows = drawn(text_of(long))[:, :, 3].any(axis=1)
    lines = np.split(np.flatnonzero(rows), np.flatnonzero(np.diff(np.flatnonzero(rows)) > 1) + 1)
    widths = [np.ptp(np.flatnonzero(drawn(text_of(long))[line][:, :, 3].any(axis=0))) for line in lines]
    assert min(widths) > 0.6 * max(widths)


def test_a_word_that_is_too_long_stays_inside() -> None:
    left, _, right, _ = box_of(drawn(text_of("x" * 300)))
    assert left > 0
    assert right < WIDTH


def test_letters_have_the_colour_and_an_outline_of_theirs() -> None:
    pixels = drawn(text_of('<font color="#ff0000">WWW</font>'))
    opaque = pixels[pixels[:, :, 3] == 255][:, :3]
    red, black = (opaque == [0, 0, 255]).all(axis=1), (opaque == 0).all(axis=1)
    assert red.sum() > 20
    assert black.sum() > 20


def test_a_box_takes_the_place_of_the_outline() -> None:
    look = TextLook(has_box=True, shade=(0, 0, 255, 255))
    pixels = drawn(StyledText((StyledRun("Box", look),)))
    left, top, right, bottom = box_of(pixels)
    corner = pixels[top + 1, left + 1, :3]
    assert corner.tolist() == [255, 0, 0]
    assert (pixels[top:bottom, left:right, 3] == 255).mean() > 0.95


def test_a_position_of_its_own_is_where_the_anchor_is_put() -> None:
    text = replace(text_of("Here"), position=(96.0, 72.0), anchor=Anchor.MIDDLE)
    left, top, right, bottom = box_of(drawn(text))
    assert (left + right) / 2 == pytest.approx(WIDTH / 4, abs=4)
    assert (top + bottom) / 2 == pytest.approx(HEIGHT / 4, abs=8)


def test_everything_scales_with_the_picture() -> None:
    small, large = box_of(drawn(text_of("Scaled"))), box_of(drawn(text_of("Scaled"), width=1280, height=720))
    assert large == pytest.approx([2 * edge for edge in small], abs=6)


@pytest.mark.parametrize(
    "look",
    [
        TextLook(size=2000, outline_width=20_000),
        TextLook(size=1, stretch=0.1, spacing=-100),
        TextLook(family="No such font", shadow=20_000),
    ],
)
def test_absurd_looks_are_drawn_somehow(look: TextLook) -> None:
    assert drawn(StyledText((StyledRun("Absurd, but quick", look),), margins=(9e3, 9e3, 9e3))).shape == (
        HEIGHT,
        WIDTH,
        4,
    )
