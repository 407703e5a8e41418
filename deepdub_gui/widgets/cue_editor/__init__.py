"""The editor of the current subtitle, under the list: its text, start, end and duration."""

from deepdub_gui.widgets.cue_editor.column import CueColumn
from deepdub_gui.widgets.cue_editor.panel import CueEditorPanel
from deepdub_gui.widgets.cue_editor.time_field import TimePart

__all__ = ["CueColumn", "CueEditorPanel", "TimePart"]
