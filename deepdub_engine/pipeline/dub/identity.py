"""Voices stay with their sentences when an export gives these other names."""

from __future__ import annotations

import contextlib
import difflib
import json
import statistics
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from deepdub_engine.base.atomic import replacing
from deepdub_engine.base.errors import NothingToUndo, from_os_error
from deepdub_engine.pipeline.dub.manifest import DUB_FOLDER, digest
from deepdub_engine.pipeline.dub.marks import Marks
from deepdub_engine.pipeline.dub.rendering import SET_ASIDE, free_name
from deepdub_engine.pipeline.dub.takes import find_takes, hash_of
from deepdub_engine.pipeline.rows import AUDIO_FOLDER

_T = TypeVar("_T")
_JOURNAL = "moves.json"
_PLANNED, _TAKING, _GIVING, _DONE = range(4)  # how far the moves are
_HISTORY = "sentences_before.json"
_ALIKE = 0.5  # texts that share half of their letters are one sentence with another wording
_NEAR_MS = 400  # and so are two sentences at the same time, after the shift of the others
_REMEMBERED = 20_000  # sentences of earlier exports


@dataclass(frozen=True, slots=True)
class Known:
    """A sentence of an export: its hash, times and text."""

    hash: int
    start_ms: int
    end_ms: int
    text: str


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of the voices of a folder in a new export.

    Parameters
    ----------
    kept
        Voices whose sentence has the same text.
    reworded
        Voices that were kept and marked, because the text has changed.
    set_aside
        Voices whose sentence is gone; their files are in ``set_aside``.
    """

    kept: int = 0
    reworded: int = 0
    set_aside: int = 0


@dataclass(slots=True)
class Moves:
    """Planned moves of files, relative to the folder, and the marks that go with them.

    Parameters
    ----------
    moves
        Pairs of names.
    old_text, chosen, moved
        Marks after the moves; see `Marks`. None for those that stay as they are.
    carried
        What to report.
    """

    moves: list[tuple[str, str]] = field(default_factory=list)
    old_text: dict[str, dict[str, str]] = field(default_factory=dict)
    chosen: dict[str, str] | None = None
    moved: dict[str, int] | None = None
    carried: Carried = Carried()

    def changes(self, marks: Marks) -> bool:
        """Return whether anything is moved or marked otherwise than it is."""
        decided = self.chosen not in (None, marks.chosen) or self.moved not in (None, marks.moved)
        return bool(self.moves) or self.old_text != marks.old_text or decided


def match_sentences(old: Sequence[Known], new: Sequence[Known]) -> Mapping[int, Known]:
    """Return for the hash of each old sentence the new one that it became; those that are gone are left out.

    Sentences with the same text are matched in order, so that a line said twice keeps its voices apart. What lies
    between is matched by time, after the median shift of the matched ones, and by likeness of the texts.
    """
    old, new = sorted(old, key=lambda each: each.start_ms), sorted(new, key=lambda each: each.start_ms)
    texts = [_plain(each.text) for each in old], [_plain(each.text) for each in new]
    blocks = difflib.SequenceMatcher(None, *texts, autojunk=False).get_matching_blocks()
    pairs = {block.a + at: block.b + at for block in blocks for at in range(block.size)}
    shift_ms = statistics.median([new[b].start_ms - old[a].start_ms for a, b in pairs.items()]) if pairs else 0
    free = [index for index in range(len(new)) if index not in set(pairs.values())]
    for at, sentence in enumerate(old):
        if at not in pairs:
            best = max(free, key=lambda index: _score(sentence, new[index], shift_ms), default=None)
            if best is not None and _score(sentence, new[best], shift_ms) > 0:
                pairs[at] = best
                free.remove(best)
    return {old[a].hash: new[b] for a, b in pairs.items()}


def _score(old: Known, new: Known, shift_ms: float) -> float:
    """Return how likely two sentences are one, 0 or less for not at all."""
    start, end = old.start_ms + shift_ms, old.end_ms + shift_ms
    common = min(end, new.end_ms) - max(start, new.start_ms)
    overlap = max(0.0, common / max(1, min(end - start, new.end_ms - new.start_ms)))
    if not overlap and abs(start - new.start_ms) > 10 * _NEAR_MS:
        return 0.0
    alike = difflib.SequenceMatcher(None, _plain(old.text), _plain(new.text), autojunk=False).ratio()
    same_time = abs(start - new.start_ms) <= _NEAR_MS and abs(end - new.end_ms) <= _NEAR_MS
    if alike < _ALIKE and not same_time:
        contained = _plain(new.text) in _plain(old.text) or _plain(old.text) in _plain(new.text)
        return overlap * 0.5 if contained and overlap else 0.0
    return alike + overlap


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def plan_moves(folder: Path, old: Sequence[Known], new: Sequence[Known]) -> Moves:
    """Plan which voices get which names; nothing is moved yet.

    Raises
    ------
    FileMissing, FileUnreadable
        If a voice cannot be read.
    """
    audio = folder / AUDIO_FOLDER
    takes = find_takes(audio, [each.hash for each in old])
    stored = Marks.load(folder)
    bearing = {*takes.by_hash, *(int(key) for key in (*stored.chosen, *stored.moved) if key.isdecimal())}
    matched = match_sentences([each for each in old if each.hash in bearing], new) if bearing else {}
    marks = stored.old_text
    plan = Moves()
    follow = _Following(matched, {each.hash for each in new})
    plan.chosen = {key: _renamed(name, key) for key, name in follow.marks(stored.chosen).items()}
    plan.moved = follow.marks(stored.moved)
    kept = reworded = aside = 0
    for sentence in old:
        voices = takes.by_hash.get(sentence.hash, ())
        target = matched.get(sentence.hash)
        for voice in voices:
            here = f"{AUDIO_FOLDER}/{voice.name}"
            if target is None:
                plan.moves.append((here, free_name(folder / SET_ASIDE / voice.name).relative_to(folder).as_posix()))
            elif target.hash != sentence.hash:
                ending = voice.name[len(str(sentence.hash)) :]
                plan.moves.append((here, f"{AUDIO_FOLDER}/{target.hash}{ending}"))
        if not voices:
            continue
        if target is None:
            aside += 1
            continue
        former = marks.get(str(sentence.hash))
        made_for = former["was"] if former and former["digest"] == digest(voices[0]) else sentence.text
        if _plain(made_for) == _plain(target.text):
            kept += 1
        else:
            reworded += 1
            plan.old_text[str(target.hash)] = {"digest": digest(voices[0]), "was": made_for}
    plan.carried = Carried(kept, reworded, aside)
    return plan


@dataclass(frozen=True, slots=True)
class _Following:
    """Marks that follow their sentences to other names; a mark whose sentence is gone never falls to another one."""

    matched: Mapping[int, Known]
    names: Collection[int]

    def marks(self, marks: Mapping[str, _T]) -> dict[str, _T]:
        followed = {str(self.matched[int(key)].hash): value for key, value in marks.items() if self._is_matched(key)}
        gone = {key: value for key, value in marks.items() if not self._is_matched(key) and not self._is_used(key)}
        return gone | followed

    def _is_matched(self, key: str) -> bool:
        return key.isdecimal() and int(key) in self.matched

    def _is_used(self, key: str) -> bool:
        return key.isdecimal() and int(key) in self.names


def renamed_marks(marks: Marks, names: Mapping[str, str]) -> tuple[dict[str, str], dict[str, int]]:
    """Return the chosen takes and the distances of lines of which some get other names.

    Where a name has marks already, these stay.
    """
    chosen = {key: _renamed(name, key) for key, name in _under(marks.chosen, names).items()}
    return chosen, _under(marks.moved, names)


def _under(marks: Mapping[str, _T], names: Mapping[str, str]) -> dict[str, _T]:
    staying = {key: value for key, value in marks.items() if key not in names}
    return {names[key]: value for key, value in marks.items() if key in names} | staying


def _renamed(take: str, number: str) -> str:
    return f"{number}{take[len(take) - len(take.lstrip('0123456789')) :]}"


def begin_moves(folder: Path, plan: Moves, generation: str) -> None:
    """Write down planned moves; they are made by `recover_moves` once the tables of `generation` are in place.

    Parameters
    ----------
    generation
        Text of the ``segments.csv`` that the new names belong to.
    """
    before = Marks.load(folder)
    after = Marks(
        plan.old_text,
        before.chosen if plan.chosen is None else plan.chosen,
        before.moved if plan.moved is None else plan.moved,
    )
    _write(folder, _journal(generation, plan.moves, after, before))


def _journal(generation: str, moves: list[tuple[str, str]], marks: Marks, before: Marks) -> dict[str, Any]:
    return {"phase": _PLANNED, "generation": generation, "moves": moves, **marks.values(), "before": before.values()}


def recover_moves(folder: Path) -> None:
    """Finish moves that were planned or interrupted; call it while holding the folder's lock.

    Raises
    ------
    DiskFull, OutputNotWritable
        If a file cannot be moved; the rest is done next time.
    """
    journal = _read(folder)
    if journal is None or journal["phase"] == _DONE:
        return
    try:
        if journal["phase"] == _PLANNED:
            if not _is_current(folder, journal["generation"]):
                (folder / DUB_FOLDER / _JOURNAL).unlink(missing_ok=True)
                return
            journal = _with_phase(folder, journal, _TAKING)
        waiting = folder / DUB_FOLDER / "moving"
        waiting.mkdir(exist_ok=True)
        if journal["phase"] == _TAKING:
            for number, (here, _) in enumerate(journal["moves"]):
                if (folder / here).exists() and not (waiting / str(number)).exists():
                    (folder / here).replace(waiting / str(number))
            journal = _with_phase(folder, journal, _GIVING)
        for number, (_, there) in enumerate(journal["moves"]):
            if (waiting / str(number)).exists():
                target = folder / there
                target.parent.mkdir(parents=True, exist_ok=True)
                (waiting / str(number)).replace(free_name(target))
        with contextlib.suppress(OSError):
            waiting.rmdir()
        Marks.of({**Marks.load(folder).values(), **journal}).save(folder)
        _with_phase(folder, journal, _DONE)
    except OSError as error:
        raise from_os_error(error, folder, writing=True) from error


def undo_moves(folder: Path) -> int:
    """Give the voices of the last export back their former names, and return how many there were.

    Raises
    ------
    NothingToUndo
        If there are none.
    """
    recover_moves(folder)
    journal = _read(folder)
    if journal is None or not journal["moves"]:
        raise NothingToUndo(folder)
    back = [(there, here) for here, there in journal["moves"] if (folder / there).exists()]
    generation = (folder / "segments.csv").read_text(encoding="utf-8")
    now = Marks.load(folder)
    former = {str(hash_of(Path(there))): str(hash_of(Path(here))) for here, there in journal["moves"]}
    old_text = Marks.of({"chosen": {}, **journal["before"]}).old_text
    _write(folder, _journal(generation, back, Marks(old_text, *renamed_marks(now, former)), now))
    recover_moves(folder)
    (folder / DUB_FOLDER / _JOURNAL).unlink(missing_ok=True)
    return len(back)


def remember(folder: Path, sentences: Sequence[Known]) -> None:
    """Add sentences to those of earlier exports, so that voices with their names can be recognised later."""
    known = {each.hash: each for each in [*earlier_sentences(folder), *sentences]}
    values = [[str(each.hash), each.start_ms, each.end_ms, each.text] for each in list(known.values())[-_REMEMBERED:]]
    with replacing(folder / DUB_FOLDER / _HISTORY) as temporary:
        temporary.write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")


def earlier_sentences(folder: Path) -> list[Known]:
    """Return the sentences of earlier exports into a folder."""
    try:
        stored = json.loads((folder / DUB_FOLDER / _HISTORY).read_text(encoding="utf-8"))
        return [Known(int(name), int(start), int(end), str(text)) for name, start, end, text in stored]
    except (OSError, ValueError, TypeError):
        return []


def _is_current(folder: Path, generation: str) -> bool:
    with contextlib.suppress(OSError, UnicodeDecodeError):
        return (folder / "segments.csv").read_text(encoding="utf-8") == generation
    return False


def _with_phase(folder: Path, journal: dict[str, Any], phase: int) -> dict[str, Any]:
    changed = {**journal, "phase": phase}
    _write(folder, changed)
    return changed


def _write(folder: Path, journal: dict[str, Any]) -> None:
    with replacing(folder / DUB_FOLDER / _JOURNAL) as temporary:
        temporary.write_text(json.dumps(journal, ensure_ascii=False), encoding="utf-8")


def _read(folder: Path) -> dict[str, Any] | None:
    """Return the journal; None if there is none, or if it was damaged or names files outside the folder."""
    try:
        journal: dict[str, Any] = json.loads((folder / DUB_FOLDER / _JOURNAL).read_text(encoding="utf-8"))
        moves = [(str(here), str(there)) for here, there in journal["moves"]]
        safe = all(_is_inside(name) for pair in moves for name in pair)
        for marks in (journal, journal["before"]):
            Marks.of({"chosen": {}, **marks})
        return {**journal, "moves": moves} if safe and isinstance(journal["phase"], int) else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _is_inside(name: str) -> bool:
    parts = Path(name).parts
    return len(parts) == 2 and parts[0] in (AUDIO_FOLDER, SET_ASIDE) and parts[1] not in ("..", ".")
