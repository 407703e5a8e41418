"""Listening: the mixer, loudness matching, scrubbing, speed, output devices, meters and the ABX test."""
