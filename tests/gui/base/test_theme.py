"""Contrast of every text in both themes, and Qt's own widgets."""

from __future__ import annotations

from dataclasses import fields

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from deepdub_gui.base import theme as themes
from deepdub_gui.base.theme import Theme

THEMES = [themes.light(), themes.dark()]
BACKGROUNDS = ("window", "panel", "raised", "lane")
TEXTS = ("text", "text_dim", "original", "vocals", "accompaniment", "error", "warning", "playhead", "accent")
PAIRS = [
    *((text, background) for text in TEXTS for background in BACKGROUNDS),
    *(("cue_text", state) for state in ("cue", "cue_current", "cue_problem")),
    ("accent_text", "accent"),
    ("selection_text", "selection"),
]
OUTLINES = [
    *(("edge", background) for background in BACKGROUNDS),
    *(("focus", background) for background in BACKGROUNDS),
    ("ghost", "lane"),
]


def luminance(colour: QColor) -> float:
    """Return the relative luminance as in WCAG 2.2."""
    channels = [value / 255 for value in colour.getRgb()[:3]]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: QColor, other: QColor) -> float:
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


@pytest.fixture(autouse=True)
def _restored(qapp):
    """Restore the application for other tests."""
    before = qapp.style().name(), qapp.palette(), qapp.font(), qapp.styleSheet()
    yield
    qapp.setStyleSheet(before[3])
    qapp.setStyle(before[0])
    qapp.setPalette(before[1])
    qapp.setFont(before[2])


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize(("text", "background"), PAIRS)
def test_text_is_readable_on_every_background(theme: Theme, text: str, background: str):
    assert contrast(getattr(theme, text), getattr(theme, background)) >= 4.5


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize(("line", "background"), OUTLINES)
def test_outlines_stand_out(theme: Theme, line: str, background: str):
    assert contrast(getattr(theme, line), getattr(theme, background)) >= 3


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_three_stems_cannot_be_confused_and_keep_their_temperature(theme: Theme):
    assert theme.original.saturation() < 40
    assert theme.vocals.red() > theme.vocals.blue() + 60
    assert theme.accompaniment.blue() > theme.accompaniment.red() + 60


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_colour_is_a_colour_and_measures_fit_the_grid(theme: Theme):
    for field in fields(theme):
        value = getattr(theme, field.name)
        if isinstance(value, QColor):
            assert value.isValid(), field.name
            assert value.alpha() == 255, field.name
    assert theme.is_dark == (theme.window.lightness() < 128)
    assert 12 <= theme.small_px <= theme.text_px <= 13
    assert theme.control_px % theme.grid_px == 0


def test_a_theme_reaches_every_widget_and_can_be_changed_while_they_are_shown(qapp, qtbot):
    themes.apply(qapp, themes.light())
    window = QWidget()
    qtbot.addWidget(window)
    field = QLineEdit("text", window)
    window.show()
    for theme in (themes.light(), themes.dark(), themes.light()):
        themes.apply(qapp, theme)
        assert window.palette().color(QPalette.ColorRole.Window) == theme.window
        assert field.palette().color(QPalette.ColorRole.Text) == theme.text
        assert field.font().pixelSize() == theme.text_px
        pixels = field.grab().toImage()
        assert pixels.pixelColor(pixels.width() - 8, pixels.height() // 2) == theme.panel


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_keyboard_focus_is_seen_and_moves_nothing(qapp, qtbot, theme: Theme):
    themes.apply(qapp, theme)
    window = QWidget()
    qtbot.addWidget(window)
    other, button = QPushButton("Other", window), QPushButton("Separate", window)
    button.move(120, 20)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    other.setFocus(Qt.FocusReason.TabFocusReason)
    size, calm = button.sizeHint(), button.grab().toImage()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    focused = button.grab().toImage()
    assert button.sizeHint() == size
    assert calm != focused
    assert focused.pixelColor(1, focused.height() // 2) == theme.focus


def test_the_system_chooses_and_light_is_the_default(qapp):
    hints = qapp.styleHints()
    wanted = themes.dark() if hints.colorScheme() == Qt.ColorScheme.Dark else themes.light()
    assert themes.system_theme(qapp) == wanted
    hints.setColorScheme(Qt.ColorScheme.Dark)
    try:
        followed = hints.colorScheme() == Qt.ColorScheme.Dark  # some platforms ignore the request
        assert themes.system_theme(qapp).is_dark == followed
    finally:
        hints.unsetColorScheme()


@pytest.mark.parametrize("size_px", [12, 13, 20])
def test_running_times_have_fixed_width(qapp, size_px: int):
    font = themes.tabular_font(size_px)
    metrics = QFontMetricsF(font)
    assert font.pixelSize() == size_px
    widths = {round(metrics.horizontalAdvance(f"00:12:0{figure}.37{figure}"), 3) for figure in range(10)}
    assert len(widths) == 1


def test_the_sheet_is_one_that_qt_understands(qapp, qtbot, caplog, capfd):
    for theme in THEMES:
        themes.apply(qapp, theme)
        button = QPushButton("Separate")
        qtbot.addWidget(button)
        button.ensurePolished()
        assert "%(" not in QApplication.styleSheet(qapp)
    assert "Could not parse" not in caplog.text + capfd.readouterr().err
