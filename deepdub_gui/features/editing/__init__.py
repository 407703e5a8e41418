"""Cues edited by hand: dragged, set at the playhead, split, merged, worded anew; and the way to the next problem."""
