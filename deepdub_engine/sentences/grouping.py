"""Which cues are one sentence: where sentences end by rule, and where a person has split or joined them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from deepdub_engine.sentences.marks import SentenceMarks
from deepdub_engine.subtitles.cues import Cue
from deepdub_engine.subtitles.speakers import name_in_text
from deepdub_engine.subtitles.speech_text import spoken_text

# Latin, ellipsis, full and half width, Devanagari, Arabic and Urdu, Armenian, Ethiopic, Khmer, doubled marks.
_TERMINATORS = frozenset(".?!…。｡．？！।॥؟۔։።។‼⁇⁈⁉")  # noqa: RUF001
_BRACKETS = re.compile(r"\[[^\]]*\]")
_MUSIC_NOTES = frozenset("♩♪♫♬")
_CACHED_TEXTS = 20_000


@dataclass(frozen=True, slots=True)
class SentenceBreaks:
    """Where a sentence ends although no terminator says so, as in Korean, Japanese and Thai, and in songs.

    Parameters
    ----------
    pause_ms
        A longer pause before the next cue ends a sentence; None for the notebook's rule, which knows no pauses.
    longest_ms
        No cue is joined that would make a sentence longer; None for no limit.

    Notes
    -----
    The pause was measured on 740 files of human subtitles in 17 languages, the lectures of github.com/3b1b/captions.
    The 575 files with full stops, in all languages but Thai, have 60 000 pauses inside sentences and 48 000 behind full
    stops. The shares of them that are longer than the pause, the lowest and the highest of all languages:

    ======= ================ =================
    pause   inside sentences behind full stops
    ======= ================ =================
    0.3 s   3.2 to 17.0 %    17.8 to 50.9 %
    0.5 s   1.5 to 9.5 %     14.0 to 35.6 %
    0.7 s   1.2 to 5.4 %     9.9 to 23.8 %
    1 s     0.6 to 3.1 %     6.1 to 14.4 %
    1.5 s   0.3 to 1.8 %     3.7 to 9.6 %
    ======= ================ =================

    One second cuts at most one in 32 pauses inside sentences in every language (Korean 1.5 %, Japanese 2.3 %, Chinese
    2.3 %, Arabic 2.5 %, Vietnamese 3.1 %). In Thai, and in files without full stops, 0.5 s gives shorter sentences:
    in Thai, 42 % of them are longer than 12 s instead of 51 %.
    """

    pause_ms: int | None = 1000
    longest_ms: int | None = 15_000


@dataclass(frozen=True, slots=True)
class SpokenText:
    """What a cue's text says of its sentence.

    Parameters
    ----------
    text
        The spoken text, on one line; empty if nothing is spoken.
    ends
        Whether it contains a terminator.
    is_sung
        Whether it is sung.
    speaker
        The name in front of it; empty without one.
    """

    text: str
    ends: bool
    is_sung: bool
    speaker: str

    @classmethod
    def of(cls, text: str) -> SpokenText:
        """Return what a text says."""
        spoken = spoken_text(text)
        if not spoken:
            return cls("", ends=False, is_sung=False, speaker="")
        return cls(spoken, not _TERMINATORS.isdisjoint(spoken), _is_sung(spoken), name_in_text(text))


class SpokenTexts:
    """The spoken texts of cues; each text is parsed once."""

    def __init__(self) -> None:
        self._known: dict[str, SpokenText] = {}

    def of(self, text: str) -> SpokenText:
        """Return what a text says."""
        found = self._known.get(text)
        if found is None:
            if len(self._known) > _CACHED_TEXTS:
                self._known.clear()
            found = self._known[text] = SpokenText.of(text)
        return found


@dataclass(frozen=True, slots=True)
class Part:
    """A cue as part of a sentence.

    Parameters
    ----------
    cue
        Index of the cue.
    start_ms, end_ms
        When it is heard.
    spoken
        What is spoken.
    """

    cue: int
    start_ms: int
    end_ms: int
    spoken: SpokenText


def spoken_parts(cues: Iterable[Cue], texts: SpokenTexts | None = None) -> list[Part]:
    """Return the cues that are spoken, by their starts; what lies before the start of the clip is cut off."""
    texts = texts or SpokenTexts()
    parts: list[Part] = []
    for index, cue in enumerate(cues):
        spoken = texts.of(cue.text)
        if spoken.text and (cue.start_ms >= 0 or cue.end_ms > 0):
            parts.append(Part(index, max(0, cue.start_ms), cue.end_ms, spoken))
    # Before the start of the clip, too, cues have an order, although all of them begin with it.
    cues = cues if isinstance(cues, Sequence) else tuple(cues)
    parts.sort(key=lambda part: cues[part.cue].start_ms)
    return parts


def group_parts(
    parts: Iterable[Part], breaks: SentenceBreaks, marks: SentenceMarks, speakers: Sequence[str] = ()
) -> list[list[Part]]:
    """Return the parts of each sentence.

    Parameters
    ----------
    parts
        The cues that are spoken, in order.
    breaks
        Where sentences end without a terminator.
    marks
        Where a person has split or joined them; a mark comes before any rule.
    speakers
        The speaker of each cue; those named in the texts by default.
    """
    marked = marks.by_cue()
    groups: list[list[Part]] = []
    end_ms, speaker, is_done = 0, "", True
    for part in parts:
        name = speakers[part.cue] if speakers else part.spoken.speaker
        begins = marked.get(part.cue) if groups else True
        if begins is None:
            begins = is_done or _breaks(groups[-1], end_ms, speaker, part, name, breaks)
        if begins:
            groups.append([part])
            end_ms, speaker = part.end_ms, name
        else:
            groups[-1].append(part)
            end_ms, speaker = max(end_ms, part.end_ms), name or speaker
        is_done = part.spoken.ends
    return groups


def _breaks(group: Sequence[Part], end_ms: int, speaker: str, part: Part, name: str, breaks: SentenceBreaks) -> bool:
    if breaks.pause_ms is not None and part.start_ms - end_ms > breaks.pause_ms:
        return True
    if group[-1].spoken.is_sung != part.spoken.is_sung or (name and speaker and name != speaker):
        return True
    return breaks.longest_ms is not None and max(end_ms, part.end_ms) - group[0].start_ms > breaks.longest_ms


def _is_sung(text: str) -> bool:
    # “[Music] ♪” describes a sound; nobody sings these words.
    words = _BRACKETS.sub("", text)
    return not _MUSIC_NOTES.isdisjoint(words) and any(character.isalnum() for character in words)
