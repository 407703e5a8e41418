"""The spelling of texts: Hunspell in a process of its own, with the dictionaries of the system."""
