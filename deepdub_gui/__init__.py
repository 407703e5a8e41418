"""The Deepdub window: draws, asks, and leaves the work to `deepdub_engine`."""
