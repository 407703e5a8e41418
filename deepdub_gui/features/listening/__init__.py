"""What the window has for the ear: mixing, loops, scrubbing, speed, devices, meters, blind comparison."""
