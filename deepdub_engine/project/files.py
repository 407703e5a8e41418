"""Project files: JSON with a version, written as a whole."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from deepdub_engine.base.atomic import replacing
from deepdub_engine.base.errors import DeepdubError, ProjectInvalid, ProjectNewer, from_os_error
from deepdub_engine.base.messages import reason_of, worded
from deepdub_engine.project.parts import FileRef, Project, subtitle_file
from deepdub_engine.project.serialization import from_plain, to_plain

SUFFIX = ".deepdub"
VERSION = 1
Migration = Callable[[dict[str, Any]], dict[str, Any]]
# From each former version to the next one.
MIGRATIONS: Mapping[int, Migration] = {}
_MARK = "deepdub_project"
_LARGEST_BYTES = 1 << 28


def to_dict(project: Project) -> dict[str, Any]:
    """Return a project as plain JSON values."""
    return {_MARK: VERSION, **to_plain(project)}


def from_dict(values: Any) -> Project:
    """Make a project of plain JSON values.

    Raises
    ------
    ValueError
        If they are none of the present version; the text says why.
    """
    if not isinstance(values, dict) or values.get(_MARK) != VERSION:
        raise ValueError(worded("it is not marked as one"))
    project = from_plain(Project, values)
    project.document.check()
    for part in (project.media, project.subtitles):
        if part is not None and "\0" in part.file.path + part.file.relative:
            raise ValueError(worded("a path in it is none"))
    if project.subtitles is not None:
        try:
            subtitle_file(project.subtitles, Path(project.subtitles.file.path))
        except DeepdubError as error:
            raise ValueError(worded("the subtitles in it cannot be read")) from error
    return project


def migrated(
    values: dict[str, Any], path: Path, migrations: Mapping[int, Migration] = MIGRATIONS, version: int = VERSION
) -> dict[str, Any]:
    """Return the values of a project as the present version has them.

    Raises
    ------
    ProjectInvalid
        If they have no version, or a former one that there never was.
    ProjectNewer
        If a later version of the program wrote them.
    """
    found = values.get(_MARK)
    if type(found) is not int:
        raise ProjectInvalid(path, worded("it is not marked as one"))
    if found > version:
        raise ProjectNewer(path, found, version)
    while found < version:
        if found not in migrations:
            raise ProjectInvalid(path, worded("there is no format {version}", version=found))
        values = migrations[found](values)
        found += 1
    return {**values, _MARK: version}


def load_project(path: Path) -> Project:
    """Read a project file; its files need not be there.

    Raises
    ------
    FileMissing, FileUnreadable
        If it cannot be read.
    ProjectInvalid, ProjectNewer
        If it is not a project, damaged, or of a later version.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST_BYTES + 1)
    except OSError as error:
        raise from_os_error(error, path, writing=False) from error
    if len(data) > _LARGEST_BYTES:
        raise ProjectInvalid(path, worded("it is far too large"))
    try:
        values = parse(data)
    except (ValueError, RecursionError) as error:
        raise ProjectInvalid(path, worded("it is damaged or was not written by Deepdub")) from error
    if not isinstance(values, dict):
        raise ProjectInvalid(path, worded("it is not marked as one"))
    values = migrated(values, path)
    try:
        return from_dict(values)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ProjectInvalid(path, reason_of(error)) from error


def save_project(project: Project, path: Path) -> None:
    """Write a project file, with the ways to its files from where it is.

    Raises
    ------
    OutputNotWritable, DiskFull
        If it cannot be written; what was there is still there then.
    """
    project = project.referring(lambda file: FileRef.to(file, path.parent))
    text = json.dumps(to_dict(project), ensure_ascii=False, indent=1)
    with replacing(path) as temporary:
        temporary.write_bytes(text.encode("utf-8", "surrogatepass"))


def parse(data: bytes) -> Any:
    """Read JSON; names of files that are not text come through.

    Raises
    ------
    ValueError, RecursionError
        If it is none.
    """
    return json.loads(data.decode("utf-8", "surrogatepass"))


def dump(values: Any) -> bytes:
    """Write values as one line of JSON."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass") + b"\n"
