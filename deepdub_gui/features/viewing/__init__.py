"""The View menu: lanes, amplitude, speech colours, spectrogram, and how the timeline follows the playhead."""
