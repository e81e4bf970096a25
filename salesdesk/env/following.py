"""Lets work on a whole desk be followed, and ended in the midst, by whoever started it.

The work says at every step how far it is; who follows may raise there, and the work then leaves nothing, as it does
where the disk is full. So nothing has to be handed down through all that lies between.
"""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final, TypeVar

Follower = Callable[[int, int], None]
"""Is told how much of how much is done, where a total of 0 says nothing new; may raise to end the work."""

EVERY: Final = 500
"""So many rows apart the follower is asked; more often would cost more than the rows do."""
_FINE: Final = 1000
"""Into so many parts a percent is divided where work is one stretch of other work."""
Item = TypeVar("Item")


class Cancelled(Exception):
    """Raised inside long work, at its next report of progress, after somebody asked to stop."""


def _nobody(done: int, total: int) -> None:
    """Follows nothing, as in a command, which ends with its program."""


class _Interrupts:
    """What is known of Ctrl+C: whether it is to wait for the next step, whether one waits, and whether all is done."""

    depth, waits, done = 0, False, False


_follower: ContextVar[Follower] = ContextVar("follower", default=_nobody)


@contextmanager
def followed(follower: Follower) -> Generator[None]:
    """Has a follower told of everything this thread does inside."""
    token = _follower.set(follower)
    try:
        yield
    finally:
        _follower.reset(token)


@contextmanager
def stretch(begin: int, end: int) -> Generator[None]:
    """Has all that is told inside count as one stretch of the work, from one percentage of it to another."""
    outer, far = _follower.get(), begin * _FINE

    def _within(done: int, total: int) -> None:
        nonlocal far
        if total:
            far = max(far, begin * _FINE + (end - begin) * _FINE * min(done, total) // total)
        outer(far, 100 * _FINE)

    with followed(_within):
        tick(0, 1)
        # Not at its end: what was put in its place by then cannot be ended any more.
        yield


@contextmanager
def ended_at_a_step() -> Generator[None]:
    """Lets Ctrl+C end what is done inside at its next step only.

    An exception at any moment would be lost where SQLite calls back, and taken for damage, or for an order of names.
    """
    _Interrupts.depth += 1
    try:
        yield
    finally:
        _Interrupts.depth -= 1
    _end_where_asked()


@contextmanager
def done_or_ended() -> Generator[None]:
    """Lets Ctrl+C end what is done inside at its next step; what came to its end is done, and can be said in peace."""
    with ended_at_a_step():
        yield
        # What waits, or comes while it is said, ends nothing any more; within longer work that is not done yet.
        _Interrupts.done = _Interrupts.depth == 1
        _Interrupts.waits &= not _Interrupts.done


def begin_anew() -> None:
    """Is called before there is work that Ctrl+C can end."""
    _Interrupts.waits = _Interrupts.done = False


def interrupt() -> None:
    """Is called on Ctrl+C, between any two instructions: ends the work, at once or at its next step."""
    _Interrupts.waits = not _Interrupts.done
    if not _Interrupts.depth:
        _end_where_asked()


def _end_where_asked() -> None:
    if _Interrupts.waits and not _Interrupts.depth:
        _Interrupts.waits = False
        raise KeyboardInterrupt


def tick(done: int = 0, total: int = 0) -> None:
    """Tells the follower how far the work is; raises what ends it."""
    if _Interrupts.waits:
        _Interrupts.waits = False
        raise KeyboardInterrupt
    _follower.get()(done, total)


def ticked(items: Iterable[Item], before: int = 0, total: int = 0) -> Iterator[Item]:
    """Gives the items on and tells the follower now and then how many there were, `before` and here."""
    for number, item in enumerate(items, before):
        if not number % EVERY:
            tick(number, total)
        yield item
