"""When the separation of a long clip is split among workers that would have nothing to do."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from deepdub_engine.audio.media.probe import chosen_track, probe
from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.batch.items import Item, StepKind
from deepdub_engine.pipeline.pieces import EXACT_RATES_HZ

_SPLIT_KINDS = {StepKind.RUN, StepKind.SEPARATE}


@dataclass(frozen=True, slots=True)
class SplitRule:
    """When it pays to split.

    Every piece decodes the whole clip and loads the network, so short pieces cost more than they save.

    Parameters
    ----------
    piece_ms
        The shortest piece; a clip must be as long as two.
    """

    piece_ms: int = 10 * 60_000


def pieces_for(
    items: Sequence[Item], kinds: Sequence[StepKind], options: Mapping[str, str], workers: int, rule: SplitRule
) -> dict[str, int]:
    """Return in how many pieces episodes are separated, by name; those that stay whole are missing.

    Episodes are split if they are fewer than the workers, if they are long enough, and if their rate gives the same
    bits in pieces as at once. Their pieces can be shared out evenly: two episodes give three workers three pieces each.
    """
    if not items or len(items) >= workers or not _SPLIT_KINDS & set(kinds):
        return {}
    most = workers // math.gcd(workers, len(items))
    found = {item.name: min(most, _length_ms(item, options) // rule.piece_ms) for item in items}
    return {name: count for name, count in found.items() if count > 1}


def _length_ms(item: Item, options: Mapping[str, str]) -> int:
    """Return the length of a clip whose track can be split; 0 for all others."""
    try:
        info = probe(item.media)
        chosen = {**options, **item.options}.get("track")
        track = chosen_track(item.media, info.tracks, None if chosen is None else int(chosen))
    except (DeepdubError, ValueError):
        return 0
    return info.duration_ms if track.rate_hz in EXACT_RATES_HZ else 0
