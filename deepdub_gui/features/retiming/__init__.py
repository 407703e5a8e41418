"""Retiming in the window: what the slider moves, the line that says it, anchors, tapping, before and after."""
