"""Subtitles are read as pysubs2 and FFmpeg read them, except for differences that are listed with their reason."""

from __future__ import annotations

import re
import shutil
import subprocess

import pysubs2
import pytest

from deepdub_engine.subtitles import load_subtitles
from tests.helpers.subtitle_samples import SMI, SRT, ass

FILES = {
    "plain.srt": SRT,
    "no_blank.srt": "1\n00:00:01,000 --> 00:00:02,000\nOne\n2\n00:00:03,000 --> 00:00:04,000\nTwo\n",
    "point.srt": "1\n00:00:01.000 --> 00:00:02.000\nOne\n",
    "blanks.srt": "1\n00:00:01,000 --> 00:00:02,000\nOne\n\n\n\n2\n00:00:03,000 --> 00:00:04,000\nTwo\n",
    "inner_blank.srt": "1\n00:00:01,000 --> 00:00:02,000\nOne\n\nmore\n\n2\n00:00:03,000 --> 00:00:04,000\nTwo\n",
    "no_numbers.srt": "00:00:01,000 --> 00:00:02,000\nOne\n\n00:00:03,000 --> 00:00:04,000\nTwo\n",
    "crlf.srt": SRT.replace("\n", "\r\n"),
    "mark.srt": "\ufeff" + SRT,
    "short_arrow.srt": "1\n00:00:01,000 --> 00:00:02,000\nOne\n\n2\n00:00:03,000 -> 00:00:04,000\nTwo\n",
    "reversed.srt": "1\n00:00:01,000 --> 00:00:02,000\nOne\n\n2\n00:00:04,000 --> 00:00:03,000\nTwo\n",
    "notes.vtt": "WEBVTT\n\nNOTE no\n\nid\n00:01.000 --> 00:02.000 line:1\nOne\n\n01:00:00.000 --> 01:00:01.000\nTwo\n",
    "blank_line.vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\nOne\n \nmore\n\n00:03.000 --> 00:04.000\nTwo\n",
    "plain.ass": ass(
        "Dialogue: 0,0:00:01.00,0:00:02.50,Default,,0,0,0,,One\\Ntwo", "Comment: 0,0:00:03.00,0:00:04.00,D,,0,0,0,,x"
    ),
    "plain.sub": "{1}{1}25\n{25}{50}One|two\n{75}{100}Three\n",
    "no_end.sub": "{1}{1}25\n{25}{}One\n{75}{100}Two\n",
    "plain.txt": "[10][20]One|two\n[30][40]/Three\n[50][60]Four\n[70][80]Five\n",
    "clear.smi": SMI,
}
# (file, other program): why it reads the file in another way.
OTHERWISE = {
    ("reversed.srt", "pysubs2"): "it gives the reversed cue; here it is named and left out",
    ("reversed.srt", "ffmpeg"): "it gives the reversed cue some length; here it is named and left out",
    ("no_numbers.srt", "ffmpeg"): "it does not recognise SRT without numbers",
    ("no_end.sub", "pysubs2"): "it takes the line for no cue; here the next start is its end",
    ("clear.smi", "pysubs2"): "it guesses the end from the length of the text; here it is the next point",
    ("clear.smi", "ffmpeg"): "it shows empty points as well",
}
KINDS = {".sub": "microdvd", ".txt": "mpl2", ".smi": "sami"}


def words(text):
    plain = re.sub(r"<[^>]*>|\{[^}]*\}", "", text.replace("\\N", "\n").replace("\\h", " "))
    return " ".join(plain.split())


def ours(path):
    return [(cue.start_ms, cue.end_ms, words(cue.text)) for cue in load_subtitles(path).cues]


def of_pysubs2(path):
    subs = pysubs2.load(str(path), format_=KINDS.get(path.suffix))
    return [(event.start, event.end, words(event.text)) for event in subs if not event.is_comment]


def of_ffmpeg(path):
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-f", "srt", "-"]
    result = subprocess.run(command, capture_output=True, check=True, timeout=60)
    subs = pysubs2.SSAFile.from_string(result.stdout.decode(), format_="srt", keep_unknown_html_tags=True)
    return [(event.start, event.end, words(event.text)) for event in subs]


def compared(path, name, other):
    mine = ours(path)
    try:
        others = other(path)
    except (pysubs2.exceptions.Pysubs2Error, subprocess.CalledProcessError) as error:
        others = error
    if (path.name, name) in OTHERWISE:
        assert mine != others, f"the reason is gone: {OTHERWISE[path.name, name]}"
    else:
        assert mine == others


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_read_as_pysubs2_reads_it(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(FILES[name].encode())
    compared(path, "pysubs2", of_pysubs2)


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="there is no ffmpeg command to compare with")
@pytest.mark.parametrize("name", FILES)
def test_a_file_is_read_as_ffmpeg_reads_it(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(FILES[name].encode())
    compared(path, "ffmpeg", of_ffmpeg)
