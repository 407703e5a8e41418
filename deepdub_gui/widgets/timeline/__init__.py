"""The timeline: overview, ruler, cue boxes, waveforms and playhead on one time axis."""

from deepdub_gui.widgets.timeline.widget import Timeline

__all__ = ["Timeline"]
