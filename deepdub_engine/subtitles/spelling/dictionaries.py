"""The Hunspell dictionaries of the system, and the language of a text."""

from __future__ import annotations

import importlib.util
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from deepdub_engine.base.errors import DictionaryMissing
from deepdub_engine.subtitles.spelling.words import script_of, words_in

_CODE = re.compile(r"[a-z]{2,3}(?:[_-][A-Za-z0-9]{2,})*", re.ASCII)
_LINUX = (
    *("/usr/share/hunspell", "/usr/local/share/hunspell", "/usr/share/myspell/dicts", "/usr/share/myspell"),
    "/run/host/usr/share/hunspell",
)
_MAC = ("/Library/Spelling", "/opt/homebrew/share/hunspell", "/usr/local/share/hunspell")
_OFFICES = (
    *("/usr/lib/libreoffice/share/extensions", "/Applications/LibreOffice.app/Contents/Resources/extensions"),
    r"C:\Program Files\LibreOffice\share\extensions",
)
_SAMPLE = 400  # cues that tell the language
# Frequent short words that tell languages in Latin letters apart.
_FREQUENT: Mapping[str, frozenset[str]] = {
    code: frozenset(words.split())
    for code, words in {
        "en": "the and you that what is it of to we don't i'm",
        "de": "und ich nicht das ist du wir sie der die ein es",
        "fr": "je vous est les pas que une des c'est il dans qui",
        "es": "que no de la el es un por qué lo está los",
        "it": "che non di è il un per sono ho la mi ti",
        "pt": "que não de um você eu uma isso para é com está",
        "nl": "de het een ik je niet dat van is wat zijn maar",
        "sv": "jag det är inte du att och en vi som på för",
        "da": "jeg det er ikke du at og en vi på til hvad",
        "nb": "jeg det er ikke du at og en vi på til hva",
        "fi": "on ei se minä mitä sinä että hän olen ja niin mutta",
        "pl": "nie to się jest że co na jak do tak mnie czy",
        "cs": "je to ne se že co na jsem já si jak tak",
        "hu": "a az nem hogy van egy és ez mit én is de",
        "ro": "nu să este că ce eu în la un și cu sunt",
        "tr": "bir bu ne ve için ben çok değil var mi evet sen",
    }.items()
}


@dataclass(frozen=True, slots=True)
class Dictionary:
    """A dictionary: its code such as ``en_US``, and its two files."""

    code: str
    aff: Path
    dic: Path

    @property
    def script(self) -> str:
        """The script of its words."""
        return script_of(self.code)


def find_dictionaries(folders: Iterable[Path] | None = None) -> dict[str, Dictionary]:
    """Return the dictionaries of the system by code, sorted; the first folder wins.

    Parameters
    ----------
    folders
        Where to look; None for ``DICPATH``, the folders of Hunspell, MySpell and LibreOffice, and the English one that
        comes with the library.
    """
    found: dict[str, Dictionary] = {}
    for folder in _folders() if folders is None else folders:
        for dic in _listed(folder, "*.dic"):
            code, aff = dic.stem.replace("-", "_"), dic.with_suffix(".aff")
            if _CODE.fullmatch(code) and code not in found and not code.startswith("hyph") and aff.is_file():
                found[code] = Dictionary(code, aff, dic)
    return dict(sorted(found.items()))


def pick_dictionary(dictionaries: Mapping[str, Dictionary], language: str) -> Dictionary:
    """Return the dictionary of a language: exactly this one, its usual country, or any country.

    Raises
    ------
    DictionaryMissing
        If there is none.
    """
    code = language.replace("-", "_")
    short = code.partition("_")[0]
    usual = {"en": "en_US", "pt": "pt_PT", "nb": "nb_NO", "sv": "sv_SE", "da": "da_DK", "cs": "cs_CZ", "ko": "ko_KR"}
    wanted = (code, usual.get(short, ""), short, f"{short}_{short.upper()}")
    others = (name for name in dictionaries if name.partition("_")[0] == short)
    for name in (*wanted, *others):
        if name in dictionaries:
            return dictionaries[name]
    raise DictionaryMissing(code if dictionaries else "", f"hunspell-{(code or 'en_us').replace('_', '-').lower()}")


def guess_language(texts: Iterable[str], name: str = "") -> str:
    """Return the likely language code of texts; English if nothing tells.

    Parameters
    ----------
    texts
        The texts of cues; the first few hundred are looked at.
    name
        The name of their file, which may say it: ``film.de.srt``.
    """
    parts = Path(name).stem.rpartition(".")
    if parts[0] and re.fullmatch(r"[a-z]{2}(?:[_-][A-Za-z]{2})?", parts[2]):
        return parts[2].replace("-", "_")
    sample = [text for text, _ in zip(texts, range(_SAMPLE), strict=False)]
    scripts = dict.fromkeys(("LATIN", "HANGUL", "CYRILLIC", "GREEK", "HEBREW", "ARABIC", "DEVANAGARI", "THAI"), 0)
    for script in scripts:
        scripts[script] = sum(len(words_in(text, script)) for text in sample)
    likely = max(scripts, key=lambda script: scripts[script])
    if likely != "LATIN":
        return {"HANGUL": "ko", "CYRILLIC": "ru", "GREEK": "el", "HEBREW": "he", "ARABIC": "ar", "THAI": "th"}.get(
            likely, "hi"
        )
    words = Counter(span.word.lower() for text in sample for span in words_in(text, "LATIN"))
    counts = {code: sum(words[word] for word in frequent) for code, frequent in _FREQUENT.items()}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] else "en"


def _folders() -> Iterator[Path]:
    for entry in os.environ.get("DICPATH", "").split(os.pathsep):
        if entry:
            yield Path(entry)
    home = Path.home()
    if sys.platform == "darwin":
        yield home / "Library" / "Spelling"
        yield from map(Path, _MAC)
    elif sys.platform != "win32":
        yield home / ".local" / "share" / "hunspell"
        yield from map(Path, _LINUX)
    for office in map(Path, _OFFICES):
        for extension in _listed(office, "dict-*"):
            yield extension
            yield extension / "dictionaries"
    library = importlib.util.find_spec("hunspell")
    for place in (library.submodule_search_locations or ()) if library is not None else ():
        yield Path(place) / "dictionaries"


def _listed(folder: Path, pattern: str) -> list[Path]:
    try:
        return sorted(folder.glob(pattern))
    except OSError:
        return []
