"""Enables the actions that can be used now."""

from __future__ import annotations

from deepdub_gui.base.i18n import tr
from deepdub_gui.base.reasons import allow
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
    no_clip = "" if has_clip else tr("Open a clip first.")
    no_subtitles = "" if has_subtitles else tr("Open subtitles first.")
    no_stems = "" if coming else tr("Separate the clip first.")
    running = tr("An export is running.")
    allow(actions.export_stems, no_clip or no_stems or (running if exporter.is_exporting_stems else ""))
    allow(actions.export_sentences, no_clip or no_subtitles or (running if exporter.is_exporting_sentences else ""))
    for action in (actions.save, actions.save_as):
        allow(action, no_subtitles)
    for action in (actions.save_project, actions.save_project_as):
        allow(action, "" if has_subtitles or session.media is not None else tr("Open a clip or subtitles first."))
