"""Enables the actions that can be used now."""

from __future__ import annotations

from deepdub_gui.document.session import Session
from deepdub_gui.document.workbench import DocumentOpener
from deepdub_gui.widgets.actions import Actions
from deepdub_gui.widgets.timeline import Timeline


def update_action_states(actions: Actions, timeline: Timeline, session: Session, workbench: DocumentOpener) -> None:
    """Enable and disable actions according to the open files and the running jobs."""
    has_subtitles, has_clip = session.subtitles is not None, session.clip is not None
    separable = workbench.service.may_separate
    actions.transport.separate.setEnabled(separable)
    timeline.set_separate_enabled(separable)
    actions.transport.play.setEnabled(has_clip)
    coming = session.stems is not None or workbench.busy_separating
    actions.export_stems.setEnabled(coming and not workbench.busy_exporting_stems)
    actions.export_sentences.setEnabled(has_clip and has_subtitles and not workbench.busy_exporting_sentences)
    for action in (actions.save, actions.save_as):
        action.setEnabled(has_subtitles)
    for action in (actions.save_project, actions.save_project_as):
        action.setEnabled(has_subtitles or session.media is not None)
