"""What the program and the process that plays tell each other, as pickles: both ends are this program."""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from typing import Any, BinaryIO

from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.player.clock import Heard
from deepdub_engine.player.deck import Device
from deepdub_engine.player.mixer import Gains
from deepdub_engine.player.output import SoundDeviceOutput
from deepdub_engine.player.play_buffer import Order
from deepdub_engine.player.source_reader import Source


@dataclass(frozen=True, slots=True)
class Begin:
    """To the child, first of all: what to play on."""

    output: SoundDeviceOutput


@dataclass(frozen=True, slots=True)
class Open:
    """To the child, which answers with `Opened`, or says `Failed` only, if nobody waits."""

    rate_hz: int
    awaited: bool


@dataclass(frozen=True, slots=True)
class Load:
    """To the child: the sources of the orders that follow, whose own are left out."""

    sources: tuple[Source | None, ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """To the child; see `Deck.cue`."""

    order: Order
    playing: bool


@dataclass(frozen=True, slots=True)
class Mix:
    """To the child; see `Deck.mix`."""

    gains: Gains


@dataclass(frozen=True, slots=True)
class ListDevices:
    """To the child, which answers with `Devices`."""


@dataclass(frozen=True, slots=True)
class Opened:
    """From the child: the device is ready, or why not."""

    error: DeepdubError | None


@dataclass(frozen=True, slots=True)
class Devices:
    """From the child: the names of all devices that play, the default one first, or why there are none."""

    names: tuple[str, ...]
    error: DeepdubError | None


@dataclass(frozen=True, slots=True)
class Report:
    """From the child, some hundred times a second while it plays."""

    heard: list[Heard]
    finished_jump: int
    underruns: int
    device: Device


@dataclass(frozen=True, slots=True)
class Failed:
    """From the child: the sound has stopped."""

    error: DeepdubError


ToChild = Begin | Open | Load | Cue | Mix | ListDevices
FromChild = Opened | Devices | Report | Failed


def send(stream: BinaryIO, message: ToChild | FromChild) -> None:
    """Write a message as a whole. Raises OSError if nobody listens."""
    stream.write(pickle.dumps(message))
    stream.flush()


def receive(stream: BinaryIO) -> Any:
    """Wait for a message and return it; None at the end, also in the middle of one."""
    try:
        return pickle.load(stream)  # noqa: S301
    except (EOFError, OSError, ValueError, pickle.UnpicklingError):
        return None
