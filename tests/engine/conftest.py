"""What tests of the engine share."""

import pytest


@pytest.fixture
def write(tmp_path):
    """Give a function that writes a subtitle file."""

    def write(data, name="film.srt"):
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    return write
