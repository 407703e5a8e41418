"""The text of a cue as lines of runs with the same style, whatever the tags of its format."""

from __future__ import annotations

import enum
import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

_TOKEN = re.compile(
    r"<(?P<close>/?)(?P<name>[A-Za-z]+)(?P<rest>[^<>]*)>|(?P<time><\d+:[\d:.]+>)|\{(?P<block>\\[^{}]*)\}|(?P<n>\\N)|(?P<h>\\h)"
)
_COLOUR = re.compile(r"\bcolor\s*=\s*[\"']?\s*(#?\w+)", re.IGNORECASE)
_SWITCH = re.compile(r"([ibus])(\d*)", re.ASCII)
_BGR = re.compile(r"1?c&H([0-9A-Fa-f]{1,8})&?")
_PLACE, _DRAWING = re.compile(r"an([1-9])|a(\d{1,2})", re.ASCII), re.compile(r"p\d")
_FONT, _PIXELS, _KARAOKE = re.compile(r"f[ns]"), re.compile(r"(?:pos|move|org)\("), re.compile(r"[kK][fot]?\d")
_HEX = re.compile(r"#[0-9a-f]{6}")
_LINE_ENDS = re.compile(r"\r\n?|\n")
# WebVTT and CSS name these colours.
_NAMED = {
    "white": "#ffffff",
    "yellow": "#ffff00",
    "lime": "#00ff00",
    "green": "#008000",
    "cyan": "#00ffff",
    "aqua": "#00ffff",
    "red": "#ff0000",
    "blue": "#0000ff",
    "magenta": "#ff00ff",
    "fuchsia": "#ff00ff",
    "black": "#000000",
    "gray": "#808080",
    "silver": "#c0c0c0",
    "orange": "#ffa500",
}
_OLD_PLACES = {1: 1, 2: 2, 3: 3, 5: 7, 6: 8, 7: 9, 9: 4, 10: 5, 11: 6}  # \a of SSA
LETTERS = "ibus"


class Feature(enum.Enum):
    """What a format may not be able to keep."""

    STYLES = enum.auto()
    COLOURS = enum.auto()
    FONTS = enum.auto()
    POSITIONS = enum.auto()
    SPEAKERS = enum.auto()
    EFFECTS = enum.auto()
    WORD_TIMES = enum.auto()
    SIGNS = enum.auto()
    PRECISION = enum.auto()
    ENDS = enum.auto()
    OVERLAPS = enum.auto()
    EMPTY = enum.auto()
    STYLE_SHEET = enum.auto()
    NOTES = enum.auto()
    LANGUAGES = enum.auto()


@dataclass(frozen=True, slots=True)
class Run:
    """Letters with the same style: some of ``i``, ``b``, ``u`` and ``s``, and a colour such as ``#ff0000``, or none."""

    text: str
    styles: frozenset[str] = frozenset()
    colour: str = ""


Lines = tuple[tuple[Run, ...], ...]


@dataclass(frozen=True, slots=True)
class StyledText:
    """The text of a cue.

    Parameters
    ----------
    lines
        The lines that show something.
    place
        Where it is shown, as the keys of a number pad; 0 if it does not say.
    speaker
        Who speaks, if a tag says so.
    used
        What else its tags do.
    """

    lines: Lines
    place: int = 0
    speaker: str = ""
    used: frozenset[Feature] = frozenset()

    @property
    def plain(self) -> str:
        """What is seen, with one blank between words."""
        return "\n".join(" ".join("".join(run.text for run in line).split()) for line in self.lines)

    @property
    def features(self) -> frozenset[Feature]:
        """All that a format would have to keep."""
        found = set(self.used)
        runs = [run for line in self.lines for run in line]
        found |= {Feature.STYLES} if any(run.styles for run in runs) else set()
        found |= {Feature.COLOURS} if any(run.colour for run in runs) else set()
        found |= {Feature.POSITIONS} if self.place not in (0, 2) else set()
        found |= {Feature.SPEAKERS} if self.speaker else set()
        return frozenset(found)


@dataclass(slots=True)
class _State:
    styles: dict[str, int] = field(default_factory=lambda: dict.fromkeys(LETTERS, 0))
    colours: list[str] = field(default_factory=list)
    place: int = 0
    speaker: str = ""
    is_drawing: bool = False
    used: set[Feature] = field(default_factory=set)


