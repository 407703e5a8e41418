"""A private PulseAudio server with a null sink, whose output can be recorded bit for bit.

PortAudio connects through ALSA's PulseAudio plugin. On Debian this needs the packages pulseaudio, pulseaudio-utils,
libportaudio2 and libasound2-plugins.
"""

from __future__ import annotations

import contextlib
import math
import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from deepdub_engine.audio.pcm import Samples

_PATIENCE_S = 30.0
_FRAME_BYTES = 8


def missing() -> str | None:
    """Return why no server can be started here, or None if one can."""
    absent = [name for name in ("pulseaudio", "pactl", "parec") if shutil.which(name) is None]
    return f"PulseAudio is not installed: there is no {', '.join(absent)}" if absent else None


@contextlib.contextmanager
def default_device(server: PulseServer) -> Iterator[None]:
    """Make the server's sink the default device of this process."""
    before = {name: os.environ.get(name) for name in server.variables}
    os.environ.update(server.variables)
    try:
        _list_devices()
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
        _list_devices()


def _list_devices() -> None:
    import sounddevice

    sounddevice._terminate()
    sounddevice._initialize()


class PulseServer:
    """A context manager that runs the server."""

    def __init__(self, folder: Path, rate_hz: int = 48_000) -> None:
        self.rate_hz = rate_hz
        self._folder = folder
        alsa = folder / "alsa.conf"
        alsa.write_text(
            "pcm.!default { type pulse }\nctl.!default { type pulse }\npcm.second { type pulse device second }\n"
        )
        self.variables = {
            "PULSE_SERVER": f"unix:{folder / 'native'}",
            "PULSE_RUNTIME_PATH": str(folder),
            "PULSE_STATE_PATH": str(folder),
            "XDG_RUNTIME_DIR": str(folder),
            "ALSA_CONFIG_PATH": str(alsa),
        }
        self._environment = {**os.environ, "HOME": str(folder), **self.variables}
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        # Without `norewinds` the null sink buffers two seconds and the sound comes in bursts.
        sink = f"module-null-sink sink_name=out norewinds=1 format=float32le channels=2 rate={self.rate_hz}"
        socket = f"module-native-protocol-unix socket={self._folder / 'native'} auth-anonymous=1"
        options = "-n --daemonize=no --system=false --use-pid-file=no --exit-idle-time=-1 --disable-shm=yes"
        command = ["pulseaudio", *options.split(), "--log-target=stderr", "-L", socket, "-L", sink]
        with (self._folder / "log").open("wb") as log:
            self._process = subprocess.Popen(command, env=self._environment, stderr=log)
        deadline_s = time.monotonic() + _PATIENCE_S
        while subprocess.run(["pactl", "info"], env=self._environment, capture_output=True, check=False).returncode:
            if self._process.poll() is not None or time.monotonic() > deadline_s:
                self.kill()
                raise RuntimeError(f"PulseAudio does not start: {(self._folder / 'log').read_text()}")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    def kill(self) -> None:
        """Kill the server, as if its device were unplugged; the context may be entered again."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def freeze(self) -> None:
        """Suspend the server process, like a device that hangs."""
        if self._process is not None:
            self._process.send_signal(signal.SIGSTOP)

    def plug_in(self, sink: str) -> None:
        """Add a device; the player finds the one named “second” by this name."""
        options = f"sink_name={sink} norewinds=1 format=float32le channels=2 rate={self.rate_hz}"
        self._control("load-module", "module-null-sink", *options.split())

    def pull_out(self, sink: str) -> None:
        """Remove a device."""
        for line in self._control("list", "short", "modules").splitlines():
            number, _, options = line.partition("\t")
            if f"sink_name={sink} " in options:
                self._control("unload-module", number)

    def _control(self, *command: str) -> str:
        done = subprocess.run(["pactl", *command], env=self._environment, capture_output=True, check=True, text=True)
        return done.stdout.strip()

    @contextlib.contextmanager
    def recording(self, sink: str = "out") -> Iterator[Recorder]:
        """Record a sink's monitor, silence included, while the context is open."""
        options = f"-d {sink}.monitor --raw --format=float32le --channels=2 --rate={self.rate_hz} --latency-msec=10"
        process = subprocess.Popen(["parec", *options.split()], env=self._environment, stdout=subprocess.PIPE)
        recorder = Recorder(process, self.rate_hz)
        try:
            recorder.wait_frames(1)
            yield recorder
        finally:
            process.terminate()
            recorder.join()
            process.wait()


class Recorder:
    """Collects the output of `parec`."""

    def __init__(self, process: subprocess.Popen[bytes], rate_hz: int) -> None:
        self._process = process
        self._rate_hz = rate_hz
        self._begun_s = math.inf
        self._data = bytearray()
        self._more = threading.Condition()
        self._over = False
        self._thread = threading.Thread(target=self._collect, daemon=True)
        self._thread.start()

    def _collect(self) -> None:
        pipe = self._process.stdout
        assert pipe is not None
        with pipe:
            while block := os.read(pipe.fileno(), 1 << 16):
                now_s = time.perf_counter()
                with self._more:
                    self._data += block
                    # Data arrives in chunks and late, but never early.
                    self._begun_s = min(self._begun_s, now_s - len(self._data) / _FRAME_BYTES / self._rate_hz)
                    self._more.notify_all()
        with self._more:
            self._over = True
            self._more.notify_all()

    @property
    def frames(self) -> int:
        """Number of frames recorded so far."""
        with self._more:
            return len(self._data) // _FRAME_BYTES

    def frame_at(self, time_s: float) -> int:
        """Return the frame that the sink played at a time of `time.perf_counter`."""
        return round((time_s - self._begun_s) * self._rate_hz)

    def wait_frames(self, frames: int) -> None:
        """Wait until `frames` frames have been recorded in total."""
        with self._more:
            self._more.wait_for(lambda: self._over or len(self._data) >= frames * _FRAME_BYTES, _PATIENCE_S)
            if len(self._data) < frames * _FRAME_BYTES:
                raise RuntimeError(f"only {len(self._data) // _FRAME_BYTES} of {frames} frames were recorded")

    def wait_more(self, frames: int) -> None:
        """Wait until `frames` more frames have been recorded."""
        self.wait_frames(self.frames + frames)

    def heard(self, start: int = 0) -> Samples:
        """Return the recording from frame `start`, float32 ``[n, 2]``."""
        with self._more:
            whole = len(self._data) - len(self._data) % _FRAME_BYTES
            return np.frombuffer(bytes(self._data[start * _FRAME_BYTES : whole]), "<f4").reshape(-1, 2)

    def join(self) -> None:
        """Wait for the end of the recorded data."""
        self._thread.join()
