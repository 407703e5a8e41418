"""Probe and decode any media file that FFmpeg reads, through PyAV; audio is decoded to a PCM file."""
