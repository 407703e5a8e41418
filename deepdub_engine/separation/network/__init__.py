"""The separation networks: architectures, weights, readers of weight files, and OpenVINO graphs.

OpenVINO is not imported until a `Network` is created.
"""

from deepdub_engine.separation.network.band_spec import BandSpec
from deepdub_engine.separation.network.spec import NetworkSpec, spec_from_dict
from deepdub_engine.separation.network.unet_spec import Heads, UNetSpec, Units

__all__ = ["BandSpec", "Heads", "NetworkSpec", "UNetSpec", "Units", "spec_from_dict"]
