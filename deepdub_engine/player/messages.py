"""Messages between the program and the player process, sent as pickles: both ends run this code."""

from __future__ import annotations

import io
import pickle
import re
from dataclasses import dataclass
from typing import Any

from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.player.backend import Device
from deepdub_engine.player.clock import ClockEntry
from deepdub_engine.player.mixer import Gains
from deepdub_engine.player.output import SoundDeviceOutput
from deepdub_engine.player.play_buffer import PlayRequest
from deepdub_engine.player.source_reader import PlaySource


@dataclass(frozen=True, slots=True)
class BeginPlayer:
    """To the child, first message: the output to play on."""

    output: SoundDeviceOutput


@dataclass(frozen=True, slots=True)
class OpenDevice:
    """To the child: open the device. It answers `DeviceOpened` if `awaited`, else `PlaybackFailed` on errors only."""

    rate_hz: int
    awaited: bool


@dataclass(frozen=True, slots=True)
class LoadSources:
    """To the child: the sources of the following orders, which are sent without theirs."""

    sources: tuple[PlaySource | None, ...]


@dataclass(frozen=True, slots=True)
class PlayMessage:
    """To the child; see `Deck.cue`."""

    order: PlayRequest
    playing: bool


@dataclass(frozen=True, slots=True)
class GainsMessage:
    """To the child; see `Deck.mix`."""

    gains: Gains


@dataclass(frozen=True, slots=True)
class ListDevices:
    """To the child: list the devices. It answers with `DeviceList`."""


@dataclass(frozen=True, slots=True)
class DeviceOpened:
    """From the child: the device is open, or the error why not."""

    error: DeepdubError | None


@dataclass(frozen=True, slots=True)
class DeviceList:
    """From the child: the names of all output devices, the default one first, or the error why there are none."""

    names: tuple[str, ...]
    error: DeepdubError | None


@dataclass(frozen=True, slots=True)
class PlaybackReport:
    """From the child, up to a hundred times a second while it plays: the playback state."""

    heard: list[ClockEntry]
    finished_jump: int
    underruns: int
    device: Device


@dataclass(frozen=True, slots=True)
class PlaybackFailed:
    """From the child: playback has stopped because of an error."""

    error: DeepdubError


_ERROR = "deepdub_engine.base.errors.base", "_rebuild"
_KNOWN = re.compile(r"(?:deepdub_engine|pathlib|fractions)(?:\.|$)")

ToChild = BeginPlayer | OpenDevice | LoadSources | PlayMessage | GainsMessage | ListDevices
FromChild = DeviceOpened | DeviceList | PlaybackReport | PlaybackFailed


class _Messages(pickle.Unpickler):
    """Reads messages: only values of the engine and paths, so that bytes of any origin run nothing."""

    def find_class(self, module: str, name: str) -> Any:
        found = super().find_class(module, name) if "." not in name and _KNOWN.match(module) else None
        if not isinstance(found, type) and (module, name) != _ERROR:
            raise pickle.UnpicklingError(f"{module}.{name} is no part of a message")
        return found


def encode(message: ToChild | FromChild) -> bytes:
    """Return a message as bytes for the other end."""
    return pickle.dumps(message)


def decode(payload: bytes) -> Any:
    """Return the message in some bytes. Raises ValueError if there is none."""
    try:
        return _Messages(io.BytesIO(payload)).load()
    except (AttributeError, EOFError, ImportError, IndexError, pickle.UnpicklingError) as error:
        raise ValueError("not a message") from error
