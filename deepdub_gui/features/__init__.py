"""What a person can do in the window: one package per feature, none of which imports another."""
