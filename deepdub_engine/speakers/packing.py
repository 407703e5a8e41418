"""Sentences packed into windows of one length, for a network that sees windows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_OPEN = 6  # windows that wait for a sentence that fits: neighbours stay near each other


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a sentence in a window, all in samples.

    Parameters
    ----------
    sentence
        Index of the sentence.
    offset
        Where the part begins in the sentence.
    start, stop
        Its place in the window.
    """

    sentence: int
    offset: int
    start: int
    stop: int


Window = tuple[Piece, ...]


def packed(lengths: Sequence[int], window: int) -> Iterator[Window]:
    """Yield windows that hold all sentences, each where least room is left; longer ones are cut.

    Parameters
    ----------
    lengths
        Of the sentences in samples; those of length 0 are left out.
    window
        Length of a window.
    """
    waiting: list[list[Piece]] = []
    for sentence, length in enumerate(lengths):
        for offset in range(0, length, window):
            wanted = min(window, length - offset)
            fitting = [each for each in waiting if each[-1].stop + wanted <= window]
            if fitting:
                chosen = max(fitting, key=_used)
            else:
                chosen = []
                waiting.append(chosen)
            start = _used(chosen)
            chosen.append(Piece(sentence, offset, start, start + wanted))
            if len(waiting) > _OPEN or _used(chosen) == window:
                fullest = max(waiting, key=_used)
                waiting.remove(fullest)
                yield tuple(fullest)
    yield from map(tuple, waiting)


def _used(pieces: Sequence[Piece]) -> int:
    return pieces[-1].stop if pieces else 0
