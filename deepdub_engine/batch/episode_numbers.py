"""The season and the episode that a file name states, in the ways in which releases write them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_START = r"(?<![^\W_])"  # no letter or digit before; an underscore separates words
_NUMBER = r"(?P<first>\d{1,4})"
_RANGE = r"(?:[-~](?P<last>\d{1,4})(?![\dpi]))?"
_NOISE = re.compile(
    r"[\[(][0-9a-f]{8}[\])]"  # a CRC, which may look like E12
    rf"|{_START}[hx][. ]?26[45]\b"
    r"|(?<!\d)(?:2\.0|[57]\.1)(?=$|[ ._\-\[\]()])"  # channels
    rf"|{_START}\d{{3,4}}x\d{{3,4}}\b",
    re.IGNORECASE,
)
_SEASON = re.compile(
    rf"{_START}(?:(?:season|시즌)[ ._-]*|s)(?P<season>\d{{1,2}})(?!\d)"
    rf"|{_START}(?P<ordinal>\d)(?:st|nd|rd|th)[ ._-]season",
    re.IGNORECASE,
)
_NOT_MORE = r"(?![\dpi])"  # 01-720p is no range
# S01E02, S01E01-E02, S01E01E02, S01E01-02
_SEASON_EPISODE = (
    rf"{_START}s(?P<season>\d{{1,2}})[ ._-]*ep?[ ._-]*{_NUMBER}"
    rf"(?:[ ._]?[-~&]?[ ._]?(?:s\d{{1,2}})?ep?(?P<last>\d{{1,4}})|[-~](?P<end>\d{{1,4}}){_NOT_MORE})?(?!\d)"
)
# 1x02, 1x01-02, 1x01x02
_CROSS = (
    r"(?<!\d)(?P<season>\d{1,2})x(?P<first>\d{2,3})"
    rf"(?:[-~x](?:\d{{1,2}}x)?(?P<last>\d{{2,3}}){_NOT_MORE})?(?!\d)"
)
_WORD = (
    rf"(?:{_START}(?:episode|folge|ep)|#|제|第)[ ._-]*{_NUMBER}"
    rf"(?:[-~](?:ep?)?(?P<last>\d{{1,4}}){_NOT_MORE})?(?!\d)"
)
_LETTER = rf"{_START}e(?:[ ._-]*(?P<first>\d{{1,3}})|(?P<whole>\d{{4}}))(?:-e(?P<last>\d{{1,4}}))?(?!\d)"
_COUNTER = rf"(?<!\d){_NUMBER}{_RANGE}[ ]?[회화話话集]"
# Show - 02, Show - 12.5; a year is none
_AFTER_DASH = (
    r"[ ._]-[ ._](?!(?:19|20)\d\d(?!\d))(?P<first>\d{1,4}(?:\.\d(?=$|[ _\[(]))?)"
    rf"{_RANGE}(?:v\d)?(?=$|[ ._\[(])"
)
# [Group][Show][02]
_IN_BRACKETS = rf"[\[【](?!(?:19|20)\d\d[\]】]){_NUMBER}{_RANGE}(?:v\d|[ _]?end)?[\]】]"
_ALONE = r"(?:^|[ ._-])(?P<first>\d{1,3})(?:v\d)?(?=$|[ ._\-\[(])"
# From the surest to what may be part of the title.
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (_SEASON_EPISODE, _CROSS, _WORD, _LETTER, _COUNTER, _AFTER_DASH, _IN_BRACKETS, _ALONE)
)


@dataclass(frozen=True, slots=True)
class EpisodeNumber:
    """What a file name states.

    Parameters
    ----------
    season
        0 for specials, None if the name states none.
    first, last
        The episodes in the file: two for ``S01E01-E02``. A recap between two episodes has a fraction, as 12.5.
    """

    season: int | None
    first: float
    last: float


def episode_of(name: str) -> EpisodeNumber | None:
    """Return the season and the episode that a file name without suffix states; None if it states none."""
    text = _NOISE.sub(" ", unicodedata.normalize("NFC", name))
    for pattern in _PATTERNS:
        found = list(pattern.finditer(text))
        if found:
            match = found[-1] if pattern.pattern == _AFTER_DASH else found[0]  # “Show - 2 - 05” is episode 5
            groups = match.groupdict()
            first = float(groups["first"] or groups["whole"])
            last = float(groups.get("last") or groups.get("end") or first)
            return EpisodeNumber(_season(groups.get("season"), text), first, max(first, last))
    return None


def is_same_episode(clip: EpisodeNumber, subtitles: EpisodeNumber) -> bool:
    """Return whether two names mean the same episodes; a season counts only where both state one, but 0 always does."""
    seasons = {clip.season, subtitles.season}
    return (clip.first, clip.last) == (subtitles.first, subtitles.last) and (
        len(seasons) == 1 or (None in seasons and 0 not in seasons)
    )


def _season(stated: str | None, text: str) -> int | None:
    if stated is not None:
        return int(stated)
    found = _SEASON.search(text)
    return int(found["season"] or found["ordinal"]) if found else None
