"""Styled texts in the notation of each format."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from typing import NamedTuple

from deepdub_engine.subtitles.converting.styled_text import LETTERS, Feature, Run, StyledText
from deepdub_engine.subtitles.formats.heads import without_arrow
from deepdub_engine.subtitles.formats.srt_vtt import looks_like_times

Lost = set[Feature]
Writer = Callable[[StyledText, Lost], str]


class Notation(NamedTuple):
    """How a format writes a text, and what it can keep besides the words."""

    write: Writer
    keeps: frozenset[Feature]


def _srt(text: StyledText, _lost: Lost) -> str:
    place = f"{{\\an{text.place}}}" if text.place not in (0, 2) else ""
    lines = ["".join(_html_run(run, LETTERS, _same) for run in line) for line in text.lines]
    return place + "\n".join(without_arrow(line) if looks_like_times(line) else line for line in lines)


def _vtt(text: StyledText, lost: Lost) -> str:
    if any("s" in run.styles for line in text.lines for run in line):
        lost.add(Feature.STYLES)
    lines = ["".join(_html_run(run, "ibu", html.escape, colours=False) for run in line) for line in text.lines]
    speaker = text.speaker.replace(">", "").replace("\n", " ").replace("&", "&amp;")
    return (f"<v {speaker}>" if speaker else "") + "\n".join(lines)


def _sami(text: StyledText, _lost: Lost) -> str:
    lines = ["".join(_html_run(run, LETTERS, _quoted) for run in line) for line in text.lines]
    return "<br>".join(lines)


def _quoted(words: str) -> str:
    return html.escape(words, quote=False)


def _same(words: str) -> str:
    return words


def _html_run(run: Run, letters: str, escape: Callable[[str], str], *, colours: bool = True) -> str:
    names = [letter for letter in letters if letter in run.styles]
    before = "".join(f"<{name}>" for name in names)
    after = "".join(f"</{name}>" for name in reversed(names))
    if colours and run.colour:
        before, after = f'<font color="{run.colour}">{before}', f"{after}</font>"
    return before + escape(run.text) + after


def _ass(text: StyledText, lost: Lost) -> str:
    parts = [f"{{\\an{text.place}}}"] if text.place not in (0, 2) else []
    now = Run("")
    for number, line in enumerate(text.lines):
        parts += ["\\N"] if number else []
        for run in line:
            switches = [
                f"\\{name}{int(name in run.styles)}" for name in LETTERS if (name in run.styles) != (name in now.styles)
            ]
            if run.colour != now.colour:
                red, green, blue = run.colour[1:3], run.colour[3:5], run.colour[5:7]
                switches.append(f"\\c&H{blue}{green}{red}&".upper().replace("\\C", "\\c") if run.colour else "\\c")
            parts += [f"{{{''.join(switches)}}}"] if switches else []
            parts.append(_replaced(run.text, {"{": "(", "}": ")", "\\": "/"}, lost))
            now = run
    return "".join(parts)


def _microdvd(text: StyledText, lost: Lost) -> str:
    lines = []
    for line in text.lines:
        shared = frozenset.intersection(*(run.styles for run in line))
        if any(run.styles != shared for run in line):
            lost.add(Feature.STYLES)
        words = _replaced("".join(run.text for run in line), {"{": "(", "}": ")", "|": "¦", "\\": "/"}, lost)
        lines.append(f"{{y:{','.join(sorted(shared))}}}{words}" if shared else words)
    return "|".join(lines)


def _mpl2(text: StyledText, lost: Lost) -> str:
    lines = []
    for line in text.lines:
        is_italic = all("i" in run.styles for run in line)
        if any(run.styles - {"i"} or ("i" in run.styles and not is_italic) for run in line):
            lost.add(Feature.STYLES)
        words = _replaced("".join(run.text for run in line), {"|": "¦", "{": "(", "}": ")", "\\": "/"}, lost)
        if words.lstrip().startswith("/"):
            words = _replaced(words, {"/": "∕"}, lost)  # noqa: RUF001 - a slash in front is the mark of italics
        lines.append(f"/{words}" if is_italic else words)
    return "|".join(lines)


def _tmp(text: StyledText, lost: Lost) -> str:
    return "|".join(
        _replaced("".join(run.text for run in line), {"|": "¦", "{": "(", "}": ")", "\\": "/", "/": "∕"}, lost)  # noqa: RUF001
        for line in text.lines
    )


def _replaced(words: str, signs: Mapping[str, str], lost: Lost) -> str:
    """Return text without the signs that a format takes for its own."""
    for sign, other in signs.items():
        if sign in words:
            lost.add(Feature.SIGNS)
            words = words.replace(sign, other)
    return words


_TAGS = frozenset({Feature.STYLES, Feature.COLOURS})
NOTATIONS: Mapping[str, Notation] = {
    "srt": Notation(_srt, _TAGS | {Feature.POSITIONS}),
    "vtt": Notation(_vtt, frozenset({Feature.STYLES, Feature.POSITIONS, Feature.SPEAKERS})),
    "ass": Notation(_ass, _TAGS | {Feature.POSITIONS, Feature.SPEAKERS}),
    "ssa": Notation(_ass, _TAGS | {Feature.POSITIONS, Feature.SPEAKERS}),
    "sami": Notation(_sami, _TAGS),
    "microdvd": Notation(_microdvd, frozenset({Feature.STYLES})),
    "mpl2": Notation(_mpl2, frozenset({Feature.STYLES})),
    "tmp": Notation(_tmp, frozenset()),
}
