"""Every icon exists, matches the icon set and the theme's colours, and is sharp at every scale."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from PySide6.QtCore import QByteArray, QSize
from PySide6.QtGui import QColor, QIcon, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from deepdub_engine.base.errors import FileMissing
from deepdub_engine.base.resources import resource
from deepdub_gui.base import icons, theme

NAMES = sorted(path.stem for path in resource("icons").glob("*.svg"))
FAMILY = [name for name in NAMES if name != "deepdub"]
PROMISED = {
    *("open-media", "open-subtitles", "save", "export", "undo", "redo", "play", "pause"),
    *("loop", "skip-back", "skip-forward", "separate", "cancel", "original", "vocals", "accompaniment"),
    *("zoom-in", "zoom-out", "zoom-fit", "reset", "suggest", "search", "warning", "error"),
    *("info", "folder", "settings", "help", "sample", "deepdub"),
}
BOTH = [theme.light(), theme.dark()]


def pixels(icon: QIcon, size_px: int, mode: QIcon.Mode = QIcon.Mode.Normal) -> np.ndarray:
    """Return uint8 ``[height, width, 4]``: red, green, blue, alpha."""
    return as_array(icon.pixmap(QSize(size_px, size_px), 1.0, mode).toImage())


def as_array(image: QImage) -> np.ndarray:
    image = image.convertToFormat(QImage.Format.Format_RGBA8888)
    flat = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return flat[:, : 4 * image.width()].reshape(image.height(), image.width(), 4).copy()


def test_no_icon_is_missing():
    assert set(NAMES) >= PROMISED


@pytest.mark.parametrize("path", sorted(resource("icons").rglob("*.svg")), ids=lambda path: path.stem)
def test_every_drawing_can_be_drawn(qapp, path):
    renderer = QSvgRenderer(str(path))
    assert renderer.isValid()
    assert renderer.viewBoxF().width() == renderer.viewBoxF().height()


@pytest.mark.parametrize("name", FAMILY)
def test_all_icons_have_one_style(name: str):
    root = ET.parse(resource("icons", f"{name}.svg")).getroot()
    assert root.attrib["viewBox"] == "0 0 24 24"
    assert root.attrib["stroke"] == "currentColor"
    assert (root.attrib["stroke-width"], root.attrib["stroke-linecap"]) == ("1.5", "round")
    assert not re.search(r"#[0-9a-fA-F]{3,8}", resource("icons", f"{name}.svg").read_text("utf-8"))


@pytest.mark.parametrize("chosen", BOTH, ids=lambda chosen: chosen.name)
@pytest.mark.parametrize("name", NAMES)
def test_every_icon_shows_something_inside_its_square(qapp, name: str, chosen: theme.Theme):
    alpha = pixels(icons.icon(name, chosen), 24)[..., 3]
    assert alpha.shape == (24, 24)
    assert alpha.max() > 200
    assert 0.03 < (alpha > 64).mean() < 0.8
    border = np.concatenate([alpha[0], alpha[-1], alpha[:, 0], alpha[:, -1]])
    assert border.max() < 128, "it touches the edge"


def test_icons_differ_from_each_other(qapp):
    drawn = {name: pixels(icons.icon(name, theme.light()), 20).tobytes() for name in NAMES}
    assert len(set(drawn.values())) == len(NAMES)


@pytest.mark.parametrize("chosen", BOTH, ids=lambda chosen: chosen.name)
def test_icons_have_the_colour_of_text_and_fade_when_disabled(qapp, chosen: theme.Theme):
    icon = icons.icon("play", chosen)
    for mode, colour in ((QIcon.Mode.Normal, chosen.text), (QIcon.Mode.Disabled, chosen.disabled)):
        drawn = pixels(icon, 24, mode)
        strong = drawn[drawn[..., 3] > 240][:, :3].astype(int)
        assert len(strong) > 0
        assert np.abs(strong - np.array(colour.getRgb()[:3])).max() <= 12


def test_an_icon_takes_the_colour_of_a_stem(qapp):
    chosen = theme.dark()
    drawn = pixels(icons.icon("vocals", chosen, chosen.vocals), 24)
    strong = drawn[drawn[..., 3] > 240][:, :3].mean(axis=0)
    assert np.abs(strong - np.array(QColor(chosen.vocals).getRgb()[:3])).max() <= 12


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("size_px", [16, 20, 24])
def test_icons_are_drawn_for_the_scale_of_the_screen_not_enlarged(qapp, size_px: int, ratio: float):
    wanted_px = round(size_px * ratio)
    drawing = resource("icons", "search.svg").read_text("utf-8").replace("currentColor", theme.light().text.name())
    direct = QImage(wanted_px, wanted_px, QImage.Format.Format_ARGB32_Premultiplied)
    direct.fill(0)
    painter = QPainter(direct)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter)
    painter.end()
    shown = icons.icon("search", theme.light()).pixmap(QSize(size_px, size_px), ratio).toImage()
    assert shown.size() == direct.size()
    assert np.array_equal(as_array(shown), as_array(direct))


def test_the_programs_own_icon_keeps_its_colours_and_is_large_enough_for_a_task_bar(qapp):
    icon = icons.app_icon(theme.dark())
    drawn = pixels(icon, 128)
    assert drawn.shape[:2] == (128, 128)
    colours = drawn[drawn[..., 3] == 255][:, :3].astype(int)
    assert (np.ptp(colours, axis=1) > 60).mean() > 0.5


def test_an_icon_that_was_not_installed_is_named(qapp):
    with pytest.raises(FileMissing, match="no-such-icon"):
        icons.icon("no-such-icon", theme.light())
