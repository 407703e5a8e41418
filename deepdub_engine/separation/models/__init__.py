"""The store of models: fetching, importing, verifying, listing and removing weights.

`places` says where installed models are and imports next to nothing; so this file imports none of the others.
"""
