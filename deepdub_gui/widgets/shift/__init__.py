"""The shift bar: slider, fields and the scope of a shift."""
