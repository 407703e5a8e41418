"""The commands: jobs that take parsed arguments and return a `Report`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from deepdub_engine.alignment.search_options import SearchOptions
from deepdub_engine.audio.media.probe import AudioTrack, probe
from deepdub_engine.base.atomic import replacing, require_folder
from deepdub_engine.base.messages import Message, MessageOrText, joined, mark, message
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.base.serialization import to_plain
from deepdub_engine.base.timing import format_clock
from deepdub_engine.batch.overview import write_overview
from deepdub_engine.cli.batch_command import run_batch_command
from deepdub_engine.cli.completion import completion
from deepdub_engine.cli.dub_commands import run_lines, run_remix
from deepdub_engine.cli.model_commands import models
from deepdub_engine.cli.report import Report
from deepdub_engine.cli.speaker_command import run_speakers
from deepdub_engine.cli.spleeter_options import chosen_range_ms
from deepdub_engine.cli.subtitle_commands import extract, subtitle_line, subtitle_values
from deepdub_engine.cli.surround_command import surround_report
from deepdub_engine.cli.text_commands import check, convert_file
from deepdub_engine.cli.video_lines import video_line, video_values
from deepdub_engine.pipeline.align import AlignRequest, align
from deepdub_engine.pipeline.all_stems import separate_all_stems
from deepdub_engine.pipeline.cached_separator import CachedSeparator
from deepdub_engine.pipeline.clip import model_of, prepare_cues, run, segment, separate_media
from deepdub_engine.pipeline.folder import SentenceFolder
from deepdub_engine.pipeline.observer import Observer
from deepdub_engine.pipeline.pieces import separate_piece
from deepdub_engine.pipeline.requests import ClipRequest, CueRequest
from deepdub_engine.pipeline.sentence_source import sentences_of
from deepdub_engine.sentences.grouping import SentenceBreaks
from deepdub_engine.sentences.sentences import Sentence, sentence_table
from deepdub_engine.sentences.tables import table_csv
from deepdub_engine.separation.models.registry import Engine, missing_weights_notice
from deepdub_engine.separation.stem_cache import StemCache
from deepdub_engine.subtitles import Cue, load_subtitles, save_subtitles
from deepdub_engine.subtitles.retime import Retiming

_NO_SOUND = message("  no sound")
_REUSED = message("Cached stems were used; add --no-cache to separate again.")
_NOT_KEPT = message("The stems were not cached: free disk space or raise the cache limit in the window.")
_NO_SHIFT = message("Nothing was shifted: give a shift, such as --by -3.4s, or a ratio, such as --ratio 25/23.976.")
_NEVER_KEPT = message("The stems were not cached: --keep has no effect with --engine spleeter.")
_ALL_NEVER_KEPT = message("The stems were not cached: --keep has no effect with --stems all.")


def _retiming(options: Namespace) -> Retiming:
    offset_ms, ratio = options.shift
    return Retiming(offset_ms, ratio * options.ratio)


def _clip(options: Namespace) -> ClipRequest:
    range_ms = chosen_range_ms(options)
    model = getattr(options, "model", None)
    exact = getattr(options, "exact", False)
    engine = getattr(options, "engine", Engine.OPENVINO)
    return ClipRequest(options.media, options.track, range_ms, model, options.depth, exact, engine)


def _cues(options: Namespace) -> CueRequest:
    span = options.slice or getattr(options, "clip", None)
    span_ms = tuple(span) if span else None
    return CueRequest(
        options.subs,
        span_ms,
        _retiming(options),
        options.encoding,
        options.language,
        options.fps,
        translation=getattr(options, "translation", None),
        reference_s=getattr(options, "reference", None),
        breaks=SentenceBreaks() if options.pause is None else SentenceBreaks(options.pause),
        sentences=options.sentences,
    )


def _info(options: Namespace) -> Job[Report]:
    yield Progress(0, 1, mark("Reading"))
    info = probe(options.media)
    lines: list[MessageOrText] = [f"{info.path.name}: {info.format_name}, {format_clock(info.duration_ms)}"]
    lines += map(video_line, info.videos)
    lines += [_track_line(track) for track in info.tracks] or [_NO_SOUND]
    lines += [subtitle_line(track) for track in info.subtitles]
    values = {
        "path": str(info.path),
        "format": info.format,
        "format_name": info.format_name,
        "duration_ms": info.duration_ms,
        "has_video": info.has_video,
        "videos": [video_values(track) for track in info.videos],
        "tracks": [_track_values(track) for track in info.tracks],
        "subtitles": [subtitle_values(track) for track in info.subtitles],
    }
    return Report(tuple(lines), values)


def _track_line(track: AudioTrack) -> Message:
    name = " ".join(part for part in (track.language, f"“{track.title}”" if track.title else "") if part)
    words = ((message("default"), track.is_default), (message("forced"), track.is_forced))
    head = message("  track {number}: {codec}", number=track.number, codec=track.codec_name)
    start = message("starts at {time}", time=format_clock(track.start_ms))
    named = [name] if name else []
    flags = [word for word, is_set in words if is_set]
    return joined(", ", [head, f"{track.rate_hz} Hz", track.layout, start, *named, *flags])


def _track_values(track: AudioTrack) -> dict[str, object]:
    return {
        "number": track.number,
        "codec": track.codec,
        "codec_name": track.codec_name,
        "rate_hz": track.rate_hz,
        "channels": track.channels,
        "layout": track.layout,
        "start_ms": track.start_ms,
        "duration_ms": track.duration_ms,
        "language": track.language,
        "title": track.title,
        "depth": track.depth.value,
        "default": track.is_default,
        "forced": track.is_forced,
    }


def _run(options: Namespace) -> Job[Report]:
    kept = _kept_stems(options)
    folder = yield from run(
        _clip(options),
        _cues(options),
        options.output,
        force=options.force,
        separator=kept,
        observer=_observer(options),
    )
    return _told_of(kept, options, _folder_report(folder))


def _observer(options: Namespace) -> Observer | None:
    """Return what writes down what the report of a batch shows; None for all other commands."""
    path = getattr(options, "overview", None)
    return None if path is None else partial(write_overview, path)


def _kept_stems(options: Namespace) -> CachedSeparator:
    pieces = getattr(options, "pieces", None)  # of a batch
    return CachedSeparator(StemCache.default(), finds=not options.no_cache, keeps=options.keep, pieces=pieces)


def _told_of(kept: CachedSeparator, options: Namespace, report: Report) -> Report:
    """Return a report that also says whether the stems were reused or cached."""
    lines = (*report.lines, _REUSED) if kept.found else report.lines
    values = {**report.values, "reused": kept.found, "kept": kept.kept, "speech_place": None}
    if kept.speech is not None:
        lines += (message(kept.speech.place.sentence),)
        values["speech_place"] = kept.speech.place.value
    warnings = report.warnings
    chosen = bool(options.model or options.exact or options.engine is Engine.SPLEETER)
    notice = missing_weights_notice(model_of(_clip(options)), chosen=chosen)
    if notice is not None:
        warnings += (notice,)
    if options.keep and not kept.kept:
        warnings += (_NEVER_KEPT if options.engine is Engine.SPLEETER else _NOT_KEPT,)
    return replace(report, lines=lines, values=values, warnings=warnings)


def _segments(options: Namespace) -> Job[Report]:
    folder = yield from segment(_clip(options), _cues(options), options.output, force=options.force)
    return _folder_report(folder)


def _folder_report(folder: SentenceFolder) -> Report:
    text = message(
        "{sentences:sentence|sentences} in {segments:segment|segments}, {files:file|files} in {folder}",
        sentences=len(folder.sentences),
        segments=len(folder.segments),
        files=len(folder.files),
        folder=folder.folder,
    )
    values = {
        "folder": str(folder.folder),
        "sentences": [_sentence_values(sentence) for sentence in folder.sentences],
        "segments": [
            {
                "start_ms": row.start_ms,
                "end_ms": row.end_ms,
                "hash": row.hash,
                "path": row.path_name,
                "spoken": row.spoken,
                "start_sample": row.start_sample,
                "stop_sample": row.stop_sample,
            }
            for row in folder.segments
        ],
        "files": list(folder.files),
        "carried": to_plain(folder.carried),
    }
    return Report((text,), values, folder.warnings)


def _sentence_values(sentence: Sentence) -> dict[str, object]:
    return {
        "start_ms": sentence.start_ms,
        "end_ms": sentence.end_ms,
        "sentence": sentence.text,
        "hash": sentence.hash,
    }


def _sentences(options: Namespace) -> Job[Report]:
    yield Progress(0, 1, mark("Reading subtitles"))
    if options.output is not None:
        require_folder(options.output)
    request = _cues(options)
    timed = prepare_cues(request)
    sentences, notes = sentences_of(request, timed)
    table = table_csv(sentence_table(sentences))
    if options.output is not None:
        with replacing(options.output, overwrite=options.force) as temporary:
            temporary.write_text(table, encoding="utf-8", newline="")
    values = {"sentences": [_sentence_values(sentence) for sentence in sentences]}
    written = message("{count:sentence|sentences} in {path}", count=len(sentences), path=options.output)
    return Report((written if options.output else table.rstrip("\n"),), values, (*timed.warnings, *notes))


def _separate(options: Namespace) -> Job[Report]:
    if options.surround:
        return (yield from surround_report(_clip(options), options))
    if options.stems == "all":
        return (yield from _separate_all(options))
    kept = _kept_stems(options)
    files = yield from separate_media(
        _clip(options), options.output, force=options.force, separator=kept, observer=_observer(options)
    )
    vocals, accompaniment = map(str, files.paths)
    values = {"vocals": vocals, "accompaniment": accompaniment}
    return _told_of(kept, options, Report((vocals, accompaniment), values, files.warnings))


def piece_report(options: Namespace, number: int, count: int) -> Job[Report]:
    """Separate one piece of a clip for a batch; the options are those of ``separate``."""
    speech = yield from separate_piece(_clip(options), number, count, options.output)
    return Report((str(options.output),), {"speech_place": None if speech is None else speech.place.value})


def _separate_all(options: Namespace) -> Job[Report]:
    files = yield from separate_all_stems(_clip(options), options.output, force=options.force)
    values = {file.stem: str(file.path) for file in files}
    return Report(tuple(values.values()), values, (_ALL_NEVER_KEPT,) if options.keep else ())


def _shift(options: Namespace) -> Job[Report]:
    yield Progress(0, 1, mark("Shifting"))
    retiming = _retiming(options)
    require_folder(options.output)
    file = load_subtitles(options.subs, options.encoding, language=options.language, fps=options.fps)
    cues = retiming.apply(file.cues)
    save_subtitles(file, cues, options.output, overwrite=options.force)
    warnings = file.warnings + _early_warning(cues)
    values = {
        "path": str(options.output),
        "offset_ms": retiming.offset_ms,
        "ratio": float(retiming.ratio),
        "cues": len(cues),
    }
    text = message(
        "{count:subtitle|subtitles} shifted by {retiming} in {path}",
        count=len(cues),
        retiming=retiming,
        path=options.output,
    )
    if retiming == Retiming():
        text = message(
            "{count:subtitle|subtitles} copied without a shift in {path}", count=len(cues), path=options.output
        )
        warnings = (*warnings, _NO_SHIFT)
    return Report((text,), values, warnings)


def _align(options: Namespace) -> Job[Report]:
    search = SearchOptions(options.limit, free_ratio=options.free_ratio, breaks=not options.no_breaks)
    request = AlignRequest(
        options.subs,
        options.media,
        options.track,
        options.reference,
        options.encoding,
        options.reference_encoding,
        search,
        options.language,
        options.fps,
    )
    aligned = yield from align(request, options.output, force=options.force, observer=_observer(options))
    suggestion = aligned.suggestion
    retiming = suggestion.retiming
    values = {
        "path": str(options.output) if aligned.written else None,
        "offset_ms": retiming.offset_ms,
        "ratio": float(retiming.ratio),
        "breaks": [{"at_ms": one.at_ms, "jump_ms": one.jump_ms} for one in retiming.breaks],
        "confidence": suggestion.confidence,
        "confident": suggestion.confident,
        "reason": str(suggestion.reason),
        "cues": len(aligned.cues),
    }
    if not aligned.written:
        text = message("{reason} Nothing was written: check the files or add --force.", reason=suggestion.reason)
        return Report((text,), values, aligned.warnings, exit_code=1)
    text = message(
        "{count:subtitle|subtitles} moved by {retiming} in {path}",
        count=len(aligned.cues),
        retiming=retiming,
        path=options.output,
    )
    warnings = aligned.warnings + _early_warning(aligned.cues)
    return Report((text, suggestion.reason), values, warnings, reason=suggestion.reason)


def _early_warning(cues: Sequence[Cue]) -> tuple[Message, ...]:
    early = sum(cue.start_ms < 0 for cue in cues)
    text = message(
        "{count:subtitle would start before 0 and now starts at 0|subtitles would start before 0 and now start at 0}.",
        count=early,
    )
    return (text,) if early else ()


Command = Callable[[Namespace], Job[Report]]
COMMANDS: Mapping[str, Command] = {
    "info": _info,
    "run": _run,
    "sentences": _sentences,
    "segments": _segments,
    "separate": _separate,
    "remix": run_remix,
    "lines": run_lines,
    "speakers": run_speakers,
    "align": _align,
    "shift": _shift,
    "extract": extract,
    "models": models,
    "completion": completion,
    "check": check,
    "convert": convert_file,
    "batch": run_batch_command,
}
