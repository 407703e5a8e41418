"""The optional video dock beside the timeline."""
