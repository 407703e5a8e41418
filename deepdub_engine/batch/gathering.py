"""Collect the episodes of a season from what a person drops: folders, lists, and single files."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from deepdub_engine.batch.items import Item
from deepdub_engine.batch.manifest import read_manifest
from deepdub_engine.batch.naming import folder_name, free_name, same_name
from deepdub_engine.batch.pairing import MEDIA_SUFFIXES, Pairing, pair_files


def gather(paths: Sequence[Path], language: str = "", known: Sequence[Item] = ()) -> Pairing:
    """Pair the clips and subtitles among folders, CSV lists and files.

    Parameters
    ----------
    paths
        Folders are searched, but not those inside them.
    language
        As for `pair_folder`.
    known
        Episodes that are there already: their clips are left out, and their names are not given twice.

    Raises
    ------
    DeepdubError
        If a folder holds no clip, or a list is wrong.
    """
    whole = [path for path in paths if path.is_dir() or path.suffix.lower() == ".csv"]
    files = sorted(path for path in paths if path not in whole)
    pairings = [read_manifest(path, language) for path in whole]
    if any(path.suffix.lower() in MEDIA_SUFFIXES for path in files) or not whole:
        pairings.append(_pair(files, language))
    there, names = {item.media for item in known}, {same_name(item.name) for item in known}
    items: list[Item] = []
    for item in (item for pairing in pairings for item in pairing.items):
        if item.media not in there:
            there.add(item.media)
            items.append(replace(item, name=_free(item, names)))
            names.add(same_name(items[-1].name))
    unpaired = dict.fromkeys(path for pairing in pairings for path in pairing.unpaired)
    return Pairing(tuple(items), tuple(unpaired), tuple(path for pairing in pairings for path in pairing.doubtful))


def _pair(files: Sequence[Path], language: str) -> Pairing:
    """Pair single files; subtitles alone wait for a clip."""
    if files and not any(path.suffix.lower() in MEDIA_SUFFIXES for path in files):
        return Pairing((), tuple(files))
    return pair_files(files, language, files[0].parent if files else Path())


def _free(item: Item, names: Collection[str]) -> str:
    """Return the name of an episode, with its folder or a number if another has it."""
    if same_name(item.name) not in names:
        return item.name
    return free_name(folder_name(f"{item.media.parent.name} {item.name}"), names)
