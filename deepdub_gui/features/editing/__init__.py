"""Manual editing of cues: drag, set at the playhead, split, merge, edit text; and navigation between problems."""
