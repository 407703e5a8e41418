"""Read the list of episodes: a CSV with a row for each, or a folder."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from pathlib import Path

from deepdub_engine.base.errors import FileUnreadable, ManifestInvalid
from deepdub_engine.base.messages import message
from deepdub_engine.base.regular import open_regular
from deepdub_engine.batch.items import OPTIONS, Item
from deepdub_engine.batch.pairing import Pairing, pair_folder

_LARGEST_BYTES = 8 << 20
_COLUMNS = ("media", "subtitles", "name", *OPTIONS)
_UNFIT = re.compile(r'[<>:"/\\|?*\x00-\x1f]')


def read_manifest(path: Path, language: str = "") -> Pairing:
    """Return the episodes that a CSV lists, or those of a folder.

    The CSV has a header. The column ``media`` is needed; ``subtitles``, ``name`` and the options of the commands
    (``track``, ``encoding``, ``model`` …) may be there. Paths are relative to the CSV. A semicolon or a tab may
    separate the columns.

    Raises
    ------
    ManifestInvalid
        If a column is unknown, a row has no clip, or two rows have the same name; with the line.
    NoEpisodes
        If there is no episode.
    FileUnreadable
        If the list cannot be read.
    """
    if path.is_dir():
        return pair_folder(path, language)
    text = _text_of(path)
    head = text.partition("\n")[0]
    rows = list(csv.DictReader(text.splitlines(keepends=True), delimiter=max(",;\t", key=head.count)))
    if not rows:
        raise ManifestInvalid(path, 1, message("it has no row below the header"))
    unknown = [name for name in rows[0] if name is not None and name.strip().lower() not in _COLUMNS]
    if unknown:
        raise ManifestInvalid(
            path, 1, message("it has a column “{name}”; known are {known}", name=unknown[0], known=", ".join(_COLUMNS))
        )
    items = [_item(path, line, row) for line, row in enumerate(rows, 2)]
    seen = dict[str, int]()
    for line, item in enumerate(items, 2):
        if item.name.casefold() in seen:
            raise ManifestInvalid(path, line, message("the name “{name}” is there twice", name=item.name))
        seen[item.name.casefold()] = line
    return Pairing(tuple(items))


def _text_of(path: Path) -> str:
    with open_regular(path) as file:
        data = file.read(_LARGEST_BYTES + 1)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileUnreadable(path, message("it is not a text in UTF-8")) from error
    if len(data) > _LARGEST_BYTES or "\0" in text:
        raise FileUnreadable(path, message("it is no list of episodes"))
    return text


def _item(path: Path, line: int, row: Mapping[str | None, str | list[str] | None]) -> Item:
    if None in row:
        raise ManifestInvalid(path, line, message("it has more columns than the header"))
    cells = {str(name).strip().lower(): str(value or "").strip() for name, value in row.items()}
    if not cells.get("media"):
        raise ManifestInvalid(path, line, message("the column “media” is empty"))
    media = path.parent / cells["media"]
    subtitles = path.parent / cells["subtitles"] if cells.get("subtitles") else None
    options = {name: cells[name] for name in OPTIONS if cells.get(name)}
    if "translation" in options:
        options["translation"] = str(path.parent / options["translation"])
    name = _UNFIT.sub("_", cells.get("name") or media.stem).strip(". ") or f"line {line}"
    return Item(name, media, subtitles, options)
