"""Reading ahead and writing behind run on their own threads, keep the order, and stop with their users."""

from __future__ import annotations

import threading
from collections.abc import Generator

import pytest

from deepdub_engine.base.background import BackgroundWriter, read_ahead


def test_values_come_in_order_from_another_thread() -> None:
    def numbers() -> Generator[tuple[int, int]]:
        for number in range(100):
            yield number, threading.get_ident()

    values = list(read_ahead(numbers()))
    assert [number for number, _ in values] == list(range(100))
    assert threading.get_ident() not in {thread for _, thread in values}


def test_an_error_comes_after_the_values_before_it() -> None:
    def broken() -> Generator[int]:
        yield from range(3)
        raise ValueError("broken")

    reading = read_ahead(broken())
    assert [next(reading) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(ValueError, match="broken"):
        next(reading)


def test_closing_the_reader_stops_the_thread() -> None:
    ended = threading.Event()

    def endless() -> Generator[int]:
        try:
            number = 0
            while True:
                yield number
                number += 1
        finally:
            ended.set()

    reading = read_ahead(endless())
    assert next(reading) == 0
    reading.close()
    assert ended.is_set()


def test_calls_are_done_in_order_in_another_thread_and_waited_for() -> None:
    done: list[tuple[int, int]] = []
    behind = BackgroundWriter()
    for number in range(50):
        behind.do(lambda number=number: done.append((number, threading.get_ident())))
    behind.wait()
    behind.close()
    assert [number for number, _ in done] == list(range(50))
    assert threading.get_ident() not in {thread for _, thread in done}


def test_an_error_is_raised_by_a_later_call_or_by_waiting() -> None:
    def fail() -> None:
        raise OSError("full")

    def go_on() -> None:
        for _ in range(100):
            behind.do(fail)

    behind = BackgroundWriter()
    behind.do(fail)
    with pytest.raises(OSError, match="full"):
        behind.wait()
    with pytest.raises(OSError, match="full"):
        go_on()
    behind.close()
