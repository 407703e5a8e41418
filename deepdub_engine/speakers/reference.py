"""What speakers sound like, kept in a file, so that they are recognised in the next episode."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from deepdub_engine.base.atomic import replacing
from deepdub_engine.base.errors import CastInvalid, from_os_error
from deepdub_engine.base.messages import message, message_of
from deepdub_engine.base.serialization import from_plain, to_plain
from deepdub_engine.speakers.cast import MOST_SPEAKERS, Speaker, clean_name
from deepdub_engine.speakers.voice import Voice
from deepdub_engine.speakers.voice_graph import EMBEDDING

CAST_JSON = "cast.json"
VERSION = 1
NETWORK = "campplus_cn_en_common"
_LARGEST = 1 << 24
_DIGITS = 5
_NUMBERS = re.compile(r"\[\s+-?\d[^\]\"]*\]")


@dataclass(frozen=True, slots=True)
class Reference:
    """A speaker as heard in an episode.

    Parameters
    ----------
    number, name
        As in `Speaker`.
    lines
        How many sentences they speak.
    clips
        Paths of the sentences that show the voice best, relative to the file, the best first.
    direction
        Unit vector of the voice, of 192 numbers; empty if nothing was heard.
    """

    number: int
    name: str
    lines: int = 0
    clips: tuple[str, ...] = ()
    direction: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class CastFile:
    """The content of ``cast.json``."""

    version: int
    network: str
    speakers: tuple[Reference, ...]


def write_cast_file(path: Path, speakers: Iterable[Reference]) -> None:
    """Write what speakers sound like.

    Raises
    ------
    DiskFull, OutputNotWritable
        If the file cannot be written.
    """
    stored = CastFile(VERSION, NETWORK, tuple(speakers))
    text = json.dumps(to_plain(stored), ensure_ascii=False, indent=1)
    text = _NUMBERS.sub(lambda found: " ".join(found[0].split()), text)  # a voice on one line
    with replacing(path) as temporary:
        temporary.write_text(text + "\n", encoding="utf-8", newline="")


def read_cast_file(path: Path) -> tuple[Reference, ...]:
    """Return what the speakers of another episode sound like; those without a name get one of their number.

    Raises
    ------
    CastInvalid
        If the file is damaged, or was made with another network.
    FileMissing, FileUnreadable
        If it cannot be read.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise from_os_error(error, path, writing=False) from error
    try:
        stored = _parsed(data)
    except (ValueError, KeyError, TypeError, RecursionError, OverflowError) as error:
        raise CastInvalid(path, message_of(error)) from error
    return tuple(
        replace(one, name=Speaker(one.number, clean_name(one.name)).label, direction=_unit(one.direction))
        for one in stored.speakers
    )


def _parsed(data: bytes) -> CastFile:
    if len(data) > _LARGEST:
        raise ValueError(message("it is too large"))
    stored = from_plain(CastFile, json.loads(data))
    _check(stored)
    return stored


def _check(stored: CastFile) -> None:
    if stored.version != VERSION or stored.network != NETWORK:
        raise ValueError(message("it was made by another version"))
    if len(stored.speakers) > MOST_SPEAKERS:
        raise ValueError(message("it has too many speakers"))
    for one in stored.speakers:
        length = math.hypot(*one.direction)
        if one.direction and (len(one.direction) != EMBEDDING or not 0.5 < length < 2):
            raise ValueError(message("it has a voice that is none"))


def _unit(direction: Sequence[float]) -> tuple[float, ...]:
    length = math.hypot(*direction)
    return tuple(value / length for value in direction) if length else ()


def mean_direction(voices: Sequence[Voice]) -> tuple[float, ...]:
    """Return the direction of several sentences of one speaker, the longer ones with more weight; empty if unheard."""
    heard = [voice for voice in voices if voice.direction]
    if not heard:
        return ()
    weights = np.sqrt([voice.heard_ms for voice in heard])
    total = (np.array([voice.direction for voice in heard]) * weights[:, None]).sum(axis=0)
    return tuple(round(value, _DIGITS) for value in _unit(total.tolist()))
