"""What a report of a fault says about the computer and the settings: in English, for those who mend the program."""

from __future__ import annotations

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication

from deepdub_engine.base.machine import free_space, machine_lines
from deepdub_gui.shell.services import Services


def system_report(services: Services, devices: str) -> str:
    """Return the whole report; `devices` are the names of the sound devices, one a line, or why there are none."""
    return "\n".join([*machine_lines(), *window_lines(services), "Sound devices:", devices])


def window_lines(services: Services) -> list[str]:
    """Return what the window runs on and how it is set, one a line; no file of the person is named."""
    settings = services.settings
    lines = [f"Qt {qVersion()}, {QGuiApplication.platformName()}"]
    lines += [
        f"Screen: {screen.geometry().width()} × {screen.geometry().height()} at {screen.devicePixelRatio():g}×"
        for screen in QGuiApplication.screens()
    ]
    lines.append(f"Free space for caches: {free_space(services.session.folders.cache)}")
    lines.append(
        f"Language: {settings.language or 'system'}; size: {settings.scale_percent} %; theme: {settings.theme}"
    )
    lines.append(f"Model: {services.separation.choice.name}")
    device, wanted = services.playback.device, settings.output or "system default"
    state = f"{device.rate_hz} Hz, {device.latency_s * 1000:.0f} ms" if device.name else "closed"
    lines.append(f"Sound output: {device.name or wanted} ({state}), drop-outs: {services.playback.underruns}")
    return lines
