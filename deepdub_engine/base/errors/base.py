"""The base class of all errors that the engine raises deliberately."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, ClassVar

from deepdub_engine.base.messages import Message


def _rebuild(kind: type[DeepdubError], values: dict[str, Any]) -> DeepdubError:
    return kind(**values)


@dataclass(eq=False)
class DeepdubError(Exception):
    """Base class of all errors that the engine raises deliberately.

    ``str(error)`` is one sentence that says what happened and what to do next; `to_message` is its translatable form.
    Subclasses are dataclasses, so that the values in the sentence are accessible and survive pickling.
    """

    exit_code: ClassVar[int] = 1

    def to_message(self) -> Message:
        """Return the message for the user."""
        raise NotImplementedError

    def __str__(self) -> str:
        return str(self.to_message())

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), {f.name: getattr(self, f.name) for f in fields(self)})
