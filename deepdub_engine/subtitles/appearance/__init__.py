"""What subtitles look like on the picture: text in runs of one look, and its place."""
