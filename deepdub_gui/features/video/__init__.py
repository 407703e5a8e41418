"""The moving picture beside the timeline, when it is asked for."""
