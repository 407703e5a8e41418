"""Audio on disk: PCM clips, WAV files, peaks and spectrograms."""
