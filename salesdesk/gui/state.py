"""Says what remembers how tables were left, so that widgets need not know where that is kept."""

from typing import Protocol

from salesdesk.env.table_states import TableState


class StateKeeper(Protocol):
    """Keeps the state of tables by name; `env.table_states.TableStates` does so in a file."""

    def state_of(self, table: str) -> TableState:
        """Gives how a table was left, or the plain state."""
        ...

    def remember(self, table: str, state: TableState) -> None:
        """Notes how a table is now."""
        ...
