"""Find and replace in the texts of cues, as they are seen: tags are neither found nor broken.

Subtitle Edit searches the text with its tags, so that a search for “i” finds every `<i>`, and a replacement breaks it.
Here this is an option. Regular expressions are those of the package `regex`, which stops a search that takes too long.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple

import regex

from deepdub_engine.base.errors import PatternInvalid, ReplacementInvalid, SearchTooSlow
from deepdub_engine.subtitles.cues import Cue
from deepdub_engine.subtitles.editing.order import by_start
from deepdub_engine.subtitles.editing.texts import strip_blank_lines
from deepdub_engine.subtitles.editing.visible_text import VisibleText

LONGEST_S = 2.0
"""A search of all cues takes no longer."""
_GROUP = regex.compile(r"\$(?:(\d{1,2})|\{(\w+)\}|(\$))|(\\.)", regex.DOTALL)
# Every exception that `regex` raises for an expression that it cannot compile.
_INVALID = (regex.error, ValueError, IndexError, OverflowError, RecursionError, MemoryError)


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for.

    Parameters
    ----------
    pattern
        The text, or the regular expression.
    is_expression
        Whether it is a regular expression; ``^`` and ``$`` match at every line.
    matches_case, whole_words
        Whether capitals must agree, and whether no letter or digit may come before or behind.
    in_tags
        Whether tags are searched and replaced like any other text.
    """

    pattern: str
    is_expression: bool = False
    matches_case: bool = False
    whole_words: bool = False
    in_tags: bool = False


class Match(NamedTuple):
    """A place where it was found: the index of the cue, and start and stop in its text as it was searched."""

    cue: int
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Found:
    """All matches.

    Parameters
    ----------
    matches
        In the order of the list, by start of the cue.
    rows
        The place of the cue of each match in that order, ascending.
    by_cue
        The matches by index of the cue.
    """

    matches: tuple[Match, ...] = ()
    rows: tuple[int, ...] = ()
    by_cue: Mapping[int, tuple[Match, ...]] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Replaced:
    """Cues with replaced texts, and the number of replacements."""

    cues: tuple[Cue, ...]
    count: int


def find_all(search: Search, cues: Sequence[Cue], within: Collection[int] | None = None) -> Found:
    """Return all matches in cues.

    Parameters
    ----------
    search
        What is looked for; an empty pattern is nowhere.
    cues
        The cues.
    within
        The indices of the cues to search; all if None.

    Raises
    ------
    PatternInvalid
        If the regular expression cannot be understood.
    SearchTooSlow
        If it takes longer than `LONGEST_S`.
    """
    finder = _Finder(search)
    matches: list[Match] = []
    rows: list[int] = []
    by_cue: dict[int, tuple[Match, ...]] = {}
    for row, index in enumerate(by_start(cues) if search.pattern else ()):
        if within is not None and index not in within:
            continue
        visible = VisibleText.of(cues[index].text, with_tags=search.in_tags)
        own = tuple(Match(index, *match.span()) for match in finder.matches(visible.text))
        if own:
            by_cue[index] = own
            matches += own
            rows += [row] * len(own)
    return Found(tuple(matches), tuple(rows), by_cue)


def replace_all(
    search: Search, replacement: str, cues: Sequence[Cue], within: Collection[int] | None = None
) -> Replaced:
    r"""Replace all matches, and drop lines that become blank.

    Parameters
    ----------
    search, cues, within
        As in `find_all`.
    replacement
        What comes in place of a match. After a regular expression, ``$1``, ``${name}``, ``\1`` and ``\g<name>`` are
        its groups, ``$0`` all of the match, ``\n`` a line break, and ``$$`` a dollar sign.

    Raises
    ------
    PatternInvalid, ReplacementInvalid, SearchTooSlow
        If the expression or the replacement cannot be understood, or takes too long.
    """
    finder = _Finder(search, replacement)
    result, count = list(cues), 0
    for index, cue in enumerate(cues if search.pattern else ()):
        if within is None or index in within:
            text, changed = finder.replaced(cue.text)
            if changed:
                result[index] = Cue(cue.start_ms, cue.end_ms, text)
                count += changed
    return Replaced(tuple(result), count)


def replace_one(search: Search, replacement: str, cues: Sequence[Cue], match: Match) -> Replaced:
    """Replace one match; nothing is replaced if it is not there any more.

    Raises
    ------
    PatternInvalid, ReplacementInvalid, SearchTooSlow
        As in `replace_all`.
    """
    cue = cues[match.cue]
    text, changed = _Finder(search, replacement).replaced(cue.text, match[1:])
    if not changed:
        return Replaced(tuple(cues), 0)
    new = Cue(cue.start_ms, cue.end_ms, text)
    return Replaced((*cues[: match.cue], new, *cues[match.cue + 1 :]), changed)


class _Finder:
    """A compiled search with its deadline."""

    def __init__(self, search: Search, replacement: str = "") -> None:
        self._search, self._replacement = search, replacement
        self._ends_s = time.monotonic() + LONGEST_S
        source = search.pattern if search.is_expression else regex.escape(search.pattern, special_only=True)
        if search.whole_words:
            source = rf"(?<!\w)(?:{source})(?!\w)"
        flags = regex.MULTILINE | (0 if search.matches_case else regex.IGNORECASE)
        try:
            self._pattern = regex.compile(source, flags)
        except _INVALID as error:
            raise PatternInvalid(search.pattern, str(error)) from error
        self._template = self._made_template() if search.is_expression else None

    def matches(self, text: str) -> list[Any]:
        """Return the matches in a text."""
        left_s = self._ends_s - time.monotonic()
        if left_s <= 0:
            raise SearchTooSlow(self._search.pattern, LONGEST_S)
        try:
            # Concurrent: other threads, such as that of a window, go on meanwhile.
            return list(self._pattern.finditer(text, timeout=left_s, concurrent=True))
        except (TimeoutError, MemoryError) as error:
            raise SearchTooSlow(self._search.pattern, LONGEST_S) from error

    def replaced(self, text: str, only: tuple[int, int] | None = None) -> tuple[str, int]:
        """Return a text with all matches replaced, or with only one, and how many there were."""
        visible = VisibleText.of(text, with_tags=self._search.in_tags)
        found = [match for match in self.matches(visible.text) if only is None or match.span() == only]
        if not found:
            return text, 0
        changes = [(*match.span(), self._words(match)) for match in found]
        return strip_blank_lines(visible.with_changes(changes)), len(found)

    def _words(self, match: Any) -> str:
        if self._template is None:
            return self._replacement
        try:
            return str(match.expand(self._template))
        except (*_INVALID, KeyError) as error:
            raise ReplacementInvalid(self._replacement, str(error)) from error

    def _made_template(self) -> str:
        """Return the replacement with the groups of other editors, ``$1``, in the notation of Python."""
        groups, names = self._pattern.groups, self._pattern.groupindex

        def group(match: Any) -> str:
            number, name, dollar, escape = match.groups()
            if escape is not None:
                return str(escape)
            if dollar is not None:
                return "$"
            known = int(number) <= groups if number is not None else name in names
            return rf"\g<{number or name}>" if known else str(match[0])

        return str(_GROUP.sub(group, self._replacement))
