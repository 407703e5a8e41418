"""Separating parts of a clip: the scope menu."""
