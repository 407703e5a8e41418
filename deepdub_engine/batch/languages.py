"""The codes and names of languages in the names of subtitle files and in containers: ``de``, ``ger``, ``German``."""

from __future__ import annotations

from collections.abc import Mapping

# ISO 639-1, then both codes of ISO 639-2, the English name and the name in the language itself.
_ALIASES: Mapping[str, frozenset[str]] = {
    words[0]: frozenset(words)
    for words in (
        line.split()
        for line in """
        ar ara arabic
        cs ces cze czech
        da dan danish dansk
        de deu ger german deutsch
        el ell gre greek
        en eng english
        es spa spanish español espanol castellano
        fi fin finnish suomi
        fr fra fre french français francais
        he heb hebrew
        hi hin hindi
        hu hun hungarian magyar
        id ind indonesian
        it ita italian italiano
        ja jpn jp japanese 日本語
        ko kor kr korean 한국어
        nb nob no nor norwegian norsk
        nl nld dut dutch nederlands
        pl pol polish polski
        pt por portuguese português portugues
        ro ron rum romanian
        ru rus russian русский
        sv swe swedish svenska
        th tha thai
        tr tur turkish türkçe
        uk ukr ukrainian
        vi vie vietnamese
        zh zho chi chs cht chinese 中文
        """.strip().splitlines()
    )
}
NAMES = frozenset(word for words in _ALIASES.values() for word in words)


def is_language(word: str, language: str) -> bool:
    """Return whether a word, as in a file name or of a track, means a language; ``de`` also covers ``de-AT``."""
    said, wanted = word.casefold().replace("_", "-"), language.casefold().replace("_", "-")
    if "-" in wanted:
        return said == wanted
    said = said.partition("-")[0]
    return said == wanted or any({said, wanted} <= words for words in _ALIASES.values())
