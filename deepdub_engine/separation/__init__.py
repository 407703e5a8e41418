"""A clip in, two stems of the same rate, channels and length out, in constant memory."""

from deepdub_engine.separation.child import separate_in_child
from deepdub_engine.separation.local import check_exact, separate
from deepdub_engine.separation.stems import Stems, split

__all__ = ["Stems", "check_exact", "separate", "separate_in_child", "split"]
