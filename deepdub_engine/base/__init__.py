"""Shared building blocks: errors, messages, timing, progress, atomic files, locks and processes."""
