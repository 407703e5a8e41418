"""Speaker layouts: which channels belong together, how channels of another layout fit in, and WAV's channel mask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from deepdub_engine.audio.media.downmix import is_named, speaker_gains, usual_names
from deepdub_engine.audio.pcm import Samples

Speakers = tuple[str, ...]
CENTRE = "FC"
_LOW_FREQUENCY = ("LFE", "LFE2")
# The order of the bits of a channel mask, which is also the order of the channels in the file.
# Source: Microsoft, "Multiple channel audio data and WAVE files", 2007.
_MASK_ORDER = (
    *("FL", "FR", "FC", "LFE", "BL", "BR", "FLC", "FRC", "BC", "SL", "SR"),
    *("TC", "TFL", "TFC", "TFR", "TBL", "TBC", "TBR"),
)
_ALIKE = {"BL": "SL", "BR": "SR", "SL": "BL", "SR": "BR"}


@dataclass(frozen=True, slots=True)
class ChannelGroup:
    """One channel, or the left and right channel of a pair, by FFmpeg's names; `columns` are their indices."""

    names: Speakers
    columns: tuple[int, ...]

    @property
    def is_centre(self) -> bool:
        """Whether this is the front centre channel."""
        return self.names == (CENTRE,)

    @property
    def is_low_frequency(self) -> bool:
        """Whether this channel holds low-frequency effects, and so never speech."""
        return self.names[0] in _LOW_FREQUENCY

    @property
    def label(self) -> str:
        """The names in one word, such as ``FL+FR``."""
        return "+".join(self.names)


def speakers(names: Sequence[str]) -> Speakers:
    """Return the speaker of each channel; six or eight channels without names count as 5.1 or 7.1.

    Other channels without names are returned as they are.
    """
    usual = usual_names(len(names))
    return tuple(names) if is_named(names) or usual is None else usual


def channel_groups(names: Speakers) -> tuple[ChannelGroup, ...]:
    """Return the pairs and single channels of a layout, in the order of their first channel."""
    groups = []
    taken: set[int] = set()
    for column, name in enumerate(names):
        if column in taken:
            continue
        other = _partner(name)
        pair = names.index(other, column + 1) if other != name and other in names[column + 1 :] else None
        columns = (column,) if pair is None else (column, pair)
        taken.update(columns)
        if pair is not None and "R" in name:
            columns = columns[::-1]
        groups.append(ChannelGroup(tuple(names[each] for each in columns), columns))
    return tuple(groups)


def _partner(name: str) -> str:
    """Return the name of the other channel of a pair: ``FR`` for ``FL`` and ``TFL`` for ``TFR``; itself if none."""
    for mine, other in (("L", "R"), ("R", "L")):
        head, side, tail = name.rpartition(mine)
        if side and name not in _LOW_FREQUENCY:
            return f"{head}{other}{tail}"
    return name


def has_centre(names: Speakers) -> bool:
    """Return whether a layout of more than two channels has a front centre channel."""
    return len(names) > 2 and CENTRE in names


def arranged(block: Samples, names: Sequence[str], wanted: Speakers) -> Samples:
    """Convert a block to the channels of another layout, as a file joined from different sources needs it.

    Parameters
    ----------
    block
        float32 ``[n, len(names)]``.
    names
        FFmpeg's channel names, in order.
    wanted
        Speakers of the result, in order. A channel that is not among them goes to the left and right fronts as in the
        stereo mix-down, before its scaling; side channels count as back channels where only those are wanted.
    """
    own = speakers(names)
    if own == wanted:
        return block
    result = np.zeros((len(block), len(wanted)), np.float32)
    for column, name in enumerate(own):
        place = name if name in wanted else _ALIKE.get(name, name)
        if place in wanted:
            result[:, wanted.index(place)] += block[:, column]
            continue
        for side, gain in zip(("FL", "FR"), speaker_gains(name), strict=True):
            if gain and side in wanted:
                result[:, wanted.index(side)] += np.float32(gain) * block[:, column]
    return result


def wav_order(names: Speakers) -> tuple[tuple[int, ...], int]:
    """Return the order in which a WAV file stores channels, and its channel mask.

    Returns
    -------
    tuple
        Indices into `names`, and the mask; the mask is 0 and the order unchanged if WAV has no bit for a speaker.
    """
    if len(set(names)) < len(names) or not set(names) <= set(_MASK_ORDER):
        return tuple(range(len(names))), 0
    order = tuple(sorted(range(len(names)), key=lambda column: _MASK_ORDER.index(names[column])))
    return order, sum(1 << _MASK_ORDER.index(name) for name in names)


def layout_label(layout: str, names: Speakers) -> str:
    """Return a short name of a layout for file names: ``5.1`` for ``5.1(side)``, ``6ch`` without a name."""
    plain = layout.partition("(")[0].strip()
    known = plain and all(letter.isalnum() or letter in ".-" for letter in plain)
    return plain if known else {6: "5.1", 8: "7.1"}.get(len(names), f"{len(names)}ch")
