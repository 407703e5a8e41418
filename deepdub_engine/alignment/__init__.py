"""Match subtitles to speech: suggested retimings with a confidence, a score for every shift, and cue checks."""
