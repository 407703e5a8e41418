"""The model store: downloading, importing, verifying, listing and removing weights.

This file imports nothing, because others import `places`, which must stay cheap to import.
"""
