"""Retiming in the window: shift, ratio, retiming line, anchors, tapping, and comparison with the original times."""
