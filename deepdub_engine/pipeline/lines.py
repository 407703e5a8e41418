"""The command ``lines``: the status of every line of a sentence folder, and small changes to it."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from deepdub_engine.base.errors import (
    DeepdubError,
    DiskFull,
    FileMissing,
    FolderInvalid,
    LineGone,
    OutputNotWritable,
)
from deepdub_engine.base.messages import Message, message
from deepdub_engine.base.progress import Job
from deepdub_engine.pipeline.dub.exporting import known_sentences
from deepdub_engine.pipeline.dub.identity import (
    Known,
    Moves,
    begin_moves,
    earlier_sentences,
    match_sentences,
    recover_moves,
    renamed_marks,
    undo_moves,
)
from deepdub_engine.pipeline.dub.laying import stray_warning
from deepdub_engine.pipeline.dub.lines import DAMAGED, SENTENCES_JSON
from deepdub_engine.pipeline.dub.manifest import digest
from deepdub_engine.pipeline.dub.marks import Marks
from deepdub_engine.pipeline.dub.options import RemixOptions
from deepdub_engine.pipeline.dub.report import line_statuses as statuses_of
from deepdub_engine.pipeline.dub.status import LineStatus, warnings_of
from deepdub_engine.pipeline.dub.survey import Survey, survey_folder
from deepdub_engine.pipeline.dub.takes import find_takes, hash_of
from deepdub_engine.pipeline.dub.voice_tables import set_keep
from deepdub_engine.pipeline.remix import segment_format
from deepdub_engine.pipeline.rows import AUDIO_FOLDER, SEGMENTS_CSV, read_rows
from deepdub_engine.pipeline.work_folder import SENTENCE_FOLDER, work_folder


@dataclass(frozen=True, slots=True)
class Stray:
    """A file that looks like a voice and belongs to no line.

    Parameters
    ----------
    name
        Its name.
    number, text, target
        The line that its sentence of an earlier export has become, its text, and the name that it would get; None where
        no earlier export had such a name.
    """

    name: str
    number: int | None = None
    text: str | None = None
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a folder.

    Parameters
    ----------
    folder
        The folder.
    lines
        Their statuses.
    strays
        Files that look like voices and belong to none.
    warnings
        Warnings to show.
    """

    folder: Path
    lines: tuple[LineStatus, ...]
    strays: tuple[Stray, ...]
    warnings: tuple[Message, ...]


def line_statuses(folder: Path, options: RemixOptions | None = None) -> Job[Lines]:
    """Return the status of every line: what a remix with these options would make of it.

    Raises
    ------
    FolderInvalid, FileMissing, FileUnreadable
        If the folder is incomplete or inconsistent.
    OutputBusy
        If another job is writing to the folder.
    """
    rows = read_rows(folder)
    with work_folder(folder, SENTENCE_FOLDER) as work:
        recover_moves(folder)
        form = segment_format(folder, rows)
        found = yield from survey_folder(folder, rows, form, work, options or RemixOptions())
        with contextlib.suppress(DiskFull, OutputNotWritable):  # it only saves time
            found.manifest.save(folder)
    return lines_of(found)


def lines_of(found: Survey, gains_db: Sequence[float] | None = None) -> Lines:
    """Return the lines of a folder that was surveyed; `gains_db` has the gain of every line if it is known."""
    lines = statuses_of(found, found.manifest.laid, gains_db)
    strays = _strays(found.folder, found.takes.strays)
    warnings = (*warnings_of(lines, 0.0), *_stray_warnings(found.takes.strays, strays))
    return Lines(found.folder, lines, strays, warnings)


def _strays(folder: Path, paths: Sequence[Path]) -> tuple[Stray, ...]:
    """Return the strays with the lines that they may belong to."""
    current = known_sentences(folder)
    numbers = {each.hash: number for number, each in enumerate(sorted(current, key=lambda each: each.start_ms), 1)}
    hashes = {hash_of(path) for path in paths}
    earlier = [each for each in earlier_sentences(folder) if each.hash in hashes]
    matched = match_sentences(earlier, current) if earlier else {}
    strays: list[Stray] = []
    for path in paths:
        number = hash_of(path)
        target = matched.get(number) if number is not None else None
        if target is None:
            strays.append(Stray(path.name))
        else:
            name = f"{target.hash}{path.name[len(str(number)) :]}"
            strays.append(Stray(path.name, numbers[target.hash], target.text, name))
    return tuple(strays)


def _stray_warnings(paths: Sequence[Path], strays: Sequence[Stray]) -> list[Message]:
    return [
        stray_warning(path)
        if stray.number is None
        else message(
            "{name} belongs to what is now line {number}, “{text}”: “deepdub lines --map” gives it that name.",
            name=stray.name,
            number=stray.number,
            text=stray.text or "",
        )
        for path, stray in zip(paths, strays, strict=True)
    ]


