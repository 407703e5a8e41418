"""Where the subtitles belong, in the window: suggestions, the score of every shift, cues off speech."""
