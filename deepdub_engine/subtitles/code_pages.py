"""Rank the code pages that the bytes of a subtitle file may be in.

Two detectors are combined: chardet, whose models are better at short texts, and charset-normalizer, which knows Western
texts of a few words better. What both leave open is decided by what a reading says: words do not mix scripts, and some
letters do not occur together in any language.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

# The encodings of real subtitles; any other would be a wrong guess. Of two with the same text, the earlier is named.
LEGACY = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258"),
    *("koi8_r", "koi8_u", "cp866", "cp874", "iso8859_2", "iso8859_7"),
    *("cp932", "euc_jp", "cp949", "gb18030", "cp950", "big5hkscs"),
)
_MULTIBYTE = frozenset({"cp932", "euc_jp", "cp949", "gb18030", "cp950", "big5hkscs"})
# Names stand for their supersets, as in the encoding standard of the web.
_SUPERSETS: Mapping[str, tuple[str, ...]] = {
    "euc_kr": ("cp949",),
    "shift_jis": ("cp932",),
    "gb2312": ("gb18030",),
    "gbk": ("gb18030",),
    "big5": ("cp950", "big5hkscs"),
    "cp950": ("cp950", "big5hkscs"),
    "iso8859-1": ("cp1252",),
    "iso8859-9": ("cp1254",),
    "iso8859-11": ("cp874",),
    "tis-620": ("cp874",),
}
_LATIN = frozenset({"cp1250", "cp1252", "cp1254", "cp1257", "cp1258", "iso8859_2"})
_WESTERN, _TURKISH = "cp1252", "cp1254"
# The share of the best likelihood from which another reading is near: the fewer letters tell, the less it takes.
_NEAR = ((8, 0.6), (100, 0.72), (1 << 30, 0.9))
_NEAR_SIBLING = 0.995
_SIBLINGS = ({"cp1250", "iso8859_2"}, {"cp1253", "iso8859_7"}, {"koi8_r", "koi8_u"}, {"cp950", "big5hkscs"})
_SAMPLE_BYTES = 1 << 17
_BAD_SHARE = 0.05  # largest share of lines with bytes that do not fit
_AGREEMENT = 1.25  # factor for what charset-normalizer finds, too
_WORD = re.compile(r"[^\W\d_]+")
_ICELANDIC = re.compile("[áéíóúæÁÉÍÓÚÆ]")
_TURKISH_BYTES = re.compile(rb"[\xd0\xdd\xde\xf0\xfd\xfe]")


class Guess(NamedTuple):
    """A code page and how likely it is; the likelihoods of several compare, but are no probabilities."""

    name: str
    likelihood: float


def superset_names(name: str) -> tuple[str, ...]:
    """Return the code pages that a name stands for, the first that fits counts; its own if no other does."""
    own = codecs.lookup(name).name
    return (*_SUPERSETS.get(own, ()), own)


def ranked(data: bytes) -> list[Guess]:
    """Return the code pages that fit all bytes, or all but a few, the likeliest first."""
    # Only lines with other bytes than ASCII distinguish code pages.
    lines = [line for line in data[: 8 * _SAMPLE_BYTES].splitlines() if not line.isascii()]
    readings = {name: _fitting(lines, name) for name in LEGACY}
    whole = [name for name, fitting in readings.items() if len(fitting) == len(lines)]
    guesses = _likely(lines, whole)
    for name, fitting in readings.items():
        if name in whole or len(lines) - len(fitting) > max(1, _BAD_SHARE * len(lines)) or not fitting:
            continue
        again = _likely(fitting, [one for one in LEGACY if len(_fitting(fitting, one)) == len(fitting)])
        if again and again[0].name == name and (name in _MULTIBYTE or not guesses):
            return [again[0], *guesses]
    return guesses


def other_near(guesses: Iterable[Guess], texts: Mapping[str, str]) -> str | None:
    """Return the next code page with another text, if it is nearly as likely as the first.

    Parameters
    ----------
    guesses
        The likeliest first.
    texts
        The text in each code page that fits.
    """
    best, *others = guesses
    letters = sum(letter > "\x7f" for letter in texts[best.name])
    for guess in others:
        if guess.name in texts and texts[guess.name] != texts[best.name]:
            near = _NEAR_SIBLING if {guess.name, best.name} in _SIBLINGS else _near(letters)
            if guess.likelihood >= near * best.likelihood:
                return guess.name
    return None


def _near(letters: int) -> float:
    return next(share for most, share in _NEAR if letters < most)


def _fitting(lines: list[bytes], name: str) -> list[bytes]:
    return [line for line in lines if _fits(line, name)]


def _fits(line: bytes, name: str) -> bool:
    try:
        line.decode(name)
    except UnicodeDecodeError:
        return False
    return True


def _likely(lines: list[bytes], names: list[str]) -> list[Guess]:
    sample = b"\n".join(lines)
    if len(sample) > _SAMPLE_BYTES:
        sample = sample[:_SAMPLE_BYTES].rpartition(b"\n")[0] or sample[:_SAMPLE_BYTES]
    if not sample or not names:
        return []
    found = _by_chardet(sample, names)
    agreed = _by_normalizer(sample) if len(sample) < 2000 else []
    guesses = []
    for name in names:
        text = sample.decode(name, "replace")
        likelihood = found.get(name, 0.0) * _sense(text) + 1e-6
        if name == _WESTERN and name in agreed[:1]:
            likelihood *= _AGREEMENT
        guesses.append(Guess(name, likelihood))
    guesses.sort(key=lambda guess: (-guess.likelihood, LEGACY.index(guess.name)))
    return _with_preferences(guesses, sample)


def _with_preferences(guesses: list[Guess], sample: bytes) -> list[Guess]:
    """Return the guesses with what no statistics of letters tells."""
    likelihoods = {guess.name: guess.likelihood for guess in guesses}
    best = guesses[0]
    if best.name not in _LATIN:
        return _same_texts_first(guesses, sample)
    western, turkish = likelihoods.get(_WESTERN, 0.0), likelihoods.get(_TURKISH, 0.0)
    near = _near(sum(byte > 0x7F for byte in sample)) * best.likelihood
    telling = len(_TURKISH_BYTES.findall(sample))
    preferred, certainty = None, 1.0
    if turkish >= near and telling:
        # The letters of one are Icelandic in the other.
        is_icelandic = _ICELANDIC.search(sample.decode(_WESTERN, "replace")) is not None
        preferred, certainty = (_WESTERN if is_icelandic else _TURKISH), 1.0 if telling < 3 else 2.0
    elif western >= near:
        preferred = _WESTERN
    if preferred in likelihoods:
        likelihood = certainty * max(best.likelihood, likelihoods[preferred])
        guesses = [Guess(preferred, likelihood), *(guess for guess in guesses if guess.name != preferred)]
    return _same_texts_first(guesses, sample)


def _same_texts_first(guesses: list[Guess], sample: bytes) -> list[Guess]:
    """Return the guesses with the most usual of those that give the same text as the first."""
    best = guesses[0]
    text = sample.decode(best.name, "replace")
    alike = [guess for guess in guesses if sample.decode(guess.name, "replace") == text]
    first = min(alike, key=lambda guess: LEGACY.index(guess.name))
    return [Guess(first.name, best.likelihood), *(guess for guess in guesses if guess.name != first.name)]


def _sense(text: str) -> float:
    """Return how much sense a reading makes, from 0 to 1: words of one script, without signs and capitals inside."""
    words = odd = 0
    for word in _WORD.findall(text):
        if word.isascii():
            continue
        words += 1
        odd += len({_script(letter) for letter in word}) > 1
    strange = sum(text.count(sign) for sign in "\x80\x81\x8d\x8f\x90\x9d\ufffd")
    letters = sum(letter.isalpha() for letter in text if letter > "\x7f")
    signs = len(_SIGN_INSIDE.findall(text)) + len(_CAPITAL_INSIDE.findall(text))
    share = odd / words if words else 0.0
    return max(0.0, 1 - share) ** 2 * (1 - min(0.9, 3 * (strange + signs) / max(1, letters)))


# A sign between two letters of a word, or a capital behind a small letter.
_SIGN_INSIDE = re.compile(
    r"[^\W\d_][\u00a1-\u00b9\u00bb-\u00bf\u00d7\u00f7\u02c7\u02d8-\u02dd\u2020-\u2022\u2030\u2122\u2219-\u2265\u2320-\u25a0][^\W\d_]"
)
_CAPITAL_INSIDE = re.compile("[a-zà-öø-ÿа-яα-ω][À-ÖØ-ÞА-ЯΑ-Ω](?![A-ZÀ-ÖØ-ÞА-ЯΑ-Ω])")


@cache
def _script(letter: str) -> str:
    """Return the script of a letter; combining marks and East Asian letters have one in common with any."""
    name = unicodedata.name(letter, "")
    first = name.partition(" ")[0]
    return "CJK" if first in ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "IDEOGRAPHIC", "KATAKANA-HIRAGANA") else first


# Names of chardet that differ.
_ITS_NAMES = {"cp874": "tis-620", "cp950": "big5hkscs", "euc_jp": "euc-jp", "koi8_r": "koi8-r", "koi8_u": "koi8-u"}


def _by_chardet(sample: bytes, names: Iterable[str]) -> dict[str, float]:
    import chardet

    wanted = sorted({_ITS_NAMES.get(name, name) for name in names})
    results = chardet.detect_all(
        sample,
        ignore_threshold=True,
        include_encodings=wanted,
        no_match_encoding=wanted[0],
        empty_input_encoding=wanted[0],
    )
    found: dict[str, float] = {}
    for result in results:
        if result["encoding"] is None:
            continue
        for name in _names_of(result["encoding"]):
            found[name] = max(found.get(name, 0.0), result["confidence"])
    return found


def _names_of(encoding: str) -> tuple[str, ...]:
    try:
        name = codecs.lookup(encoding).name
    except LookupError:
        return ()
    if name == "big5hkscs":
        return ("cp950", "big5hkscs")
    plain = {"iso8859-2": "iso8859_2", "iso8859-7": "iso8859_7", "koi8-r": "koi8_r", "koi8-u": "koi8_u"}
    return tuple(plain.get(each, each) for each in superset_names(name))


def _by_normalizer(sample: bytes) -> list[str]:
    import charset_normalizer

    matches = charset_normalizer.from_bytes(sample, cp_isolation=list(LEGACY))
    return [match.encoding for match in matches]
