"""The Deepdub window; `deepdub_engine` does the processing."""
