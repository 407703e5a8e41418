"""Many episodes: pair clips with subtitles, run the commands for each, know what is done, and report."""
