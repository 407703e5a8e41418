"""The spelling of texts: Hunspell in a process of its own, with the dictionaries of the system."""

from deepdub_engine.subtitles.spelling.dictionaries import (
    Dictionary,
    find_dictionaries,
    guess_language,
    pick_dictionary,
)
from deepdub_engine.subtitles.spelling.own_words import OwnWords
from deepdub_engine.subtitles.spelling.process import SpellingAnswer, SpellingProcess
from deepdub_engine.subtitles.spelling.words import WordSpan, words_in

__all__ = [
    "Dictionary",
    "OwnWords",
    "SpellingAnswer",
    "SpellingProcess",
    "WordSpan",
    "find_dictionaries",
    "guess_language",
    "pick_dictionary",
    "words_in",
]
