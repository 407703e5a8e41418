"""The tables of the seed's notebook, row by row."""

import numpy as np
import pandas as pd
import pytest

from deepdub_engine.base.timing import parse_clock, parse_shift
from deepdub_engine.sentences.segments import concat_list, cut_segments, segment_table
from deepdub_engine.sentences.sentences import sentence_table, sentences_from_cues, span_hash
from deepdub_engine.sentences.tables import table_csv
from deepdub_engine.subtitles import Cue, load_subtitles, slice_cues
from deepdub_engine.subtitles.retime import Retiming

# The notebook truncates the first sentence's text with "…"; the rest is made up here.
SENTENCES = [
    (17373, 19342, "Why is it raining? I didn't see this on the weather forecast.", 11991633108791627229),
    (19342, 21543, "Gosh, I know. I got my hair done today.", 11763586976482689099),
    (21743, 23712, "- It's all wet. - My goodness, you're right.", 15623740944573960892),
    (24383, 25482, "Your hair is all wet.", 3767497895488922469),
    (25812, 27653, "That's because a fox is getting married today.", 2555627041485743295),
]
SEGMENTS = [
    ("1970-01-01 00:00:00.000", "1900-01-01 00:00:17.373", 18080109877677407453, "18080109877677407453.wav"),
    ("1900-01-01 00:00:17.373", "1900-01-01 00:00:19.342", 11991633108791627229, "11991633108791627229_gen.wav"),
    ("1900-01-01 00:00:19.342", "1900-01-01 00:00:21.543", 11763586976482689099, "11763586976482689099_gen.wav"),
    ("1900-01-01 00:00:21.543", "1900-01-01 00:00:21.743", 8592613452553988599, "8592613452553988599.wav"),
    ("1900-01-01 00:00:21.743", "1900-01-01 00:00:23.712", 15623740944573960892, "15623740944573960892_gen.wav"),
    ("1900-01-01 00:00:23.712", "1900-01-01 00:00:24.383", 969872868272006427, "969872868272006427.wav"),
    ("1900-01-01 00:00:24.383", "1900-01-01 00:00:25.482", 3767497895488922469, "3767497895488922469_gen.wav"),
    ("1900-01-01 00:00:25.482", "1900-01-01 00:00:25.812", 17176160047264815362, "17176160047264815362.wav"),
    ("1900-01-01 00:00:25.812", "1900-01-01 00:00:27.653", 2555627041485743295, "2555627041485743295_gen.wav"),
    ("1900-01-01 00:00:27.653", "1900-01-01 00:00:29.930", 17587883856843243571, "17587883856843243571.wav"),
]
# The episode: the excerpt starts at 10:33 in the file, and 3 s into the clip.
EPISODE = """\
211
00:10:31,900 --> 00:10:33,400
This one began before the slice.

212
00:10:40,000 --> 00:10:44,000
(rain pattering)

213
00:10:47,373 --> 00:10:49,342
Why is it raining?
I didn't see this on the weather forecast.

214
00:10:49,000 --> 00:10:49,300
(thunder)

215
00:10:49,342 --> 00:10:51,543
<i>Gosh, I know.|I got my hair done today.</i>

216
00:10:51,743 --> 00:10:53,712
- It's all wet.
- My goodness, you're right.

217
00:10:54,383 --> 00:10:55,000
{\\an8}Your hair is

218
00:10:55,000 --> 00:10:55,482
all wet. (laughs)

219
00:10:55,812 --> 00:10:57,653
That's because a fox is getting married today.

220
00:10:58,900 --> 00:11:00,500
This one ends after it.
"""


@pytest.fixture
def sentences(tmp_path):
    path = tmp_path / "ep1_eng.srt"
    path.write_text(EPISODE, encoding="utf-8")
    cues = slice_cues(load_subtitles(path).cues, parse_clock("10_33"), parse_clock("11_00"))
    return sentences_from_cues(Retiming(*parse_shift({"seconds": 3})).apply(cues))


@pytest.mark.parametrize(("start_ms", "end_ms", "text", "name"), SENTENCES)
def test_a_sentence_has_the_hash_of_the_notebook(start_ms, end_ms, text, name):
    assert span_hash(start_ms, end_ms) == name


def test_the_episode_gives_the_notebooks_sentence_table(sentences):
    table = sentence_table(sentences)
    day = pd.Timestamp("1900-01-01")
    assert list(table.columns) == ["start", "end", "sentence", "hash"]
    assert list(table["hash"]) == [row[3] for row in SENTENCES]
    assert list(table["sentence"]) == [row[2] for row in SENTENCES]
    assert list(table["start"]) == [day + pd.Timedelta(row[0], "ms") for row in SENTENCES]
    assert list(table["end"]) == [day + pd.Timedelta(row[1], "ms") for row in SENTENCES]
    assert table["start"].dtype == table["end"].dtype == np.dtype("datetime64[ns]")


@pytest.mark.parametrize("rate_hz", [8000, 44100, 48000])
def test_the_episode_gives_all_ten_rows_of_the_notebooks_segment_table(sentences, rate_hz):
    table = segment_table(cut_segments(sentences, rate_hz * 29930 // 1000, rate_hz))
    assert list(table.columns) == ["start", "end", "hash", "path"]
    assert table_csv(table).splitlines()[1:] == [",".join(map(str, row)) for row in SEGMENTS]
    assert table["hash"].dtype == np.uint64


def test_the_first_row_begins_at_timestamp_zero_as_in_the_notebook(sentences):
    table = segment_table(cut_segments(sentences, 44100 * 29930 // 1000, 44100))
    assert table["start"][0] == pd.Timestamp(0)


def test_the_list_for_ffmpeg_names_the_files_of_the_notebook_in_order(sentences):
    segments = cut_segments(sentences, 44100 * 29930 // 1000, 44100)
    assert concat_list(segments) == "".join(f"file '{path}'\n" for *_, path in SEGMENTS)


def test_times_past_midnight_roll_on_to_the_next_day():
    late_ms = 25 * 3_600_000
    csv = table_csv(sentence_table(sentences_from_cues([Cue(late_ms, late_ms + 1000, "Late.")])))
    assert "1900-01-02 01:00:00.000,1900-01-02 01:00:01.000" in csv
