"""The separation U-Net: its description, its weights, readers of weight files, and the graph that runs it.

Nothing here imports OpenVINO until a `Network` is made.
"""

from deepdub_engine.network.spec import AboveBins, Heads, InputForm, NetworkSpec, Units

__all__ = ["AboveBins", "Heads", "InputForm", "NetworkSpec", "Units"]
