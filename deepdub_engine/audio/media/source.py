"""Opening a media file: only as a local file, whatever its name looks like, and with typed errors."""

from __future__ import annotations

import contextlib
import errno
import logging
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar, overload

import av
from av.container import InputContainer
from av.packet import Packet
from av.stream import Stream

from deepdub_engine.base.errors import DeepdubError, FileUnreadable, NotMedia, from_os_error
from deepdub_engine.base.messages import worded

SomeStream = TypeVar("SomeStream", bound=Stream)

_LOG = logging.getLogger(__name__)

DISK_ERRORS = frozenset({errno.EIO, errno.EACCES, errno.ESTALE, errno.ENXIO, errno.ENOENT})
# A playlist or a reference inside a container may name other files, never the network.
OPTIONS = {"protocol_whitelist": "file"}
# Titles and names of languages need not be UTF-8. PyAV refuses such a file unless told otherwise; from version 19 on it
# cannot be told, and hands out surrogates for the bytes.
_METADATA: dict[str, Any] = {"metadata_errors": "surrogateescape"} if int(av.__version__.split(".")[0]) < 19 else {}


@contextlib.contextmanager
def open_media(path: Path) -> Iterator[InputContainer]:
    """Open a container for the length of a ``with`` block.

    Raises
    ------
    FileMissing, FileUnreadable
        If the file is not there, may not be read, or is no regular file.
    NotMedia
        If it is empty or FFmpeg does not know what it is.
    """
    _check_readable(path)
    try:
        container = av.open(address(path), "r", container_options=OPTIONS, buffer_size=1 << 18, **_METADATA)
    except (av.FFmpegError, ValueError) as error:
        raise media_error(error, path) from error
    try:
        yield container
    finally:
        container.close()


def address(path: Path) -> str:
    """Return what FFmpeg takes for nothing but this file."""
    # "file:" keeps names with a colon from being taken for protocols; FFmpeg knows no other escape.
    return f"file:{path.absolute()}"


def metadata_text(stream: Stream, key: str) -> str:
    """Return what the file says about a track, with a replacement character for every byte that is no UTF-8."""
    return stream.metadata.get(key, "").encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _check_readable(path: Path) -> None:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise FileUnreadable(path, worded("it is a folder"))
        if not stat.S_ISREG(status.st_mode):
            raise FileUnreadable(path, worded("it is a device or a pipe, not a file"))
        with path.open("rb"):
            pass
    except OSError as error:
        raise from_os_error(error, path, writing=False) from error
    except ValueError as error:
        raise FileUnreadable(path, worded("its name contains a null character")) from error
    if status.st_size == 0:
        raise NotMedia(path, worded("it is empty"))


@overload
def packets(container: InputContainer) -> Iterator[Packet[Stream]]: ...
@overload
def packets(container: InputContainer, stream: SomeStream) -> Iterator[Packet[SomeStream]]: ...
def packets(container: InputContainer, stream: Stream | None = None) -> Iterator[Packet[Any]]:
    """Yield the packets of a stream, or of all that the container had when it was opened.

    Raises
    ------
    av.FFmpegError
        If the container breaks off.
    """
    try:
        yield from container.demux() if stream is None else container.demux(stream)
    except IndexError:
        # PyAV 18.1 ends so where streams appeared on the way, as in a broadcast in which the programme changes.
        _LOG.debug("streams have appeared in %s", container.name)


def media_error(error: Exception, path: Path) -> DeepdubError:
    """Turn an error of FFmpeg's on opening or reading into one of ours."""
    # Other system errors are FFmpeg's own words for what it does not do, such as following a playlist to the network.
    if isinstance(error, OSError) and error.errno in DISK_ERRORS:
        return from_os_error(error, path, writing=False)
    reason = str(getattr(error, "strerror", None) or error)
    return NotMedia(path, reason[:1].lower() + reason[1:])
