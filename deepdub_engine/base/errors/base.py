"""The base of all errors that the engine raises on purpose."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, ClassVar

from deepdub_engine.base.messages import Wording


def _rebuild(kind: type[DeepdubError], values: dict[str, Any]) -> DeepdubError:
    return kind(**values)


@dataclass(eq=False)
class DeepdubError(Exception):
    """Base of all errors that the engine raises on purpose.

    ``str(error)`` is one sentence saying what happened and what to do next; `wording` is the same, ready to be
    translated. Subclasses are dataclasses, so that the values behind the sentence can be read, and survive pickling.
    """

    exit_code: ClassVar[int] = 1

    def wording(self) -> Wording:
        """Return the sentence for a person."""
        raise NotImplementedError

    def __str__(self) -> str:
        return str(self.wording())

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), {f.name: getattr(self, f.name) for f in fields(self)})
