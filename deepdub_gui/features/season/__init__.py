"""A season in the window: a folder of episodes is paired, prepared, and checked."""
