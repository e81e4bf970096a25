"""Names what a service method returns: which kinds of record one step touched."""

from salesdesk.store.journal import Changes, HistoryLine

__all__ = ["Changes", "HistoryLine"]
