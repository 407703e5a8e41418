"""Actions of the File menu: open a subtitle track of the clip, reopen subtitles with another encoding or language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from deepdub_engine.base.errors import DeepdubError, NoSubtitleTracks
from deepdub_engine.base.progress import Job, Progress
from deepdub_engine.base.timing import parse_frame_rate
from deepdub_engine.project import Document
from deepdub_engine.subtitles import EncodingPreview, SubtitleFile, preview_encodings, reread, with_new_texts
from deepdub_gui.base.i18n import tr
from deepdub_gui.base.jobs import JobRunner
from deepdub_gui.dialogs.dialogs import Dialogs
from deepdub_gui.dialogs.names import encoding_name
from deepdub_gui.document.commands import change
from deepdub_gui.document.opening import DocumentOpener
from deepdub_gui.document.session import Session
from deepdub_gui.shortcuts.action_entries import set_action_names
from deepdub_gui.shortcuts.actions import connect_actions, make_action
from deepdub_gui.widgets.status_bar import StatusBar

if TYPE_CHECKING:
    from deepdub_engine.audio.media.probe import MediaInfo


class SubtitleController(QObject):
    """Runs the actions: shows their dialogs and opens the result.

    Parameters
    ----------
    session, jobs, opener
        The open document, the job runner, and what opens subtitles.
    dialogs
        Shows the dialogs.
    confirm_unsaved
        Prompts before changes are lost. Returns whether to continue now; after saving, it calls its argument.
    finish
        Commits a pending gesture.
    window
        The parent of the dialogs.
    """

    def __init__(
        self,
        session: Session,
        jobs: JobRunner,
        opener: DocumentOpener,
        dialogs: Dialogs,
        confirm_unsaved: Callable[[Callable[[], object]], bool],
        finish: Callable[[], object],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session, self._jobs, self._opener = session, jobs, opener
        self._dialogs, self._may_go_on, self._finish, self._window = dialogs, confirm_unsaved, finish, window
        self._status: StatusBar | None = None
        self._seen: MediaInfo | None = None
        self._offered = ""
        self.open_track = make_action(window, tr("Open subtitles from the c&lip…"))
        self.reopen = make_action(window, tr("Reopen with another &encoding…"))
        self.choose_language = make_action(window, tr("Choose the lan&guage of the subtitles…"))
        set_action_names(self)
        connect_actions(
            {
                self.open_track: self._choose_track,
                self.reopen: self._try_encodings,
                self.choose_language: self._choose_language,
            }
        )
        opener.subtitles_read.connect(self._offer_other)
        opener.frame_rate_wanted.connect(self._ask_frame_rate)
        session.media_changed.connect(self._allow)
        session.media_changed.connect(self._offer)
        session.subtitles_changed.connect(self._allow)
        session.subtitles_changed.connect(self._withdraw_offer)
        self._allow()

    def show_in(self, menu: QMenu, behind: QAction, status: StatusBar) -> None:
        """Insert the actions into a menu after the action `behind`; offers appear on the status line."""
        self._status = status
        actions = menu.actions()
        place = actions.index(behind) + 1
        menu.insertActions(actions[place], [self.open_track, self.reopen, self.choose_language])

    def _allow(self) -> None:
        self.open_track.setEnabled(self._session.media is not None)
        file = self._session.subtitles
        self.reopen.setEnabled(file is not None)
        self.choose_language.setEnabled(file is not None and len(file.languages) > 1)

    # A track of the clip

    def _offer(self) -> None:
        """Offer the text tracks of a clip that was just opened without subtitles."""
        media, former = self._session.media, self._seen
        self._seen = media
        if media is None or media is former or self._status is None:
            return
        from deepdub_engine.audio.media.subtitle_tracks import TrackKind

        is_wanted = self._session.subtitles is None and not self._opener.is_opening_subtitles
        if is_wanted and any(track.kind is TrackKind.TEXT for track in media.subtitles):
            self._offered = tr("“{name}” contains subtitles.", name=media.path.name)
            self._status.show_message(self._offered, tr("Open them"), self._choose_track)

    def _withdraw_offer(self) -> None:
        """Remove an offer that is no longer needed."""
        if self._status is not None and self._offered and self._status.message == self._offered:
            self._status.clear()
        self._offered = ""

    def _choose_track(self) -> None:
        media = self._session.media
        if media is None:
            return
        path, tracks = media.path, media.subtitles
        if not tracks:
            self._opener.failed.emit(NoSubtitleTracks(path))
            return
        # A single track needs no choice; if it cannot be opened, the error says why.
        number = 0 if len(tracks) == 1 else self._dialogs.choose_subtitle_track(self._window, tracks)
        if number is None:
            return
        self._finish()

        def go_on() -> None:
            self._opener.open_track(path, number)

        if self._may_go_on(go_on):
            go_on()

    # A frame rate, a language

    def _ask_frame_rate(self, path: Path, encoding: str | None, error: Exception) -> None:
        answer = self._dialogs.choose_frame_rate(self._window, path.name)
        if answer is None:
            self._opener.failed.emit(error)
            return
        try:
            fps = parse_frame_rate(answer)
        except DeepdubError as wrong:
            self._opener.failed.emit(wrong)
            return
        self._opener.open_subtitles(path, encoding, fps=fps)

    def _choose_language(self) -> None:
        file = self._session.subtitles
        if file is None or len(file.languages) < 2:
            return
        language = self._dialogs.choose_language(self._window, file.languages, file.language)
        if language is None or language == file.language:
            return
        self._finish()

        def reading() -> Job[SubtitleFile]:
            yield Progress(0, 0, tr("Reading"))
            return reread(file, language=language)

        def done(read: SubtitleFile) -> None:
            if self._is_open(file):
                known = self._opener.knows(file.path)
                self._opener.take_subtitles(read, Document(), is_as_known=known)
                self._opener.message_posted.emit(" ".join(map(tr, read.warnings)), None)

        def go_on() -> None:
            title = tr("Reading “{name}” again", name=file.path.name)
            self._jobs.start(title, reading, succeeded=done, failed=self._opener.failed.emit)

        if self._may_go_on(go_on):
            go_on()

    def _offer_other(self, file: SubtitleFile) -> None:
        """Offer the other language, or the next likely encoding, of subtitles that were just opened."""
        if self._status is None:
            return
        text = " ".join(map(tr, file.warnings))
        other = file.other_encoding
        if other is not None:
            button = tr("Read as {name}", name=encoding_name(other))
            self._status.show_message(text, button, lambda: self._read_as(file, other))
        elif len(file.languages) > 1:
            self._status.show_message(text, tr("Choose the language…"), self._choose_language)

    # Another encoding

    def _try_encodings(self) -> None:
        file = self._session.subtitles
        if file is None:
            return
        self._jobs.start(
            tr("Trying encodings of “{name}”", name=file.path.name),
            lambda: preview_encodings(file),
            succeeded=lambda previews: self._choose_encoding(file, previews),
            failed=self._opener.failed.emit,
        )

    def _choose_encoding(self, file: SubtitleFile, previews: tuple[EncodingPreview, ...]) -> None:
        if not self._is_open(file):
            return
        encoding = self._dialogs.choose_encoding(self._window, previews, file.encoding)
        if encoding is not None and encoding != file.encoding:
            self._read_as(file, encoding)

    def _read_as(self, file: SubtitleFile, encoding: str) -> None:
        if not self._is_open(file):
            return

        def reading() -> Job[SubtitleFile]:
            yield Progress(0, 0, tr("Reading"))
            return reread(file, encoding)

        self._jobs.start(
            tr("Reading “{name}” again", name=file.path.name),
            reading,
            succeeded=lambda read: self._replace_texts(file, read),
            failed=self._opener.failed.emit,
        )

    def _replace_texts(self, former: SubtitleFile, read: SubtitleFile) -> None:
        """Replace the subtitles with the newly read ones, and reapply all edits as one undo step."""
        if not self._is_open(former):
            return
        self._finish()
        subtitles, document = self._session.subtitles, self._session.document
        if document.cues is not None:
            document = replace(document, cues=with_new_texts(document.cues, former, read))
        name = encoding_name(read.encoding)
        self._session.set_subtitles(replace(read, path=subtitles.path if subtitles else read.path))
        change(self._session, tr("Read as {name}", name=name), document)
        sentences = (tr("Read “{name}” as {encoding}.", name=read.path.name, encoding=name), *map(tr, read.warnings))
        self._opener.message_posted.emit(" ".join(sentences), None)

    def _is_open(self, file: SubtitleFile) -> bool:
        subtitles = self._session.subtitles
        return subtitles is not None and subtitles.source is file.source
