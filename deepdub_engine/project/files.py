"""Read and write project files: versioned JSON, written atomically."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from deepdub_engine.base.atomic import replacing
from deepdub_engine.base.errors import DeepdubError, ProjectInvalid, ProjectNewer, from_os_error
from deepdub_engine.base.messages import message, message_of
from deepdub_engine.base.regular import open_regular
from deepdub_engine.base.serialization import from_plain, to_plain
from deepdub_engine.project.parts import FileRef, Project, subtitle_file

SUFFIX = ".deepdub"
VERSION = 1
Migration = Callable[[dict[str, Any]], dict[str, Any]]
# Maps each earlier version to the function that upgrades it to the next.
MIGRATIONS: Mapping[int, Migration] = {}
_MARK = "deepdub_project"
_LARGEST_BYTES = 1 << 28


def to_dict(project: Project) -> dict[str, Any]:
    """Return a project as plain JSON values."""
    return {_MARK: VERSION, **to_plain(project)}


def from_dict(values: Any) -> Project:
    """Build a project from plain JSON values.

    Raises
    ------
    ValueError
        If they are not a valid project of the current version; the message says why.
    """
    if not isinstance(values, dict) or values.get(_MARK) != VERSION:
        raise ValueError(message("it is not a Deepdub project"))
    project = from_plain(Project, values)
    project.document.check()
    files = [part.file for part in (project.media, project.subtitles) if part is not None]
    for file in (*files, *([project.voices.folder] if project.voices is not None else ())):
        if "\0" in file.path + file.relative:
            raise ValueError(message("it contains an invalid path"))
    if project.subtitles is not None:
        try:
            subtitle_file(project.subtitles, Path(project.subtitles.file.path))
        except DeepdubError as error:
            raise ValueError(message("its subtitles cannot be read")) from error
    return project


def migrated(
    values: dict[str, Any], path: Path, migrations: Mapping[int, Migration] = MIGRATIONS, version: int = VERSION
) -> dict[str, Any]:
    """Return the values of a project, upgraded to the current version.

    Raises
    ------
    ProjectInvalid
        If the version is missing or unknown.
    ProjectNewer
        If a later version of the program wrote the project.
    """
    found = values.get(_MARK)
    if type(found) is not int:
        raise ProjectInvalid(path, message("it is not a Deepdub project"))
    if found > version:
        raise ProjectNewer(path, found, version)
    while found < version:
        if found not in migrations:
            raise ProjectInvalid(path, message("format {version} is unknown", version=found))
        values = migrations[found](values)
        found += 1
    return {**values, _MARK: version}


def load_project(path: Path) -> Project:
    """Read a project file; the files that it refers to need not exist.

    Raises
    ------
    FileMissing, FileUnreadable
        If the project file cannot be read.
    ProjectInvalid, ProjectNewer
        If the file is not a project, is damaged, or was written by a later version.
    """
    try:
        with open_regular(path) as file:
            data = file.read(_LARGEST_BYTES + 1)
    except OSError as error:
        raise from_os_error(error, path, writing=False) from error
    if len(data) > _LARGEST_BYTES:
        raise ProjectInvalid(path, message("it is too large"))
    try:
        values = parse(data)
    except (ValueError, RecursionError) as error:
        raise ProjectInvalid(path, message("it is damaged or was not written by Deepdub")) from error
    if not isinstance(values, dict):
        raise ProjectInvalid(path, message("it is not a Deepdub project"))
    values = migrated(values, path)
    try:
        return from_dict(values)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, ArithmeticError) as error:
        raise ProjectInvalid(path, message_of(error)) from error


def save_project(project: Project, path: Path) -> None:
    """Write a project file, with paths relative to its folder.

    Raises
    ------
    OutputNotWritable, DiskFull
        If the file cannot be written; an existing file is left unchanged.
    """
    project = project.referring(lambda file: FileRef.to(file, path.parent))
    text = json.dumps(to_dict(project), ensure_ascii=False, indent=1)
    with replacing(path) as temporary:
        temporary.write_bytes(text.encode("utf-8", "surrogatepass"))


def parse(data: bytes) -> Any:
    """Parse JSON; file names that are not valid Unicode are preserved.

    Raises
    ------
    ValueError, RecursionError
        If the data is not valid JSON.
    """
    return json.loads(data.decode("utf-8", "surrogatepass"))


def dump(values: Any) -> bytes:
    """Return values encoded as one line of JSON."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass") + b"\n"