def map_voices(folder: Path) -> int:
    """Give voices of earlier exports the names of the sentences that theirs have become; return how many.

    A voice whose line has one already becomes another take of it. `undo` moves them back.

    Raises
    ------
    FolderInvalid, FileMissing, FileUnreadable
        If the folder is incomplete or inconsistent.
    DiskFull, OutputNotWritable
        If a file cannot be moved.
    """
    rows = read_rows(folder)
    audio = folder / AUDIO_FOLDER
    with work_folder(folder, SENTENCE_FOLDER):
        recover_moves(folder)
        takes = find_takes(audio, [row.hash for row in rows if row.spoken])
        strays = [stray for stray in _strays(folder, takes.strays) if stray.target is not None]
        if not strays:
            return 0
        stored = Marks.load(folder)
        marks = dict(stored.old_text)
        texts = {each.hash: each.text for each in earlier_sentences(folder)}
        names = {str(hash_of(audio / stray.name)): str(hash_of(audio / str(stray.target))) for stray in strays}
        chosen, moved = renamed_marks(stored, names)
        plan = Moves(old_text=marks, chosen=chosen, moved=moved)
        for stray in strays:
            target, was = str(stray.target), texts[hash_of(audio / stray.name) or 0]
            if not (audio / target).exists() and was != stray.text:
                key = str(hash_of(audio / target))
                marks[key] = {"digest": digest(audio / stray.name), "was": was}
            plan.moves.append((f"{AUDIO_FOLDER}/{stray.name}", f"{AUDIO_FOLDER}/{target}"))
        begin_moves(folder, plan, (folder / SEGMENTS_CSV).read_text(encoding="utf-8"))
        recover_moves(folder)
        return len(strays)


def undo(folder: Path) -> int:
    """Move voices back that the last export or `map_voices` moved; return how many.

    Raises
    ------
    NothingToUndo
        If there are none.
    FolderInvalid, FileMissing
        If this is no sentence folder.
    """
    read_rows(folder)
    with work_folder(folder, SENTENCE_FOLDER):
        return undo_moves(folder)


def choose_take(folder: Path, number: int, name: str) -> None:
    """Use another take of a line.

    Parameters
    ----------
    folder
        The sentence folder.
    number
        The hash of the line.
    name
        The name of the take.

    Raises
    ------
    FolderInvalid, FileMissing, FileUnreadable
        If the folder is incomplete, or there is no such take.
    DiskFull, OutputNotWritable
        If the choice cannot be stored.
    """
    rows = read_rows(folder)
    audio = folder / AUDIO_FOLDER
    with work_folder(folder, SENTENCE_FOLDER):
        takes = find_takes(audio, [row.hash for row in rows if row.spoken])
        if audio / name not in takes.by_hash.get(number, ()):
            raise FileMissing(audio / name)
        marks = Marks.load(folder)
        marks.chosen[str(number)] = name
        marks.save(folder)


def move_voice(folder: Path, line: Known, by_ms: int) -> None:
    """Move the voice of a line by hand from where the fit lays it.

    The distance stays with the sentence over later exports. Voices are laid so by `remix`, as far as the neighbours and
    the free time allow.

    Parameters
    ----------
    folder
        The sentence folder.
    line
        The line as it is in the folder, or as it was in an earlier export.
    by_ms
        The distance in milliseconds; 0 leaves the voice to the fit.

    Raises
    ------
    LineGone
        If the folder no longer has the line.
    FolderInvalid, FileMissing, FileUnreadable
        If the folder is incomplete or inconsistent.
    OutputBusy
        If another job is writing to the folder.
    DiskFull, OutputNotWritable
        If the distance cannot be stored.
    """
    rows = read_rows(folder)
    with work_folder(folder, SENTENCE_FOLDER):
        recover_moves(folder)
        found = _present(line, known_sentences(folder), {row.hash for row in rows if row.spoken})
        if found is None:
            raise LineGone(folder, line.text)
        marks = Marks.load(folder)
        marks.moved.pop(str(found), None)
        if by_ms:
            marks.moved[str(found)] = by_ms
        marks.save(folder)


def move_voices(folder: Path, by_number: Mapping[int, int]) -> Job[int]:
    """Move voices of lines by their running numbers, in milliseconds; return how many lines there are with these.

    Raises
    ------
    DeepdubError
        As for `line_statuses` and `move_voice`.
    """
    found = yield from line_statuses(folder)
    lines = [line for line in found.lines if line.number in by_number]
    for line in lines:
        move_voice(folder, Known(line.hash, line.start_ms, line.end_ms, line.text), by_number[line.number])
    return len(lines)


def _present(line: Known, sentences: Sequence[Known], hashes: Collection[int]) -> int | None:
    """Return the present hash of a line; its former one may have come to another sentence."""
    by_hash = {each.hash: each for each in sentences}
    same = by_hash.get(line.hash)
    if line.hash in hashes and (same is None or same.text.split() == line.text.split()):
        return line.hash
    spoken_again = [each for each in sentences if each.text.split() == line.text.split()]
    if spoken_again:
        return min(spoken_again, key=lambda each: abs(each.start_ms - line.start_ms)).hash
    found = match_sentences([line], sentences).get(line.hash)
    return None if found is None else found.hash


def keep_lines(folder: Path, numbers: Sequence[int], *, keep: bool) -> int:
    """Set whether lines keep their original, by their numbers; return how many.

    Raises
    ------
    FolderInvalid
        If the folder has no ``sentences.json``, or a damaged one.
    """
    try:
        with work_folder(folder, SENTENCE_FOLDER):
            return set_keep(folder, dict.fromkeys(numbers, keep))
    except DeepdubError:
        raise
    except (OSError, *DAMAGED) as error:
        raise FolderInvalid(folder, message("{name} is damaged", name=SENTENCES_JSON)) from error
