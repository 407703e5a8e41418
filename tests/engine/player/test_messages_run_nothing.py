"""The pipe to the player's process carries values of the engine, and bytes of any origin run nothing."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

from deepdub_engine.base.errors import SoundUnavailable
from deepdub_engine.base.messages import message
from deepdub_engine.player.messages import DeviceOpened, decode, encode


class Harmful:
    """Runs a command when it is unpickled."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def __reduce__(self):
        return os.mkdir, (str(self.place),)


def test_an_error_arrives_as_it_was_sent() -> None:
    sent = DeviceOpened(SoundUnavailable(message("no device")))
    found = decode(encode(sent))
    assert str(found.error) == str(sent.error)


def test_bytes_that_would_run_something_are_no_message(tmp_path: Path) -> None:
    dotted = b"cdeepdub_engine.base.atomic\nos.mkdir\n(V" + str(tmp_path / "b").encode() + b"\ntR."
    for payload in (pickle.dumps(Harmful(tmp_path / "a")), dotted, b"", b"\x80"):
        with pytest.raises(ValueError, match="not a message"):
            decode(payload)
    assert not list(tmp_path.iterdir())
