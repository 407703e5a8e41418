"""Who speaks each subtitle: the cast, what is done to it, and how it follows edits of the cues."""
