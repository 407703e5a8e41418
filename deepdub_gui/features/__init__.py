"""What the user can do in the window: one package per feature; no feature imports another."""
