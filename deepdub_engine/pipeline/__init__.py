"""The processing steps as jobs, shared by the command line and the window."""

from deepdub_engine.pipeline.align import AlignRequest, AlignResult, align
from deepdub_engine.pipeline.all_stems import StemFile, separate_all_stems
from deepdub_engine.pipeline.cached_separator import CachedSeparator
from deepdub_engine.pipeline.clip import StemFiles, export_stems, prepare_cues, run, segment, separate_media
from deepdub_engine.pipeline.dub.options import PADDED, Bed, Fit, Level, LevelMode, RemixOptions
from deepdub_engine.pipeline.folder import SentenceFolder, write_sentence_folder
from deepdub_engine.pipeline.generated_clip import GeneratedSpeech, load_generated
from deepdub_engine.pipeline.remix import Remix, remix
from deepdub_engine.pipeline.requests import ClipRequest, CueRequest, TimedCues

__all__ = [
    "PADDED",
    "AlignRequest",
    "AlignResult",
    "Bed",
    "CachedSeparator",
    "ClipRequest",
    "CueRequest",
    "Fit",
    "GeneratedSpeech",
    "Level",
    "LevelMode",
    "Remix",
    "RemixOptions",
    "SentenceFolder",
    "StemFile",
    "StemFiles",
    "TimedCues",
    "align",
    "export_stems",
    "load_generated",
    "prepare_cues",
    "remix",
    "run",
    "segment",
    "separate_all_stems",
    "separate_media",
    "write_sentence_folder",
]
