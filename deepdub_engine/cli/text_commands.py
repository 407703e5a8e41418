"""The commands ``check`` and ``convert``."""

from __future__ import annotations

from argparse import Namespace

from deepdub_engine.audio.media.probe import probe
from deepdub_engine.base.messages import MessageOrText, joined, mark, message
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.base.timing import format_clock
from deepdub_engine.cli.report import Report
from deepdub_engine.subtitles import NAMES, load_subtitles, save_subtitles
from deepdub_engine.subtitles.converting import convert
from deepdub_engine.subtitles.editing.limit_texts import limits_text
from deepdub_engine.subtitles.editing.problems import find_problems


def check(options: Namespace) -> Job[Report]:
    """List the subtitles with problems."""
    yield Progress(0, 1, mark("Checking"))
    file = load_subtitles(options.subs, options.encoding, language=options.language, fps=options.fps)
    clip_ms = probe(options.media).duration_ms if options.media is not None else None
    found = find_problems(file.cues, clip_ms, options.limits)
    lines: list[MessageOrText] = [
        joined("  ", [str(number + 1), format_clock(file.cues[number].start_ms), found[number].message])
        for number in sorted(found)
    ]
    some = message("{count} of {all} subtitles have problems.", count=len(found), all=len(file.cues))
    lines.append(some if found else message("No problems found."))
    values = {
        "path": str(options.subs),
        "limits": limits_text(options.limits),
        "cues": len(file.cues),
        "problems": [
            {"number": number + 1, "start_ms": file.cues[number].start_ms, "problem": str(found[number])}
            for number in sorted(found)
        ],
    }
    return Report(tuple(lines), values, file.warnings)


def convert_file(options: Namespace) -> Job[Report]:
    """Convert a subtitle file to the format of another name."""
    yield Progress(0, 1, mark("Converting"))
    file = load_subtitles(options.subs, options.encoding, language=options.language, fps=options.fps)
    conversion = convert(file, file.cues, options.output, kind=options.to, fps=options.fps)
    new = conversion.file
    save_subtitles(new, new.cues, options.output, overwrite=options.force)
    lost = () if conversion.lost is None else (conversion.lost,)
    values = {
        "path": str(options.output),
        "format": new.format,
        "cues": len(new.cues),
        "lost": [str(one) for one in conversion.losses],
    }
    text = message(
        "{count:subtitle|subtitles} as {format} in {path}",
        count=len(new.cues),
        format=NAMES[new.format],
        path=options.output,
    )
    return Report((text,), values, (*file.warnings, *lost))
