"""What the voice step wants to know of each sentence beyond its times and text."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from deepdub_engine.sentences.sentences import Sentence
from deepdub_engine.subtitles.cues import Cue
from deepdub_engine.subtitles.speakers import name_in_text
from deepdub_engine.subtitles.speech_text import spoken_text

_WORD = re.compile(r"[^\W_]+")
_EFFORT = re.compile(  # a word of a laugh, gasp or hum: “ha ha”, “mm-hmm”, “ugh”
    r"ha+h?|heh|(?:ha|he|hi|ho|ah){2,}h?|[aeou]+h+|u+g+h+|a+r+g+h+|m+(?:h+m+)?|h+m+|oo+f|phew|gr+|wh?oa+h?|ow+"
    r"|하{2,}|흐{2,}|호{2,}|히{2,}|크{2,}|아+|으+|어+|헉",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class CueDetails:
    """What is known of cues beyond their texts.

    Parameters
    ----------
    speakers
        The speaker of each cue; empty where unknown.
    translation
        The cues of the target language.
    """

    speakers: tuple[str, ...] = ()
    translation: tuple[Cue, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class SentenceDetails:
    """What is known of a sentence.

    Parameters
    ----------
    speaker
        Who speaks; empty if unknown. Of several, the first.
    voices
        How many people speak, as far as dashes or names tell.
    translation
        The text in the target language; empty without one.
    effort
        Whether it is a laugh or an effort only.
    before_ms, behind_ms
        Free time up to the neighbours, or to the ends of the clip.
    cues
        Indices of its cues.
    """

    speaker: str
    voices: int
    translation: str
    effort: bool
    before_ms: int
    behind_ms: int
    cues: tuple[int, ...] = ()


def sentence_details(
    sentences: Sequence[Sentence], cues: Sequence[Cue], details: CueDetails, clip_ms: int
) -> tuple[SentenceDetails, ...]:
    """Return the details of each sentence.

    Parameters
    ----------
    sentences
        The sentences of a clip, in order.
    cues
        The cues that they were made of.
    details
        What is known of these cues.
    clip_ms
        Length of the clip.
    """
    speakers = details.speakers if len(details.speakers) == len(cues) else [name_in_text(cue.text) for cue in cues]
    own = _by_sentence(sentences, cues)
    other = _by_sentence(sentences, details.translation)
    result: list[SentenceDetails] = []
    for index, sentence in enumerate(sentences):
        names = [speakers[at] for at in own[index] if speakers[at]]
        dashes = sum(_dashes(cues[at].text) for at in own[index])
        result.append(
            SentenceDetails(
                names[0] if names else "",
                max(1, len(set(names)), dashes),
                " ".join(filter(None, (spoken_text(details.translation[at].text) for at in other[index]))),
                _is_effort(sentence.text),
                sentence.start_ms - (sentences[index - 1].end_ms if index else 0),
                (sentences[index + 1].start_ms if index + 1 < len(sentences) else clip_ms) - sentence.end_ms,
                tuple(own[index]),
            )
        )
    return tuple(result)


def _by_sentence(sentences: Sequence[Sentence], cues: Sequence[Cue]) -> list[list[int]]:
    """Return for each sentence the cues that it shares most of their time with."""
    starts = [sentence.start_ms for sentence in sentences]
    found: list[list[int]] = [[] for _ in sentences]
    for at in sorted(range(len(cues)), key=lambda at: cues[at].start_ms):
        cue = cues[at]
        near = bisect.bisect_right(starts, cue.start_ms)
        best = max(
            range(max(0, near - 1), min(len(sentences), near + 2)), key=lambda n: _shared(sentences[n], cue), default=0
        )
        if sentences and _shared(sentences[best], cue) > 0:
            found[best].append(at)
    return found


def _is_effort(text: str) -> bool:
    words = _WORD.findall(text)
    return bool(words) and all(_EFFORT.fullmatch(word) for word in words)


def _shared(sentence: Sentence, cue: Cue) -> int:
    return min(sentence.end_ms, cue.end_ms) - max(sentence.start_ms, cue.start_ms)


def _dashes(text: str) -> int:
    return sum(line.lstrip().startswith(("- ", "– ", "— ")) for line in text.splitlines())
