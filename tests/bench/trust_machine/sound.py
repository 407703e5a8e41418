"""Kills of the sound server below a window that plays.

The window has to say that nothing can be heard. When a new server runs, the message has to go by itself, and Play has
to be heard again, which a recording of the server's output shows.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.helpers.pulse_server import PulseServer, missing

ROOT = Path(__file__).parents[3]
PATIENCE_S = 120.0
_BLOCK = 2400  # frames, a twentieth of a second
_LONGEST_S = 1.5  # between two events


class Lost(Exception):
    """A promise about the sound that the window breaks."""


class Player:
    """A window that plays in a process of its own, and what it says."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._state = {"playing": False, "unheard": False}
        self._said = threading.Condition()
        self._listener = threading.Thread(target=self._listen)
        self._listener.start()

    def _listen(self) -> None:
        for line in self._process.stdout or ():
            with self._said:
                self._state = json.loads(line)
                self._said.notify_all()
        with self._said:
            self._state = {}
            self._said.notify_all()

    def until(self, wanted: Callable[[bool, bool], bool], otherwise: str) -> None:
        """Wait for a state (plays, says that nothing can be heard); raise `Lost` with a text if it does not come."""

        def is_over() -> bool:
            return not self._state or wanted(self._state["playing"], self._state["unheard"])

        with self._said:
            if not self._said.wait_for(is_over, PATIENCE_S):
                raise Lost(otherwise)
            if not self._state:
                raise Lost("the window ended")

    def end(self) -> None:
        """Kill the window."""
        self._process.kill()
        self._listener.join()


def kill_servers(count: int, *, chance: random.Random, until_s: float = 1e18) -> dict[str, object]:
    """Kill the sound server again and again, and return the keys of the report."""
    if reason := missing():
        print(f"sound: skipped, because {reason}", file=sys.stderr)
        return {"sound_skipped": reason}
    kills, problems = 0, list[str]()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        server = PulseServer(folder)
        with server, _player(folder, server) as player:
            while kills < count and time.monotonic() < until_s and not problems:
                try:
                    _hear(server, player)
                    _pause(chance)
                    server.kill()
                    kills += 1
                    player.until(lambda plays, unheard: unheard and not plays, "a dead server is not reported")
                    _pause(chance)
                    server.__enter__()
                    player.until(lambda plays, unheard: plays and not unheard, "the message stays, or Play fails")
                except Lost as error:
                    problems.append(str(error))
                    print(f"sound, kill {kills}: {error}", file=sys.stderr, flush=True)
            if not problems:
                _hear(server, player)
    return {"sound_kills": kills, "sound_lost": len(problems), "sound_findings": problems}


def _hear(server: PulseServer, player: Player) -> None:
    """Wait until the output of the server is not silent."""
    player.until(lambda plays, _: plays, "Play does not start")
    until_s = time.monotonic() + PATIENCE_S
    with server.recording() as recorder:
        while not recorder.heard(max(0, recorder.frames - _BLOCK)).any():
            if time.monotonic() > until_s:
                raise Lost("the window plays, and nothing is heard")
            recorder.wait_more(_BLOCK)


def _pause(chance: random.Random) -> None:
    threading.Event().wait(chance.random() * _LONGEST_S)


@contextlib.contextmanager
def _player(folder: Path, server: PulseServer) -> Iterator[Player]:
    command = [sys.executable, "-m", "tests.bench.trust_machine.sound_window", str(folder)]
    known = {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), "HOME": str(folder)}
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, **known, **server.variables},
    ) as process:
        player = Player(process)
        try:
            yield player
        finally:
            player.end()
