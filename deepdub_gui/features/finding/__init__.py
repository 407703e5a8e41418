"""Find and replace in the texts, and the spelling check."""
