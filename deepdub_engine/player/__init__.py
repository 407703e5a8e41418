"""Play a clip and its stems: any mix of any number of sources on one sample clock."""

from deepdub_engine.player.deck import Device
from deepdub_engine.player.loudness import Loudness, matched_gains_db, measure_loudness
from deepdub_engine.player.meters import Level, Meters
from deepdub_engine.player.mix import Mix, difference, faded, only, together
from deepdub_engine.player.offline import OfflineOutput
from deepdub_engine.player.output import Output, OutputStream, SoundDeviceOutput, Supply
from deepdub_engine.player.player import Player
from deepdub_engine.player.remote import list_devices
from deepdub_engine.player.source_reader import FASTEST, SLOWEST, Source
from deepdub_engine.player.ticks import Ticks

__all__ = [
    "FASTEST",
    "SLOWEST",
    "Device",
    "Level",
    "Loudness",
    "Meters",
    "Mix",
    "OfflineOutput",
    "Output",
    "OutputStream",
    "Player",
    "SoundDeviceOutput",
    "Source",
    "Supply",
    "Ticks",
    "difference",
    "faded",
    "list_devices",
    "matched_gains_db",
    "measure_loudness",
    "only",
    "together",
]
