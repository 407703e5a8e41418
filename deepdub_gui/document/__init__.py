"""The open document: its session, undo commands, playback, opening, saving and separation. No widgets."""
