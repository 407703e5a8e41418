"""Manual editing of cues: drag, set at the playhead, split, merge, edit text and times; and ways to other cues."""
