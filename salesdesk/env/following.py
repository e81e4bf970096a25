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
Item = TypeVar("Item")


def _nobody(done: int, total: int) -> None:
    """Follows nothing, as in a command, which ends with its program."""


_follower: ContextVar[Follower] = ContextVar("follower", default=_nobody)


@contextmanager
def followed(follower: Follower) -> Generator[None]:
    """Has a follower told of everything this thread does inside."""
    token = _follower.set(follower)
    try:
        yield
    finally:
        _follower.reset(token)


def tick(done: int = 0, total: int = 0) -> None:
    """Tells the follower how far the work is; raises what ends it."""
    _follower.get()(done, total)


def ticked(items: Iterable[Item], before: int = 0, total: int = 0) -> Iterator[Item]:
    """Gives the items on and tells the follower now and then how many there were, `before` and here."""
    for number, item in enumerate(items, before):
        if not number % EVERY:
            tick(number, total)
        yield item
