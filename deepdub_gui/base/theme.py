"""The light and the dark theme, and how they are applied to Qt's widgets."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication

from deepdub_engine.base.resources import resource
from deepdub_gui.base.style_sheet import SHEET, SHEET_COLOURS

_GRID_PX = 4


@dataclass(frozen=True, slots=True)
class Theme:
    """A set of colours and sizes; text on any of its backgrounds has a contrast of at least 4.5:1.

    Parameters
    ----------
    name, is_dark
        The name of the theme, and whether its backgrounds are dark.
    window, panel, raised, lane
        Backgrounds: of the window, of lists and fields, of buttons, of the timeline's lanes.
    border, edge
        Separators, and outlines of controls (3:1 against their surroundings).
    text, text_dim, disabled
        Text on the backgrounds: normal, secondary and disabled.
    accent, accent_text
        Active or checked controls, and text on them.
    original, vocals, accompaniment
        The three sources: neutral, warm, cool; 4.5:1 on `lane` and `panel`, so that text can use them too.
    cue, cue_current, cue_problem, cue_text
        Fill of cue boxes by state, and the text on all of them.
    ghost, playhead, grid_line
        Cues before the shift; the playhead; lines of the time grid.
    selection, selection_text
        Selected rows and ranges.
    focus
        Outline of the widget that has the focus.
    error, warning
        Text and marks; 4.5:1 on the backgrounds.
    grid_px, text_px, small_px, control_px
        Sizes: the unit of all distances, normal and small text, the height of a button.
    """

    name: str
    is_dark: bool
    window: QColor
    panel: QColor
    raised: QColor
    lane: QColor
    border: QColor
    edge: QColor
    text: QColor
    text_dim: QColor
    disabled: QColor
    accent: QColor
    accent_text: QColor
    original: QColor
    vocals: QColor
    accompaniment: QColor
    cue: QColor
    cue_current: QColor
    cue_problem: QColor
    cue_text: QColor
    ghost: QColor
    playhead: QColor
    grid_line: QColor
    selection: QColor
    selection_text: QColor
    focus: QColor
    error: QColor
    warning: QColor
    grid_px: int = _GRID_PX
    text_px: int = 13
    small_px: int = 12
    control_px: int = 7 * _GRID_PX


def light() -> Theme:
    """Return the light theme."""
    return Theme(
        name="light",
        is_dark=False,
        window=QColor("#f1f1ef"),
        panel=QColor("#ffffff"),
        raised=QColor("#fbfbfa"),
        lane=QColor("#fcfcfb"),
        border=QColor("#d3d3ce"),
        edge=QColor("#878a8d"),
        text=QColor("#1c1e21"),
        text_dim=QColor("#565b61"),
        disabled=QColor("#8d9196"),
        accent=QColor("#4a48c4"),
        accent_text=QColor("#ffffff"),
        original=QColor("#63686e"),
        vocals=QColor("#b84a0a"),
        accompaniment=QColor("#0c6f8a"),
        cue=QColor("#dde2ea"),
        cue_current=QColor("#c6c5fb"),
        cue_problem=QColor("#ffd3ce"),
        cue_text=QColor("#17191c"),
        ghost=QColor("#8a919a"),
        playhead=QColor("#c4006a"),
        grid_line=QColor("#e4e4e0"),
        selection=QColor("#dcdbfb"),
        selection_text=QColor("#17191c"),
        focus=QColor("#4a48c4"),
        error=QColor("#b3261e"),
        warning=QColor("#855300"),
    )


def dark() -> Theme:
    """Return the dark theme."""
    return Theme(
        name="dark",
        is_dark=True,
        window=QColor("#202226"),
        panel=QColor("#17191c"),
        raised=QColor("#2c2f34"),
        lane=QColor("#141618"),
        border=QColor("#3b3f45"),
        edge=QColor("#7a8088"),
        text=QColor("#e9eaec"),
        text_dim=QColor("#a9aeb5"),
        disabled=QColor("#71767d"),
        accent=QColor("#a3a4ff"),
        accent_text=QColor("#14141f"),
        original=QColor("#aeb3ba"),
        vocals=QColor("#ff9d5c"),
        accompaniment=QColor("#55c4dd"),
        cue=QColor("#343b46"),
        cue_current=QColor("#4f4eae"),
        cue_problem=QColor("#74302f"),
        cue_text=QColor("#f5f6f8"),
        ghost=QColor("#737a84"),
        playhead=QColor("#ff6fb5"),
        grid_line=QColor("#292c31"),
        selection=QColor("#3b3a78"),
        selection_text=QColor("#ffffff"),
        focus=QColor("#a3a4ff"),
        error=QColor("#ff9188"),
        warning=QColor("#f0b64a"),
    )


def system_theme(app: QApplication) -> Theme:
    """Return the theme that the desktop prefers; light if it has no preference."""
    return dark() if app.styleHints().colorScheme() == Qt.ColorScheme.Dark else light()


def chosen_theme(app: QApplication, name: str) -> Theme:
    """Return the theme named `light` or `dark`; for any other name, the one that the desktop prefers."""
    return {"light": light, "dark": dark}.get(name, lambda: system_theme(app))()


def apply(app: QApplication, theme: Theme) -> None:
    """Apply a theme to the application.

    Call it before creating the first window, because Qt does not notify existing widgets of a new text size. Later
    calls change all colours except those of icons.
    """
    app.setStyle("Fusion")
    app.setPalette(palette(theme))
    font = app.font()
    font.setPixelSize(theme.text_px)
    app.setFont(font)
    app.setStyleSheet(style_sheet(theme))


def tabular_font(size_px: int) -> QFont:
    """Return the application's font with tabular figures, so that running times do not jitter.

    Fall back to the system's fixed-width font if the application's font has none.
    """
    font = QApplication.font()
    font.setPixelSize(size_px)
    if hasattr(font, "setFeature"):  # Qt 6.7
        font.setFeature(QFont.Tag("tnum"), 1)
    metrics = QFontMetricsF(font)
    if len({round(metrics.horizontalAdvance(figure), 3) for figure in "0123456789"}) == 1:
        return font
    fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    fixed.setPixelSize(size_px)
    return fixed


def blend(over: QColor, under: QColor, share: float) -> QColor:
    """Return a colour laid over another with the opacity `share`."""
    pairs = ((over.red(), under.red()), (over.green(), under.green()), (over.blue(), under.blue()))
    red, green, blue = (round(top * share + bottom * (1 - share)) for top, bottom in pairs)
    return QColor(red, green, blue)


def palette(theme: Theme) -> QPalette:
    """Return the Qt palette of a theme."""
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.window,
        role.WindowText: theme.text,
        role.Base: theme.panel,
        role.AlternateBase: blend(theme.window, theme.panel, 0.5),
        role.Text: theme.text,
        role.PlaceholderText: theme.text_dim,
        role.Button: theme.raised,
        role.ButtonText: theme.text,
        role.BrightText: theme.error,
        role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.text,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.accent_text,
        role.Accent: theme.accent,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.Light: blend(QColor("white"), theme.raised, 0.1 if theme.is_dark else 0.8),
        role.Midlight: theme.border,
        role.Mid: theme.edge,
        role.Dark: theme.edge,
        role.Shadow: blend(QColor("black"), theme.window, 0.6),
    }
    result = QPalette()
    for name, colour in colours.items():
        result.setColor(name, colour)
    off = QPalette.ColorGroup.Disabled
    for name in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText, role.PlaceholderText):
        result.setColor(off, name, theme.disabled)
    for name in (role.Highlight, role.Accent):
        result.setColor(off, name, theme.border)
    return result


def style_sheet(theme: Theme) -> str:
    """Return the style sheet of a theme: distances, corners and focus outlines, which a palette cannot set."""
    values: dict[str, str | int] = {name: getattr(theme, name).name() for name in SHEET_COLOURS}
    for control in ("up", "down", "check", "close", "float"):
        values[control] = resource("icons", "controls", f"{control}-{theme.name}.svg").as_posix()
    return SHEET % {
        **values,
        "hover": blend(theme.accent, theme.raised, 0.10).name(),
        "pressed": blend(theme.accent, theme.raised, 0.24).name(),
        "filled": blend(theme.accent, theme.panel, 0.35).name(),
        "unit": theme.grid_px,
        "half": theme.grid_px // 2,
        "twice": 2 * theme.grid_px,
        "thrice": 3 * theme.grid_px,
        "control": theme.control_px - 2 * theme.grid_px - 2,
        "small": theme.small_px,
    }
