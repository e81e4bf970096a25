"""Takes steps back and does them again, by name."""

from collections.abc import Container

from salesdesk.services.changes import Changes
from salesdesk.store.desk_file import DeskFile

LONG_STEP = 5_000
"""Changed records in one step from which on it is a matter of seconds."""

_LINES = "SELECT 1 FROM change_log WHERE step_id = (SELECT {step}) LIMIT 1 OFFSET ?"
_LONGER_THAN = {
    "undo": _LINES.format(step="max(id) FROM step WHERE state = 'done'"),
    "redo": _LINES.format(step="min(id) FROM step WHERE state = 'undone'"),
}


class UndoService:
    """Undo and redo of one desk; they survive a restart because the file keeps them."""

    def __init__(self, desk: DeskFile) -> None:
        self._desk = desk

    @property
    def undo_name(self) -> str:
        """Names the step that undo would take back, empty where there is none."""
        return self._desk.undo_name()

    @property
    def redo_name(self) -> str:
        """Names the step that redo would do again, empty where there is none."""
        return self._desk.redo_name()

    def undo(self, within: Container[int] | None = None) -> Changes | None:
        """Takes back the last step; None when there is none, or it is not one of `within`."""
        return self._desk.undo(within)

    def redo(self, within: Container[int] | None = None) -> Changes | None:
        """Does the step last undone again; None when there is none, or it is not one of `within`."""
        return self._desk.redo(within)

    def can(self, way: str, within: Container[int]) -> bool:
        """Tells whether "undo" or "redo" would turn one of these steps round."""
        step = self._desk.next_undo() if way == "undo" else self._desk.next_redo()
        return step is not None and step.id in within

    def is_long(self, way: str) -> bool:
        """Tells whether undo ("undo") or redo ("redo") would take long enough to be done beside the window."""
        return bool(self._desk.rows(_LONGER_THAN[way], (LONG_STEP,)))
