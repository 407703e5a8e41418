"""Fixtures shared by the engine's tests."""

import pytest


@pytest.fixture
def write(tmp_path):
    """Return a function that writes a subtitle file."""

    def write(data, name="film.srt"):
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    return write
