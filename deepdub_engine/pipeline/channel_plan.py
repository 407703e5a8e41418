"""Which channels of a film are separated, and when: as a pair where both hold speech, alone where one of them does.

Networks know speech from recordings in which it is in the middle. In a pair that holds it on one side only, they find
less of it than in that side alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from deepdub_engine.audio.media.channels import ChannelGroup
from deepdub_engine.base.spans import Spans, length, merge_spans, overlapping
from deepdub_engine.pipeline.spoken_channels import SpokenParts

_WHOLE_SHARE = 0.5  # of a clip; more than this is separated as a whole, without borders


@dataclass(frozen=True, slots=True)
class ChannelPart:
    """Something to separate: one or two channels, and the spans of the clip."""

    columns: tuple[int, ...]
    spans: Spans


def plan_channels(
    groups: Sequence[ChannelGroup], heard: Sequence[SpokenParts], samples: int
) -> tuple[ChannelPart, ...]:
    """Return what to separate; channels and spans that are not in the result keep their samples.

    The channel or pair with most of the speech is separated as a whole, and so is any with speech in more than half of
    the clip; others are separated where they hold speech.

    Parameters
    ----------
    groups
        The channels and pairs of the film.
    heard
        The speech in each channel.
    samples
        Length of the clip.
    """
    energies = [sum(heard[column].energy for column in group.columns) for group in groups]
    parts: list[ChannelPart] = []
    for group, energy in zip(groups, energies, strict=True):
        found = _parts(group, heard, samples)
        spoken = sum(length(part.spans) for part in found)
        if found and (energy == max(energies) or spoken > _WHOLE_SHARE * samples):
            columns = found[0].columns if len(found) == 1 else group.columns
            found = [ChannelPart(columns, ((0, samples),))]
        parts += found
    return tuple(parts)


def _parts(group: ChannelGroup, heard: Sequence[SpokenParts], samples: int) -> list[ChannelPart]:
    """Return the parts of a channel or pair; no two of them overlap in time."""
    sides = [heard[column].spans for column in group.columns]
    found: dict[tuple[int, ...], list[tuple[int, int]]] = {}
    for span in merge_spans([span for spans in sides for span in spans], samples):
        columns = tuple(column for column, spans in zip(group.columns, sides, strict=True) if overlapping(spans, *span))
        found.setdefault(columns, []).append(span)
    return [ChannelPart(columns, tuple(spans)) for columns, spans in found.items()]
