"""The titles under which help shows the arguments of a command."""

from deepdub_engine.base.messages import mark

FILES = mark("files")
SUBTITLES = mark("subtitles")
TIMES = mark("times")
LIMITS = mark("limits")
SENTENCES = mark("sentences")
SEPARATION = mark("separation")
VOICES = mark("voices")
OUTPUT = mark("output")
GENERAL = mark("general")
