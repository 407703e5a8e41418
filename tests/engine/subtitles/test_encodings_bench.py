"""The encodings of made files in eighteen languages are recognised, as the benchmark measures it."""

from __future__ import annotations

import pytest

from tests.bench import encodings


@pytest.mark.parametrize("language", encodings.PAGES)
def test_the_code_pages_of_a_language_are_recognised_from_ten_subtitles_on(language):
    mine = [case for case in encodings.cases(1) if case.language == language and case.cues in (10, 40)]
    found = [encodings.verdict(case) for case in mine]
    assert set(found) <= {"right", "wrong_said"}
    assert found.count("right") >= 0.9 * len(found)


def test_three_subtitles_are_never_refused_and_nearly_always_right_or_doubted():
    found = [encodings.verdict(case) for case in encodings.cases(1) if case.cues == 3]
    assert "refused" not in found
    assert found.count("wrong_silently") <= 0.01 * len(found)
