"""Read the list of episodes: a CSV with a row for each, or a folder."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from deepdub_engine.base.errors import DeepdubError, FileUnreadable, ManifestInvalid
from deepdub_engine.base.messages import message
from deepdub_engine.base.regular import open_regular
from deepdub_engine.batch.items import OPTIONS, Item
from deepdub_engine.batch.naming import folder_name, same_name
from deepdub_engine.batch.pairing import Pairing, pair_folder
from deepdub_engine.subtitles.encodings import decode

_LARGEST_BYTES = 8 << 20
_COLUMNS = ("media", "subtitles", "name", *OPTIONS)
_SEPARATOR = re.compile(r'"?sep=(.)"?[,;\t]*\r?\n?', re.IGNORECASE)  # a first line that spreadsheets write and read


def read_manifest(path: Path, language: str = "") -> Pairing:
    """Return the episodes that a CSV lists, or those of a folder.

    The CSV has a header. The column ``media`` is needed; ``subtitles``, ``name`` and the options of the commands
    (``track``, ``encoding``, ``model`` …) may be there. Paths are relative to the CSV. A semicolon or a tab may
    separate the columns, and the text may be UTF-8, UTF-16 or an old code page, as spreadsheets save it.

    Parameters
    ----------
    path
        The CSV or the folder.
    language
        Which of several subtitles of a clip are taken, beside it, inside, or in a SAMI; a CSV names files itself.

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
    items: list[Item] = []
    names = set[str]()
    for line, cells in _rows(path):
        item = _item(path, line, cells, language)
        if same_name(item.name) in names:
            reason = message("the name “{name}” is there twice: tell them apart in a column “name”", name=item.name)
            raise ManifestInvalid(path, line, reason)
        names.add(same_name(item.name))
        items.append(item)
    return Pairing(tuple(items))


def _rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    """Return the rows that are not empty, as the number of their last line and their cells by column."""
    first, *others = _text_of(path).splitlines(keepends=True) or [""]
    separator = _SEPARATOR.fullmatch(first)
    head = others[0] if separator and others else first
    delimiter = separator[1] if separator else max(",;\t", key=head.count)
    text = "".join(["\n" if separator else first, *others])  # the lines keep their numbers
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        rows = [(reader.line_num, [cell.strip() for cell in row]) for row in reader]
    except csv.Error as error:
        raise ManifestInvalid(path, reader.line_num, str(error)) from error
    (_, header), *filled = [(line, row) for line, row in rows if any(row)] or [(1, [])]
    if not filled:
        raise ManifestInvalid(path, 1, message("it has no row below the header"))
    columns = _columns(path, header)
    return [(line, _cells(path, line, row, columns)) for line, row in filled]


def _columns(path: Path, header: Sequence[str]) -> list[str]:
    """Return the names of the columns; a spreadsheet adds empty ones at the end."""
    columns = [name.lower() for name in header]
    while columns and not columns[-1]:
        columns.pop()
    for name, column in zip(header, columns, strict=False):
        if column not in _COLUMNS:
            reason = message("it has a column “{name}”; known are {known}", name=name, known=", ".join(_COLUMNS))
            raise ManifestInvalid(path, 1, reason)
    return columns


def _cells(path: Path, line: int, row: Sequence[str], columns: Sequence[str]) -> dict[str, str]:
    if any(row[len(columns) :]):
        raise ManifestInvalid(path, line, message("it has more columns than the header"))
    return {column: cell for column, cell in zip(columns, row, strict=False) if cell}


def _text_of(path: Path) -> str:
    with open_regular(path) as file:
        data = file.read(_LARGEST_BYTES + 1)
    if len(data) > _LARGEST_BYTES:
        raise FileUnreadable(path, message("it is no list of episodes"))
    try:
        text = decode(data, path).text
    except DeepdubError as error:
        raise FileUnreadable(path, message("its text encoding is unknown: save it as UTF-8")) from error
    if "\ufffd" in text:  # also what stands for a null character
        raise FileUnreadable(path, message("it is no list of episodes"))
    return text


def _item(path: Path, line: int, cells: Mapping[str, str], language: str) -> Item:
    if "media" not in cells:
        raise ManifestInvalid(path, line, message("the column “media” is empty"))
    media = _path(path.parent, cells["media"])
    subtitles = _path(path.parent, cells["subtitles"]) if "subtitles" in cells else None
    options = {name: cells[name] for name in OPTIONS if name in cells}
    if language:
        options.setdefault("language", language)
    if "translation" in options:
        options["translation"] = str(_path(path.parent, options["translation"]))
    return Item(folder_name(cells.get("name", media.stem)) or f"line {line}", media, subtitles, options)


def _path(folder: Path, cell: str) -> Path:
    """Return a path of a list, which may have been written on Windows, with quotation marks as its Explorer copies."""
    cell = cell.strip('"')
    path = folder / cell
    if os.sep == "/" and "\\" in cell and not path.exists():
        return folder / cell.replace("\\", "/")
    return path
