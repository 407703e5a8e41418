"""Open media files, always as local files, and map FFmpeg errors to engine errors."""

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

from deepdub_engine.audio.media.formats import OWN_DATA
from deepdub_engine.audio.wav_head import PlainWav, read_head
from deepdub_engine.base.errors import DeepdubError, FileUnreadable, NotMedia, from_os_error
from deepdub_engine.base.messages import message

SomeStream = TypeVar("SomeStream", bound=Stream)

_LOG = logging.getLogger(__name__)

DISK_ERRORS = frozenset({errno.EIO, errno.EACCES, errno.ESTALE, errno.ENXIO, errno.ENOENT})
# Nothing else is opened: neither what a playlist or a reference inside a container names, nor the network.
OPTIONS = {"protocol_whitelist": "file", "format_whitelist": OWN_DATA}
# Metadata need not be UTF-8. PyAV before version 19 refuses such a file by default; from 19 it always uses surrogates.
_METADATA: dict[str, Any] = {"metadata_errors": "surrogateescape"} if int(av.__version__.split(".")[0]) < 19 else {}


@contextlib.contextmanager
def open_media(path: Path) -> Iterator[InputContainer]:
    """Open a container for the duration of a ``with`` block.

    Raises
    ------
    FileMissing, FileUnreadable
        If the file is missing, not readable, or not a regular file.
    NotMedia
        If the file is empty or FFmpeg does not recognise it.
    """
    _check_readable(path)
    with contextlib.ExitStack() as opened:
        try:
            wav = plain_wav(path)
            place = address(path) if wav is None else opened.enter_context(wav)
            container = av.open(place, "r", container_options=OPTIONS, buffer_size=1 << 18, **_METADATA)
        except av.ArgumentError as error:
            # FFmpeg's answer to a format that is not on the list.
            raise NotMedia(path, message("it is a playlist, an image or text")) from error
        except (av.FFmpegError, ValueError, OSError) as error:
            raise media_error(error, path) from error
        opened.callback(container.close)
        yield container


def plain_wav(path: Path) -> PlainWav | None:
    """Return a WAV file that FFmpeg misreads behind a plain head; None for all others."""
    head = read_head(path)
    return PlainWav(path, head) if head is not None and head.ffmpeg_misreads else None


def address(path: Path) -> str:
    """Return the URL by which FFmpeg opens this file."""
    # Without "file:", FFmpeg takes a name with a colon for a protocol.
    return f"file:{path.absolute()}"


def metadata_text(stream: Stream, key: str) -> str:
    """Return a metadata value of a track; bytes that are not UTF-8 become replacement characters."""
    return stream.metadata.get(key, "").encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _check_readable(path: Path) -> None:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise FileUnreadable(path, message("it is a folder"))
        if not stat.S_ISREG(status.st_mode):
            raise FileUnreadable(path, message("it is a device or a pipe, not a file"))
        with path.open("rb"):
            pass
    except OSError as error:
        raise from_os_error(error, path, writing=False) from error
    except ValueError as error:
        raise FileUnreadable(path, message("its name contains a null character")) from error
    if status.st_size == 0:
        raise NotMedia(path, message("it is empty"))


@overload
def packets(container: InputContainer) -> Iterator[Packet[Stream]]: ...
@overload
def packets(container: InputContainer, stream: SomeStream) -> Iterator[Packet[SomeStream]]: ...
def packets(container: InputContainer, stream: Stream | None = None) -> Iterator[Packet[Any]]:
    """Yield the packets of a stream, or of all streams that the container had when it was opened.

    Raises
    ------
    av.FFmpegError
        If the container is truncated.
    """
    try:
        yield from container.demux() if stream is None else container.demux(stream)
    except IndexError:
        # PyAV 18.1 raises this at the end if new streams appeared midway, as in a broadcast when the programme changes.
        _LOG.debug("streams have appeared in %s", container.name)


def media_error(error: Exception, path: Path) -> DeepdubError:
    """Convert an FFmpeg error on opening or reading to an engine error."""
    # FFmpeg reports other failures as system errors, too, such as a playlist that points to the network.
    if isinstance(error, OSError) and error.errno in DISK_ERRORS:
        return from_os_error(error, path, writing=False)
    reason = str(getattr(error, "strerror", None) or error)
    return NotMedia(path, reason[:1].lower() + reason[1:])
