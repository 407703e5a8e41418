"""What a person does to the cast; each command is one undo step."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from deepdub_engine.base.errors import DeepdubError
from deepdub_engine.speakers import editing
from deepdub_engine.speakers.cast import Cast, clean_name
from deepdub_gui.base.i18n import tr
from deepdub_gui.document.commands import change
from deepdub_gui.document.session import Session
from deepdub_gui.features.speakers.texts import lines_to, name_of


class CastCommands(QObject):
    """Changes who speaks in a session; `failed` carries an error, and `told` a text that says why nothing changes.

    Parameters
    ----------
    session
        The document.
    finish
        Commits what is being typed or dragged, before each command.
    """

    failed = Signal(object)
    told = Signal(str)

    def __init__(self, session: Session, finish: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._finish = session, finish

    @property
    def cast(self) -> Cast:
        """Who speaks."""
        return self._session.cast

    def name(self, number: int) -> str:
        """Return the name of a speaker, also of one that does not exist yet."""
        speaker = self.cast.speaker(number)
        return tr("Speaker {number}", number=number) if speaker is None else name_of(speaker)

    def assign(self, cues: Collection[int], number: int) -> None:
        """Say who speaks some lines; a number that nobody has is a new speaker."""
        if cues:
            self._commit(lines_to(cues, self.name(number)), lambda cast: editing.assign(cast, cues, number))

    def clear(self, cues: Collection[int]) -> None:
        """Make the speakers of some lines unknown."""
        self._commit(lines_to(cues, tr("nobody")), lambda cast: editing.clear(cast, cues))

    def accept(self, cues: Collection[int] | None = None) -> None:
        """Accept the suggestions for some lines, or all."""
        before = self.cast
        chosen = range(len(before.lines)) if cues is None else cues
        lines = (before.line_of(cue) for cue in chosen)
        count = sum(line is not None and not line.is_settled for line in lines)
        if not count:
            self.told.emit(tr("There are no suggestions to accept."))
            return
        self._commit(tr("Accept {count:suggestion|suggestions}", count=count), lambda cast: editing.accept(cast, cues))

    def add(self) -> None:
        """Add a speaker without lines."""
        self._commit(tr("Add a speaker"), lambda cast: editing.add(cast)[0])

    def split(self, cues: Collection[int]) -> None:
        """Give some lines to a new speaker."""
        if not cues:
            self.told.emit(tr("Select the lines of the new speaker in the list first."))
            return
        try:
            number = editing.add(self.cast)[1]
        except DeepdubError as error:
            self.failed.emit(error)
            return
        self._commit(lines_to(cues, self.name(number)), lambda cast: editing.split(cast, cues)[0])

    def rename(self, number: int, name: str) -> None:
        """Rename a speaker; if another one has the name, both become one."""
        speaker, same, name = self.cast.speaker(number), self.cast.named(name), clean_name(name)
        if speaker is None or name == speaker.name:
            return
        if same is not None and same.number != number:
            self.merge((number, same.number), same.number)
        else:
            shown = name or self.name(number)
            self._commit(
                tr("Rename {name} to {other}", name=self.name(number), other=shown),
                lambda cast: editing.rename(cast, number, name),
            )

    def merge(self, numbers: Collection[int], into: int) -> None:
        """Make some speakers one of them."""
        others = [self.name(number) for number in sorted(numbers) if number != into]
        if not others:
            self.told.emit(tr("Select two or more speakers that are the same person."))
            return
        step = tr("Merge {names} into {name}", names=", ".join(others), name=self.name(into))
        self._commit(step, lambda cast: editing.merge(cast, numbers, into))

    def remove(self, numbers: Collection[int]) -> None:
        """Remove speakers; who speaks their lines is unknown then."""
        names = ", ".join(self.name(number) for number in sorted(numbers))
        self._commit(tr("Remove {names}", names=names), lambda cast: editing.remove(cast, numbers))

    def take_names(self) -> None:
        """Take the names that the subtitles have."""
        names = self._session.names_in_subtitles
        if not any(names):
            self.told.emit(tr("The subtitles name nobody: neither in a column nor as “NAME:” before the text."))
            return
        before = self.cast
        self._commit(tr("Names from the subtitles"), lambda cast: editing.take_names(cast, names))
        if self.cast == before:
            self.told.emit(tr("The names in the subtitles are all taken already."))

    def suggest(self, found: Cast) -> None:
        """Put what the machine has found in place of the former suggestions."""
        count = sum(line is not None for line in found.lines)
        self._commit(
            tr("Suggest the speakers of {count:line|lines}", count=count), lambda cast: editing.suggest(cast, found)
        )

    def _commit(self, name: str, edit: Callable[[Cast], Cast]) -> None:
        self._finish()
        session = self._session
        try:
            change(session, name, replace(session.document, cast=edit(session.cast)))
        except DeepdubError as error:
            self.failed.emit(error)
