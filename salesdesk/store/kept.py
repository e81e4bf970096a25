"""Keeps what was read from a desk already, as long as nothing is written."""

import threading
from collections.abc import Callable, Hashable, Mapping
from typing import Any, TypeVar

from salesdesk.store.connection import Row

Value = TypeVar("Value")
Read = Callable[[str, Mapping[str, Any]], list[Row]]


class Kept:
    """What was read already, apart for each thread, as each has a connection of its own.

    What is given is shared by all who ask, so nobody may change it. It is for sums and other short answers.
    """

    def __init__(self, read: Read) -> None:
        self._read = read
        self._local = threading.local()

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """Gives what `make` gave for this key, where nothing was written since; else makes it."""
        found: dict[Hashable, Any] = self._found()
        if key not in found:
            found[key] = make()
        return found[key]

    def rows(self, sql: str, values: Mapping[str, Any] | None = None) -> list[Row]:
        """Gives the rows of a statement, which is asked once until something is written."""
        values = values or {}
        return self.get((sql, tuple(values.items())), lambda: self._read(sql, values))

    def forget(self) -> None:
        """Lets go of everything this thread read; SQLite tells of all writing but the connection's own."""
        self._local.found = {}

    def _found(self) -> dict[Hashable, Any]:
        version = self._read("PRAGMA data_version", {})[0][0]
        if getattr(self._local, "version", None) != version:
            self._local.version = version
            self.forget()
        return self._local.found
