"""How the timeline shows things: lanes, amplitude, colours, and how it follows the playhead."""
