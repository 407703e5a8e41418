"""Property tests: any sequence of player commands against a plain model of the output."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deepdub_engine.player import OfflineOutput, Player
from tests.helpers.marked_sources import MarkedSources

RATE_HZ = 48_000
SAMPLES = 30_000
RAMP = 240

places = st.integers(0, SAMPLES)
spans = st.tuples(st.integers(0, SAMPLES - 3_000), st.integers(2_000, 9_000)).map(
    lambda span: (span[0], min(SAMPLES, sum(span)))
)
commands = st.one_of(
    st.tuples(st.just("play"), st.none()),
    st.tuples(st.just("pause"), st.none()),
    st.tuples(st.just("seek"), places),
    st.tuples(st.just("select"), st.integers(0, 2)),
    st.tuples(st.just("loop"), st.none() | spans),
    st.tuples(st.just("sources"), st.none()),
    st.tuples(st.just("pull"), st.integers(1_100, 5_000)),
)


class Model:
    """A sample-by-sample model of the player."""

    def __init__(self) -> None:
        self.place = 0
        self.selected = 0
        self.loop: tuple[int, int] | None = None
        self.playing = False
        self.sounding = False  # at full level at the end of the last block
        self.jumped = False

    def command(self, name: str, value: object) -> None:
        if name == "play" and not self.playing:
            if self.place >= SAMPLES:
                self.place = self.loop[0] if self.loop else 0
            self.playing = self.jumped = True
        elif name == "pause" and self.playing:
            self.playing, self.jumped = False, True
        elif name == "seek":
            assert isinstance(value, int)
            self.place, self.jumped = value, True
        elif name == "select":
            assert isinstance(value, int)
            self.selected = value
        elif name == "loop" and value != self.loop:
            self._loop(value)  # type: ignore[arg-type]

    def _loop(self, span: tuple[int, int] | None) -> None:
        moved = self.loop is not None and self.playing
        self.loop = span
        if span is not None and (moved or not span[0] <= self.place < span[1]):
            self.place, self.jumped = span[0], True

    def pull(self, frames: int) -> None:
        fading = RAMP if self.jumped and self.sounding else 0
        for _ in range(frames - fading if self.playing else 0):
            if self.place < SAMPLES:
                self.place += 1
            if self.loop is not None and self.place == self.loop[1]:
                self.place = self.loop[0]
        if self.place >= SAMPLES:
            self.playing = False
        self.sounding, self.jumped = self.playing, False


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> MarkedSources:
    return MarkedSources(tmp_path_factory.mktemp("laws"), samples=SAMPLES, rate_hz=RATE_HZ)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(commands, max_size=25))
def test_any_commands_are_heard_as_given(marked: MarkedSources, steps: list[tuple[str, object]]) -> None:
    output = OfflineOutput(block=300)
    player = Player(output=output)
    player.set_sources(marked.clips)
    model = Model()
    actions = {
        "play": lambda _: player.play(),
        "pause": lambda _: player.pause(),
        "seek": player.seek,
        "select": player.select,
        "loop": player.set_loop,
        "sources": lambda _: player.set_sources(list(marked.clips)),
    }
    try:
        for name, value in [("play", None), *steps]:
            if name != "pull":
                model.command(name, value)
                actions[name](value)
            else:
                assert isinstance(value, int)
                model.pull(value)
                source, sample = marked.recognise(output.pull(value))
                if model.playing and sample[-1] >= 0:
                    assert (source[-1], sample[-1] + 1) in {
                        (model.selected, model.place),
                        (model.selected, model.loop[1] if model.loop else -1),
                    }
            assert player.position_sample == model.place
            assert player.playing == model.playing
            assert player.loop == model.loop
        assert player.underruns == 0
    finally:
        player.close()


def test_the_thousandth_command_is_as_good_as_the_first(tmp_path: Path) -> None:
    marked = MarkedSources(tmp_path, samples=SAMPLES, rate_hz=RATE_HZ)
    output = OfflineOutput()
    player = Player(output=output)
    player.set_sources(marked.clips)
    player.play()
    for turn in range(1_000):
        player.set_loop((turn, turn + 5_000))
        player.select(turn % 3)
    output.pull(1_000)
    source, sample = marked.recognise(output.pull(500))
    assert source[-1] == 999 % 3
    assert sample[-1] + 1 == player.position_sample
    player.close()
