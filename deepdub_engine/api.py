"""The public names of the engine, in one place.

Programs and notebooks import from here; other modules may change between versions. Nothing of the program imports this
module, so that starting it does not wait for all of this.

The tables of the notebook, from a clip whose subtitles are 3 s late:

>>> from deepdub_engine import api
>>> clip, late = (api.resource("sample", name) for name in ("sample.mkv", "sample_3s_off.srt"))
>>> info = api.probe(clip)
>>> rate_hz = info.tracks[0].rate_hz
>>> cues = api.Retiming(-3000).apply(api.load_subtitles(late).cues)
>>> sentences = api.sentences_from_cues(cues)
>>> segments = api.cut_segments(sentences, info.duration_ms * rate_hz // 1000, rate_hz)
>>> text_df = api.sentence_table(sentences)
>>> audio_df = api.segment_table(segments)
>>> print(api.table_csv(text_df))
start,end,sentence,hash
1900-01-01 00:00:04.000,1900-01-01 00:00:04.840,Did you hear that?,15046919792458594188
1900-01-01 00:00:05.190,1900-01-01 00:00:06.330,It is only the wind.,2262278881661397147
...
>>> print(api.table_csv(audio_df))
start,end,hash,path
1970-01-01 00:00:00.000,1900-01-01 00:00:04.000,497886639842037174,497886639842037174.wav
1900-01-01 00:00:04.000,1900-01-01 00:00:04.840,15046919792458594188,15046919792458594188_gen.wav
...

Longer work is a job: a generator that yields its progress. `finish` runs one to its end. This writes the folder that
``deepdub segments`` writes; `run` also separates the voices:

>>> cue_request = api.CueRequest(late, retiming=api.Retiming(-3000))
>>> folder = api.finish(api.segment(api.ClipRequest(clip), cue_request, output))
>>> len(folder.sentences) == len(text_df), (output / "sentences.csv").is_file()
(True, True)

Errors that a person can act on are `DeepdubError`; ``str(error)`` is one sentence that says what to do.
"""

from deepdub_engine import __version__
from deepdub_engine.alignment.search_options import SearchOptions
from deepdub_engine.alignment.suggestion import Suggestion
from deepdub_engine.audio.media.decode import Decoded, decode
from deepdub_engine.audio.media.probe import AudioTrack, MediaInfo, probe
from deepdub_engine.audio.media.subtitle_tracks import SubtitleTrack
from deepdub_engine.audio.pcm import Depth, PcmClip
from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.base.progress import Job, Progress, finish
from deepdub_engine.base.resources import resource
from deepdub_engine.pipeline.align import AlignRequest, AlignResult, align
from deepdub_engine.pipeline.all_stems import StemFile, separate_all_stems
from deepdub_engine.pipeline.cached_separator import CachedSeparator
from deepdub_engine.pipeline.clip import StemFiles, run, segment, separate_media
from deepdub_engine.pipeline.dub.options import Bed, Fit, Level, LevelMode, RemixOptions
from deepdub_engine.pipeline.folder import SentenceFolder
from deepdub_engine.pipeline.lines import Lines, line_statuses
from deepdub_engine.pipeline.remix import Remix, remix
from deepdub_engine.pipeline.requests import ClipRequest, CueRequest
from deepdub_engine.sentences.segments import Segment, cut_segments, segment_table
from deepdub_engine.sentences.sentences import Sentence, sentence_table, sentences_from_cues
from deepdub_engine.sentences.tables import table_csv
from deepdub_engine.separation.models.registry import Engine, Model, find_model, known_models
from deepdub_engine.separation.stem_cache import StemCache
from deepdub_engine.subtitles import Cue, SubtitleFile, load_subtitles, save_subtitles, slice_cues
from deepdub_engine.subtitles.embedded import extract_subtitles
from deepdub_engine.subtitles.retime import Retiming

__all__ = [
    "AlignRequest",
    "AlignResult",
    "AudioTrack",
    "Bed",
    "CachedSeparator",
    "ClipRequest",
    "Cue",
    "CueRequest",
    "Decoded",
    "DeepdubError",
    "Depth",
    "Engine",
    "Fit",
    "Job",
    "Level",
    "LevelMode",
    "Lines",
    "MediaInfo",
    "Model",
    "PcmClip",
    "Progress",
    "Remix",
    "RemixOptions",
    "Retiming",
    "SearchOptions",
    "Segment",
    "Sentence",
    "SentenceFolder",
    "StemCache",
    "StemFile",
    "StemFiles",
    "SubtitleFile",
    "SubtitleTrack",
    "Suggestion",
    "__version__",
    "align",
    "cut_segments",
    "decode",
    "extract_subtitles",
    "find_model",
    "finish",
    "known_models",
    "line_statuses",
    "load_subtitles",
    "probe",
    "remix",
    "resource",
    "run",
    "save_subtitles",
    "segment",
    "segment_table",
    "sentence_table",
    "sentences_from_cues",
    "separate_all_stems",
    "separate_media",
    "slice_cues",
    "table_csv",
]
