"""Values that describe styled text on the picture."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field

Rgba = tuple[int, int, int, int]

WHITE: Rgba = (255, 255, 255, 255)
BLACK: Rgba = (0, 0, 0, 255)
SHADE: Rgba = (0, 0, 0, 160)


class Anchor(enum.IntEnum):
    r"""The point of the picture that a text keeps to, numbered like the keys of a numeric pad (``\an``)."""

    BOTTOM_LEFT = 1
    BOTTOM = 2
    BOTTOM_RIGHT = 3
    LEFT = 4
    MIDDLE = 5
    RIGHT = 6
    TOP_LEFT = 7
    TOP = 8
    TOP_RIGHT = 9

    @property
    def across(self) -> int:
        """−1 for the left, 0 for the middle, 1 for the right."""
        return (self - 1) % 3 - 1

    @property
    def up(self) -> int:
        """−1 for the bottom, 0 for the middle, 1 for the top."""
        return (self - 1) // 3 - 1

    @classmethod
    def at(cls, across: int, up: int) -> Anchor:
        """Return the anchor of a column and a row, each −1 to 1."""
        return cls((up + 1) * 3 + across + 2)


@dataclass(frozen=True, slots=True)
class TextLook:
    """The look of a run of text; lengths are in units of the screen that the text is laid out for.

    Parameters
    ----------
    family, size
        Font family, empty for the usual one, and height of a line.
    is_bold, is_italic, is_underlined, is_struck
        Font styles.
    fill, outline, shade
        Colours of the letters, of their outline, and of shadow or box; 255 is opaque.
    outline_width, shadow
        Width of the outline and distance of the shadow.
    has_box
        Whether a box takes the place of the outline.
    stretch
        Width of the letters, 1 for normal.
    spacing
        Extra space between letters.
    """

    family: str = ""
    size: float = 18.0
    is_bold: bool = False
    is_italic: bool = False
    is_underlined: bool = False
    is_struck: bool = False
    fill: Rgba = WHITE
    outline: Rgba = BLACK
    shade: Rgba = SHADE
    outline_width: float = 1.0
    shadow: float = 0.5
    has_box: bool = False
    stretch: float = 1.0
    spacing: float = 0.0


@dataclass(frozen=True, slots=True)
class StyledRun:
    """Text of one look; lines are separated by line feeds."""

    text: str
    look: TextLook


@dataclass(frozen=True, slots=True)
class StyledText:
    """A text to draw over the picture.

    Parameters
    ----------
    runs
        The text; empty if nothing is shown.
    anchor
        Where it stands, and how its lines are aligned.
    margins
        Distance from the left, the right, and the top or bottom of the screen.
    position
        Where the anchor of the text is put, instead of at the edge of the screen.
    screen
        Width and height of the screen that all lengths refer to.
    layer
        Texts of different layers may cover each other.
    """

    runs: tuple[StyledRun, ...]
    anchor: Anchor = Anchor.BOTTOM
    margins: tuple[float, float, float] = (10.0, 10.0, 12.0)
    position: tuple[float, float] | None = None
    screen: tuple[float, float] = field(default=(384.0, 288.0))
    layer: int = 0

    @property
    def plain(self) -> str:
        """The text without its looks."""
        return "".join(run.text for run in self.runs)
