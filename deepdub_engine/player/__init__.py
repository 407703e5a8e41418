"""Play a clip and its stems: any mix of any number of sources on one sample clock."""

from deepdub_engine.player.backend import Device
from deepdub_engine.player.loudness import Loudness, matched_gains_db, measure_loudness
from deepdub_engine.player.meters import MeterLevel, Meters
from deepdub_engine.player.mix import Mix, crossfade, difference, only, together
from deepdub_engine.player.offline import OfflineOutput
from deepdub_engine.player.output import BlockRenderer, Output, OutputStream, SoundDeviceOutput
from deepdub_engine.player.player import Player
from deepdub_engine.player.process_backend import list_devices, responds
from deepdub_engine.player.source_reader import FASTEST, SLOWEST, PlaySource
from deepdub_engine.player.ticks import TickSource

__all__ = [
    "FASTEST",
    "SLOWEST",
    "BlockRenderer",
    "Device",
    "Loudness",
    "MeterLevel",
    "Meters",
    "Mix",
    "OfflineOutput",
    "Output",
    "OutputStream",
    "PlaySource",
    "Player",
    "SoundDeviceOutput",
    "TickSource",
    "crossfade",
    "difference",
    "list_devices",
    "matched_gains_db",
    "measure_loudness",
    "only",
    "responds",
    "together",
]
