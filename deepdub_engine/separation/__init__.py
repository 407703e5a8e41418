"""Separation of a clip into two stems of the same sample rate, channel count and length, in constant memory."""
