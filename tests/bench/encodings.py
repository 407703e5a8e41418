"""Measure how often the encoding of subtitles is recognised.

    python -m tests.bench.encodings [--json] [--tries N]

Makes SRT files from the sentences in `encoding_texts`, one language each, in the code pages that are usual for it: of
3, 10, 40 and 400 cues, plain or with credits, music and dashes. Prints for each number of cues how many were read
right, wrong without a word (`wrong_silently`), wrong with a word that names the right one (`wrong_said`), and refused.
"""

from __future__ import annotations

import argparse
import json
import random
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.subtitles import read_subtitles
from deepdub_engine.subtitles.encodings import decode

TEXTS = Path(__file__).parent / "encoding_texts"
PAGES = {
    "ko": ("cp949",),
    "ja": ("cp932", "euc_jp"),
    "zh-hans": ("gb18030",),
    "zh-hant": ("cp950",),
    "th": ("cp874",),
    "tr": ("cp1254",),
    "pl": ("cp1250", "iso8859_2"),
    "hu": ("cp1250", "iso8859_2"),
    "cs": ("cp1250", "iso8859_2"),
    "el": ("cp1253", "iso8859_7"),
    "ru": ("cp1251", "koi8_r", "cp866"),
    "uk": ("cp1251", "koi8_u"),
    "ar": ("cp1256",),
    "he": ("cp1255",),
    "vi": ("cp1258",),
    "fr": ("cp1252",),
    "de": ("cp1252",),
    "es": ("cp1252",),
}
CREDITS = json.loads((TEXTS / "credits.json").read_text(encoding="utf-8"))
COUNTS = (3, 10, 40, 400)
FLAVOURS = ("plain", "credits", "music", "dashes", "mixed")


@dataclass(frozen=True)
class Case:
    """A made file: its language, code page, number of cues, flavour, and text."""

    language: str
    page: str
    cues: int
    flavour: str
    text: str

    @property
    def data(self) -> bytes:
        """The file."""
        return self.text.encode(self.page)


def cases(tries: int = 2) -> Iterator[Case]:
    """Yield the files to try; the same ones each time."""
    for language, pages in PAGES.items():
        lines = (TEXTS / f"{language}.txt").read_text(encoding="utf-8").splitlines()
        for page in pages:
            for count in COUNTS:
                for flavour in FLAVOURS:
                    for number in range(tries):
                        dice = random.Random(f"{language} {count} {flavour} {number}")
                        yield Case(language, page, count, flavour, _text(dice, language, page, lines, count, flavour))


def _text(dice: random.Random, language: str, page: str, lines: list[str], count: int, flavour: str) -> str:
    drawn = [line for _ in range(2 * count // len(lines) + 2) for line in dice.sample(lines, len(lines))]
    cues = []
    for number in range(count):
        words = drawn.pop()
        if flavour in ("dashes", "mixed") and dice.random() < 0.5:
            words = f"- {words}\n- {drawn.pop()}"
        elif dice.random() < 0.3:
            words = f"{words}\n{drawn.pop()}"
        if flavour in ("music", "mixed") and dice.random() < 0.4:
            words = f"♪ {words} ♪"
        if flavour == "mixed" and dice.random() < 0.3:
            words = dice.choice(["OK, let's go.", "[Music]", "Hello, everyone.", "What?", "<i>No way!</i>"])
        if number == 0 and flavour in ("credits", "mixed"):
            words = f"{CREDITS[language]}\n{words}"
        cues.append(f"{number + 1}\r\n{_clock(3 * number)} --> {_clock(3 * number + 2)}\r\n" + words + "\r\n\r\n")
    return "".join(_written(each, page).replace("\n", "\r\n").replace("\r\r", "\r") for each in cues)


def _written(text: str, page: str) -> str:
    """Return the text as people write it where the code page lacks a character."""
    if page == "cp1258":
        text = _vietnamese(text)
    for sign, plain in (("♪", "#"), ("ё", "е"), ("…", "..."), ("–", "-"), ("©", "(c)"), ("\xa0", " ")):  # noqa: RUF001
        if not _fits(sign, page):
            text = text.replace(sign, plain)
    return text.encode(page, "ignore").decode(page)


def _vietnamese(text: str) -> str:
    """Return Vietnamese as cp1258 writes it: the letter with its own mark, and the tone behind it."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    found = []
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tone = next((mark for mark in parts if mark in tones), "")
        if tone and not _fits(letter, "cp1258"):
            found.append(unicodedata.normalize("NFC", parts.replace(tone, "")) + tone)
        else:
            found.append(letter)
    return "".join(found)


def _fits(text: str, page: str) -> bool:
    try:
        text.encode(page)
    except UnicodeEncodeError:
        return False
    return True


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02},{seconds % 10}00"


def verdict(case: Case) -> str:
    """Return how a file was read: ``right``, ``wrong_silently``, ``wrong_said`` or ``refused``."""
    data = case.data
    try:
        decoded = decode(data, Path("film.srt"))
        file = read_subtitles(decoded, Path("film.srt"))
    except DeepdubError:
        return "refused"
    if _same(decoded.text, case.text):
        return "right"
    if file.other_encoding is None:
        return "wrong_silently"
    return (
        "wrong_said" if _same(decode(data, Path("film.srt"), file.other_encoding).text, case.text) else "wrong_silently"
    )


def _same(text: str, right: str) -> bool:
    return unicodedata.normalize("NFC", text) == unicodedata.normalize("NFC", right)


def measure(tries: int = 2) -> dict[str, dict[str, int]]:
    """Return how often each verdict came, by number of cues."""
    found = {str(count): Counter(right=0, wrong_silently=0, wrong_said=0, refused=0) for count in COUNTS}
    for case in cases(tries):
        result = verdict(case)
        found[str(case.cues)][result] += 1
    return {count: dict(counts) for count, counts in found.items()}


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--tries", type=int, default=2)
    options = parser.parse_args()
    found = measure(options.tries)
    total: Counter[str] = Counter()
    for count, counts in found.items():
        if int(count) >= 10:
            total.update(counts)
    if options.json:
        everything = {key: sum(counts[key] for counts in found.values()) for key in total}
        print(json.dumps({**everything, "from_ten_cues": dict(total), "by_cues": found}))
        return
    for count, counts in found.items():
        print(f"{count:>4} cues: {counts}")
    print(f"from ten: {dict(total)}")


if __name__ == "__main__":
    main()