def styled_text(text: str, kind: str) -> StyledText:
    """Return the text of a cue without its tags, with what they say.

    Parameters
    ----------
    text
        The text as in the file.
    kind
        The format; only WebVTT writes some letters as entities.
    """
    state, runs, done = _State(), [], 0

    def add(words: str) -> None:
        words = html.unescape(words) if kind == "vtt" else words
        if words and state.is_drawing:
            state.used.add(Feature.EFFECTS)
        elif words:
            styles = frozenset(letter for letter, count in state.styles.items() if count > 0)
            runs.append(Run(words, styles, state.colours[-1] if state.colours else ""))

    for token in _TOKEN.finditer(text):
        add(text[done : token.start()])
        done = token.end()
        if token["name"]:
            _html(state, token)
        elif token["block"]:
            _override(state, token["block"])
        elif token["time"]:
            state.used.add(Feature.WORD_TIMES)
        else:
            add("\n" if token["n"] else "\u00a0")
    add(text[done:])
    return StyledText(_in_lines(runs), state.place, state.speaker, frozenset(state.used))


def _html(state: _State, tag: re.Match[str]) -> None:
    name, rest, closes = tag["name"].lower(), tag["rest"], bool(tag["close"])
    if name in state.styles:
        state.styles[name] = max(0, state.styles[name] + (-1 if closes else 1))
        if rest.strip(" /"):
            state.used.add(Feature.EFFECTS)
    elif name in ("font", "c"):
        if closes:
            del state.colours[-1:]
            return
        found = _COLOUR.search(rest) if name == "font" else None
        words = [found[1].lower()] if found else [part.lower() for part in rest.split(".")[1:]]
        colour = next(filter(None, map(_colour, words)), "")
        state.colours.append(colour or (state.colours[-1] if state.colours else ""))
        if name == "font" and re.search(r"\b(?:face|size)\s*=", rest, re.IGNORECASE):
            state.used.add(Feature.FONTS)
        if name == "c" and len(words) > bool(colour):
            state.used.add(Feature.EFFECTS)
    elif name == "v":
        state.speaker = state.speaker or rest.strip()
    else:
        state.used.add(Feature.EFFECTS)


def _colour(word: str) -> str:
    word = _NAMED.get(word, word)
    word = word if word.startswith("#") else f"#{word}"
    return word if _HEX.fullmatch(word) else ""


def _override(state: _State, block: str) -> None:
    for part in block.split("\\")[1:]:
        tag = part.strip()
        if tag and not (_is_style(state, tag) or _is_place(state, tag)):
            kinds = ((_FONT, Feature.FONTS), (_PIXELS, Feature.POSITIONS), (_KARAOKE, Feature.WORD_TIMES))
            state.used.add(next((feature for kind, feature in kinds if kind.match(tag)), Feature.EFFECTS))


def _is_style(state: _State, tag: str) -> bool:
    """Apply a tag of ASS that changes how the letters behind it look; return whether it is one."""
    switch, bgr = _SWITCH.fullmatch(tag), _BGR.fullmatch(tag)
    if switch:
        state.styles[switch[1]] = int(bool(int(switch[2] or 0)))
    elif bgr:
        value = bgr[1].zfill(6)[-6:].lower()
        state.colours = [f"#{value[4:6]}{value[2:4]}{value[:2]}"]
    elif tag in ("c", "1c"):
        state.colours = []
    elif tag == "r":
        state.styles, state.colours = dict.fromkeys(LETTERS, 0), []
    elif _DRAWING.fullmatch(tag):
        state.is_drawing = tag != "p0"
    else:
        return False
    return True


def _is_place(state: _State, tag: str) -> bool:
    """Apply a tag of ASS that places the text on the number pad; return whether it is one."""
    match = _PLACE.fullmatch(tag)
    if match and not state.place:
        state.place = int(match[1]) if match[1] else _OLD_PLACES.get(int(match[2]), 0)
    return match is not None


def _in_lines(runs: Sequence[Run]) -> Lines:
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *others = _LINE_ENDS.split(run.text)
        for number, words in enumerate((first, *others)):
            if number:
                lines.append([])
            if words:
                _append(lines[-1], Run(words, run.styles, run.colour))
    return tuple(tuple(line) for line in lines if "".join(run.text for run in line).strip())


def _append(line: list[Run], run: Run) -> None:
    if line and (line[-1].styles, line[-1].colour) == (run.styles, run.colour):
        line[-1] = Run(line[-1].text + run.text, run.styles, run.colour)
    else:
        line.append(run)
