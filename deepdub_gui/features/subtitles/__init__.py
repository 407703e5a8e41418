"""Opens subtitles from a track of the clip, and reopens them with another encoding."""
