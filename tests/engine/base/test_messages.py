"""Messages of the engine: English, whole sentences, with all values that a translation needs."""

import ast
import json
import pickle
import runpy
import string
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import deepdub_engine
from deepdub_engine.base import errors
from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.base.messages import Message, mark, message, message_from_json, message_of, message_to_json
from deepdub_engine.separation.protocol import decode, encode
from tests.helpers.error_examples import ERROR_SENTENCES

SOURCES = Path(deepdub_engine.__file__).parent
KINDS = {kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, DeepdubError)}
REASONED = {kind.__name__ for kind in KINDS if {"reason", "detail"} & {field.name for field in fields(kind)}}


@pytest.mark.parametrize(("error", "sentence"), ERROR_SENTENCES, ids=lambda value: type(value).__name__)
def test_every_error_is_one_english_sentence(error: DeepdubError, sentence: str) -> None:
    assert str(error) == sentence


def test_every_kind_of_error_is_among_them() -> None:
    assert {type(error) for error, _ in ERROR_SENTENCES} == KINDS - {DeepdubError}


@pytest.mark.parametrize("error", [error for error, _ in ERROR_SENTENCES], ids=lambda error: type(error).__name__)
def test_an_error_of_another_process_can_be_translated_like_one_of_this(error: DeepdubError) -> None:
    for again in (decode(encode(error)), pickle.loads(pickle.dumps(error))):
        assert again.to_message() == error.to_message()
        assert vars(again) == vars(error)


TEXTS = st.text(st.characters(exclude_characters="{}"))
WORDINGS = st.recursive(
    st.builds(message, TEXTS),
    lambda inner: st.builds(
        lambda text, value: message(text + "{value}", value=value),
        TEXTS,
        inner | TEXTS | st.integers() | st.floats(allow_nan=False),
    ),
    max_leaves=5,
)


@given(WORDINGS)
def test_nested_messages_survive_serialization(wording: Message) -> None:
    assert message_from_json(json.loads(json.dumps(message_to_json(wording)))) == wording


def test_braces_are_left_alone_where_there_are_no_values() -> None:
    assert str(message("{not a value}")) == mark("{not a value}") == "{not a value}"


def test_an_exception_gives_back_the_wording_that_it_was_raised_with() -> None:
    said = message("{name} is empty", name="a.csv")
    assert message_of(ValueError(said)) is said
    assert message_of(ValueError("out of the blue")) == "out of the blue"
    assert message_of(KeyError()) == ""


def calls(*names: str, left_out: str = "cli") -> Iterator[tuple[str, ast.Call]]:
    for path in sorted(SOURCES.rglob("*.py")):
        if left_out not in path.relative_to(SOURCES).parts:
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
                    yield f"{path.name}:{node.lineno}", node


def test_every_template_can_be_collected_and_takes_exactly_its_values() -> None:
    wrong = []
    for place, call in calls("message", "mark"):
        text = call.args[0]
        collected = text.value if isinstance(text, ast.Constant) else None
        wanted = {name for _, name, _, _ in string.Formatter().parse(str(collected)) if name is not None}
        if not isinstance(collected, str) or wanted != {keyword.arg for keyword in call.keywords}:
            wrong.append(place)
    assert wrong == []


def test_no_reason_and_no_progress_is_said_outside_a_wording() -> None:
    bare = [
        f"{place}: {ast.unparse(part)}"
        for place, call in calls(*REASONED, "Progress", "DecodeProgress", "Malformed", "_Refused", "_Broken", "Unsafe")
        for part in (*call.args, *(keyword.value for keyword in call.keywords))
        if isinstance(part, ast.JoinedStr) or (isinstance(part, ast.Constant) and isinstance(part.value, str))
        if ast.unparse(part) not in ("''", "f'{type(error).__name__}: {error}'")
    ]
    assert bare == []


def test_translators_are_given_what_the_engine_says() -> None:
    words = runpy.run_path(str(SOURCES.parent / "packaging" / "translate.py"))["collect"]()
    assert "deepdub_engine/audio/peaks.py" in words["Drawing the waveform"]
    assert words["Moved by {place} to fit the speech: clear result; {rival}."] == {
        "deepdub_engine/alignment/confidence.py"
    }
    assert "resources/models/models.json" in words["Speech"]
    assert {error.to_message().text for error, _ in ERROR_SENTENCES} <= words.keys()
