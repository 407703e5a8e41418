"""Where subtitles come from, other than a file that is opened: a track of the clip, or the same bytes read anew."""
