"""The commands ``check`` and ``convert``."""

from __future__ import annotations

from argparse import Namespace

from deepdub_engine.audio.media import probe
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.base.timing import format_clock
from deepdub_engine.cli.report import Report
from deepdub_engine.subtitles import NAMES, load_subtitles, save_subtitles
from deepdub_engine.subtitles.converting import convert
from deepdub_engine.subtitles.editing.limit_texts import limits_text
from deepdub_engine.subtitles.editing.problems import find_problems


def check(options: Namespace) -> Job[Report]:
    """List the subtitles with problems."""
    yield Progress(0, 1, "Checking")
    file = load_subtitles(options.subs, options.encoding, language=options.language, fps=options.fps)
    clip_ms = probe(options.media).duration_ms if options.media is not None else None
    found = find_problems(file.cues, clip_ms, options.limits)
    lines = [f"{number + 1}  {format_clock(file.cues[number].start_ms)}  {found[number]}" for number in sorted(found)]
    lines.append(f"{len(found)} of {len(file.cues)} subtitles have problems." if found else "No problems found.")
    values = {
        "path": str(options.subs),
        "limits": limits_text(options.limits),
        "cues": len(file.cues),
        "problems": [
            {"number": number + 1, "start_ms": file.cues[number].start_ms, "problem": str(found[number])}
            for number in sorted(found)
        ],
    }
    return Report("\n".join(lines), values, file.warnings)


def convert_file(options: Namespace) -> Job[Report]:
    """Convert a subtitle file to the format of another name."""
    yield Progress(0, 1, "Converting")
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
    text = f"{len(new.cues)} subtitles as {NAMES[new.format]} in {options.output}"
    return Report(text, values, (*file.warnings, *lost))
