"""Error messages in the window do not mention the command line."""

from pathlib import Path

import pytest

from deepdub_engine.base.errors import (
    DeepdubError,
    DownloadFailed,
    DownloadMismatch,
    FolderInvalid,
    OutputExists,
    SubtitleEncodingUnknown,
    WeightsMissing,
)
from deepdub_gui.base.error_texts import error_text

PLACE = Path("place")


@pytest.mark.parametrize(
    "error",
    [
        DownloadFailed("https://example.org", "it is away"),
        DownloadMismatch("https://example.org", "a page"),
        FolderInvalid(PLACE, "it belongs to another clip"),
        OutputExists(PLACE),
        SubtitleEncodingUnknown(PLACE),
        WeightsMissing("spleeter-2stems", PLACE),
    ],
    ids=lambda error: type(error).__name__,
)
def test_no_command_or_option_is_named_in_the_window(error: DeepdubError) -> None:
    text = error_text(error)
    assert "deepdub" not in text
    assert "--" not in text
    assert text.endswith(".")


def test_what_comes_with_the_program_is_not_to_be_fetched() -> None:
    assert "reinstall Deepdub" in error_text(WeightsMissing("speech", PLACE))
    assert "reinstall Deepdub" in error_text(WeightsMissing("speech activity", PLACE))
