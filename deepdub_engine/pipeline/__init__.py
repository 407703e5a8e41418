"""The processing steps as jobs, shared by the command line and the window."""
