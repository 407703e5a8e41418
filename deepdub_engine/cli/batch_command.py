"""The command ``batch``: many episodes, several at a time."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.base.messages import Message, MessageOrText, mark, message
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.base.timing import format_clock
from deepdub_engine.base.translation import load_catalogue, person_language
from deepdub_engine.batch.batch import Episode, EpisodeResult, plan_batch, run_batch
from deepdub_engine.batch.items import CHOSEN_STEPS, STEPS, StepKind
from deepdub_engine.batch.manifest import read_manifest
from deepdub_engine.batch.needs import BatchNeeds, measure
from deepdub_engine.batch.pairing import Pairing
from deepdub_engine.batch.pools import DaskPool, LocalPool, Pool, cluster_workers, default_workers
from deepdub_engine.batch.report import write_report
from deepdub_engine.batch.tasks import Task
from deepdub_engine.cli.groups import FILES, OUTPUT, SUBTITLES
from deepdub_engine.cli.parser import Parser
from deepdub_engine.cli.report import Report
from deepdub_engine.pipeline.clip import model_of
from deepdub_engine.pipeline.requests import ClipRequest

_OPTIONS = ("language", "encoding", "model", "reference", "depth")
_DISK_SHORT = message("The disk may be too small: choose another one, fewer --workers, or part of the episodes.")
_CHOICES = tuple(kind.value for kind in STEPS)


def fill_batch(parser: Parser) -> None:
    """Add the arguments of ``batch``."""
    parser.group(FILES).add_argument(
        "manifest", type=Path, metavar="MANIFEST", help=mark("a folder with clips and subtitles, or a CSV")
    )
    output = parser.group(OUTPUT)
    output.add_argument("-o", "--output", type=Path, required=True, metavar="DIR", help=mark("receives the episodes"))
    output.add_argument("--dry-run", action="store_true", help=mark("only show the plan, with time and disk"))
    output.add_argument(
        "--reference", metavar="TIME", help=mark("also write the cleanest speech of each speaker, as 10s")
    )
    output.add_argument(
        "--depth",
        choices=("16", "24", "float"),
        metavar="DEPTH",
        help=mark("16, 24 or float; as the source by default"),
    )
    work = parser.group(mark("work"))
    work.add_argument(
        "--steps",
        nargs="+",
        choices=_CHOICES,
        default=[kind.value for kind in CHOSEN_STEPS],
        metavar="STEP",
        help=mark("what to do: align, run, separate or remix; align and run by default"),
    )
    work.add_argument(
        "--workers", type=int, metavar="NUMBER", help=mark("episodes at a time; as many as fit by default")
    )
    work.add_argument(
        "--scheduler", metavar="ADDRESS", help=mark("work on the cluster of this Dask scheduler, tcp://…")
    )
    work.add_argument("--model", metavar="MODEL", help=mark("separation model"))
    subtitles = parser.group(SUBTITLES)
    subtitles.add_argument(
        "--language", metavar="CODE", help=mark("take the subtitles with this language in their name")
    )
    subtitles.add_argument(
        "--encoding", metavar="ENCODING", help=mark("text encoding of the subtitles; detected by default")
    )


def run_batch_command(options: Namespace) -> Job[Report]:
    """Run the chosen commands for every episode, or show what would be done."""
    yield Progress(0, 1, mark("Reading"))
    manifest, root = options.manifest.absolute(), options.output.absolute()  # the workers may be elsewhere
    pairing = read_manifest(manifest, options.language or "")
    given = {name: str(value) for name in _OPTIONS if (value := getattr(options, name)) and name != "language"}
    if options.model and not options.scheduler:
        model_of(ClipRequest(manifest, model=options.model))  # fails once, not for every episode
    kinds = [StepKind(step) for step in options.steps]
    workers = _workers(options)
    episodes = plan_batch(pairing.items, kinds, root, given, workers=workers)
    if options.dry_run:
        needs = yield from measure(pairing.items, root, kinds, given, workers)
        return _plan(episodes, pairing, needs)
    results = yield from run_batch(episodes, root, _pool_maker(options, workers))
    return _report(results, pairing, root)


def _workers(options: Namespace) -> int:
    if options.workers:
        return max(1, int(options.workers))
    return cluster_workers(options.scheduler) if options.scheduler else default_workers()


def _pool_maker(options: Namespace, workers: int) -> Callable[[Callable[[Task, float], None]], Pool]:
    if options.scheduler:
        return lambda _progressed: DaskPool(options.scheduler)
    return partial(LocalPool, workers)


def _plan(episodes: Sequence[Episode], pairing: Pairing, needs: BatchNeeds) -> Report:
    lines: list[MessageOrText] = []
    values = []
    for episode in episodes:
        item = episode.item
        length_ms = needs.lengths_ms[item.name]
        steps = " → ".join(task.kind for task in episode.tasks)
        problem = episode.error or needs.problems.get(item.name)
        subtitles = item.subtitles.name if item.subtitles else message("subtitles of the clip")
        lines.append(
            message(
                "{name}: {media} ({length}), {subtitles}: {steps}",
                name=item.name,
                media=item.media.name,
                length=format_clock(length_ms),
                subtitles=subtitles,
                steps=problem or steps,
            )
        )
        if episode.pieces:
            lines.append(_split_line(len(episode.pieces)))
        values.append(
            {
                "name": item.name,
                "media": str(item.media),
                "subtitles": None if item.subtitles is None else str(item.subtitles),
                "steps": [task.kind.value for task in episode.tasks],
                "pieces": len(episode.pieces),
                "duration_ms": length_ms,
                "error": str(problem) if problem else None,
            }
        )
    lines += [needs.to_message(), needs.result_message()]
    told = {
        "episodes": values,
        "disk_free": needs.free_bytes,
        "disk_working": needs.workers * needs.needed_bytes,
        "disk_results": needs.kept_bytes,
        "seconds": round(needs.seconds),
    }
    warnings = _pairing_warnings(pairing)
    if not needs.is_enough:
        warnings += (_DISK_SHORT,)
    return Report(tuple(lines), told, warnings)


def _split_line(count: int) -> Message:
    return message(
        "  separated in {count} pieces, because there are more workers than episodes; the result is the same",
        count=count,
    )


def _pairing_warnings(pairing: Pairing) -> tuple[Message, ...]:
    unpaired = tuple(message("“{name}” belongs to no clip.", name=path.name) for path in pairing.unpaired)
    return unpaired + tuple(
        message(
            "Several subtitle files fit “{name}”: name the language with --language, or list them in a CSV.",
            name=path.name,
        )
        for path in pairing.doubtful
    )


def _report(results: Sequence[EpisodeResult], pairing: Pairing, root: Path) -> Report:
    """Write the report of the batch and return that of the command; the results count even if it cannot be written."""
    warnings = _pairing_warnings(pairing)
    reports: tuple[Path, ...] = ()
    try:
        reports = write_report(results, root, load_catalogue(person_language()))
    except DeepdubError as error:
        warnings += (error.to_message(),)
    failed = [result for result in results if result.error]
    outcomes = [outcome for result in results for outcome in result.outcomes]
    done_before = sum(outcome.was_done for outcome in outcomes)
    lines: list[MessageOrText] = [
        message(
            "{done} of {count} episodes done; {report}",
            done=len(results) - len(failed),
            count=len(results),
            report=reports[1] if reports else root,
        )
    ]
    if done_before:
        lines.append(message("{count} of {all} commands were done before", count=done_before, all=len(outcomes)))
    values = {
        "episodes": [_result_values(result) for result in results],
        "failed": len(failed),
        "reports": [str(path) for path in reports],
    }
    lines += [f"  {result.item.name}: {result.error}" for result in failed]
    return Report(tuple(lines), values, warnings, exit_code=1 if failed else 0)


def _result_values(result: EpisodeResult) -> dict[str, object]:
    return {
        "name": result.item.name,
        "error": result.error or None,
        "commands": [
            {
                "command": outcome.task.kind.value,
                "part": outcome.task.part,
                "output": str(outcome.task.output),
                "was_done": outcome.was_done,
                **{key: outcome.values.get(key) for key in ("seconds", "cpu_s", "memory_mb")},
                "tries": outcome.tries,
            }
            for outcome in result.outcomes
        ],
    }
