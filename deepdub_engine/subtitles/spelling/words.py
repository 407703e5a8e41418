"""The words of a text that can be checked."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import NamedTuple

import regex

from deepdub_engine.subtitles.editing.visible_text import VisibleText

_WORD = regex.compile(r"(?<!\w)[^\W\d_][\p{L}\p{M}]*(?:['’][\p{L}\p{M}]+)*")
_OTHER_SCRIPTS = {
    "ko": "HANGUL",
    "el": "GREEK",
    "he": "HEBREW",
    "yi": "HEBREW",
    "hy": "ARMENIAN",
    "ka": "GEORGIAN",
    "th": "THAI",
    **dict.fromkeys(("ru", "uk", "be", "bg", "mk", "kk", "mn"), "CYRILLIC"),
    **dict.fromkeys(("ar", "fa", "ur"), "ARABIC"),
    **dict.fromkeys(("hi", "mr", "ne", "sa"), "DEVANAGARI"),
}


class WordSpan(NamedTuple):
    """A word, and where it is in the text with tags."""

    word: str
    start: int
    stop: int


def script_of(language: str) -> str:
    """Return the script of a language code as Unicode names its letters, such as ``LATIN``."""
    return _OTHER_SCRIPTS.get(language.partition("_")[0].lower(), "LATIN")


def words_in(text: str, script: str) -> list[WordSpan]:
    """Return the words of a text in a script, in order; tags are not words, nor are single letters.

    Parameters
    ----------
    text
        The text with tags.
    script
        The script of the dictionary; words in others are left out, such as English names in Korean.
    """
    visible = VisibleText.of(text)
    found = []
    for match in _WORD.finditer(visible.text):
        word = match[0]
        if len(word) > (script != "HANGUL") and _script(word[0]) == script:
            start, stop = match.span()
            span = visible.places[start], visible.places[stop - 1] + 1
            found.append(WordSpan(unicodedata.normalize("NFC", word.replace("’", "'")), *span))
    return found


@lru_cache(4096)
def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]
