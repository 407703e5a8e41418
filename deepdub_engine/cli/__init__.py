"""The command ``deepdub``."""

from deepdub_engine.cli.main import main

__all__ = ["main"]
