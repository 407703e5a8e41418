"""Enables the actions that can be used now."""

from __future__ import annotations

from deepdub_gui.shell.services import Services
from deepdub_gui.widgets.actions import Actions
from deepdub_gui.widgets.timeline import Timeline


def update_action_states(actions: Actions, timeline: Timeline, services: Services) -> None:
    """Enable and disable actions according to the open files and the running jobs."""
    session, exporter = services.session, services.exporter
    has_subtitles, has_clip = session.subtitles is not None, session.clip is not None
    separable = services.separation.may_separate
    actions.transport.separate.setEnabled(separable)
    timeline.set_separate_enabled(separable)
    actions.transport.play.setEnabled(has_clip)
    coming = session.stems is not None or services.separation.busy
    actions.export_stems.setEnabled(coming and not exporter.is_exporting_stems)
    actions.export_sentences.setEnabled(has_clip and has_subtitles and not exporter.is_exporting_sentences)
    for action in (actions.save, actions.save_as):
        action.setEnabled(has_subtitles)
    for action in (actions.save_project, actions.save_project_as):
        action.setEnabled(has_subtitles or session.media is not None)
