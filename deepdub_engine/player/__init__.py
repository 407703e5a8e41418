"""Listening to a clip and its stems: one sample clock, any number of sources, one of them heard at a time."""

from deepdub_engine.player.offline import OfflineOutput
from deepdub_engine.player.output import Output, OutputStream, SoundDeviceOutput, Supply
from deepdub_engine.player.player import Player

__all__ = ["OfflineOutput", "Output", "OutputStream", "Player", "SoundDeviceOutput", "Supply"]
