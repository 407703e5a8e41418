"""The command ``separate --surround``, with its report."""

from __future__ import annotations

from argparse import Namespace

from deepdub_engine.base.errors import SurroundIsOwnMode
from deepdub_engine.base.messages import Message, message
from deepdub_engine.base.progress import Job
from deepdub_engine.cli.report import Report
from deepdub_engine.pipeline.requests import ClipRequest
from deepdub_engine.pipeline.surround import SeparatedChannel, separate_surround
from deepdub_engine.separation.models.registry import Engine

_NOT_CACHED = message("The stems were not cached: --keep has no effect with --surround.")


def surround_report(clip: ClipRequest, options: Namespace) -> Job[Report]:
    """Separate the channels of a film and report what was done with each.

    Raises
    ------
    SurroundIsOwnMode
        If Spleeter's own stems are asked for.
    DeepdubError
        As `separate_surround`.
    """
    own_modes = {
        "--exact": clip.exact,
        "--engine spleeter": clip.engine is Engine.SPLEETER,
        "--stems all": options.stems == "all",
    }
    for option, is_set in own_modes.items():
        if is_set:
            raise SurroundIsOwnMode(option)
    result = yield from separate_surround(clip, options.output, force=options.force)
    files = [str(path) for path in (result.vocals, result.accompaniment, result.surround)]
    values = {
        **dict(zip(("vocals", "accompaniment", "surround"), files, strict=True)),
        "layout": result.layout,
        "channels": [
            {"name": one.name, "speech_ms": one.speech_ms, "separated_share": round(one.separated_share, 4)}
            for one in result.channels
        ],
    }
    return Report((*files, *map(_line, result.channels)), values, (_NOT_CACHED,) if options.keep else ())


def _line(channel: SeparatedChannel) -> Message:
    if not channel.separated_share:
        return message("  {name}: no speech, unchanged", name=channel.name)
    seconds = f"{channel.speech_ms / 1000:.1f}"
    if channel.separated_share == 1:
        return message("  {name}: {seconds} s of speech, all separated", name=channel.name, seconds=seconds)
    share = f"{channel.separated_share:.0%}"
    return message(
        "  {name}: {seconds} s of speech, {share} separated", name=channel.name, seconds=seconds, share=share
    )
