"""Who speaks: suggestions, the cast mode, the panel of speakers, and listening to one of them."""
