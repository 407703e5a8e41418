"""Generated voices: found, fitted to their slots, levelled and mixed with the film."""
