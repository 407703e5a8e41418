"""Suggestions in the window: the best shift, the score of every shift, and cues that do not match the speech."""
