"""Says what remembers how tables were left, so that widgets need not know where that is kept."""

from typing import Protocol

from salesdesk.env.table_states import TableState


class StateKeeper(Protocol):
    """Keeps the state of tables by name, and the page of each tab; `env.table_states.TableStates` does so in a file."""

    def state_of(self, table: str) -> TableState:
        """Gives how a table was left, or the plain state."""
        ...

    def remember(self, table: str, state: TableState) -> None:
        """Notes how a table is now."""
        ...

    def page_of(self, place: str) -> str:
        """Gives the page that was left in front of a tab, empty where none was chosen."""
        ...

    def remember_page(self, place: str, page: str) -> None:
        """Notes the page that is in front of a tab."""
        ...
