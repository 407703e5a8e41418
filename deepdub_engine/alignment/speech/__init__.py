"""Speech activity detection on a clip or its vocals, by a small neural network."""

from deepdub_engine.alignment.speech.activity import HOP_MS, SpeechActivity, load_activity, save_activity

__all__ = ["HOP_MS", "SpeechActivity", "load_activity", "save_activity"]
