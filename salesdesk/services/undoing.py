"""Takes steps back and does them again, by name."""

from salesdesk.services.changes import Changes
from salesdesk.store.desk_file import DeskFile


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

    def undo(self) -> Changes | None:
        """Takes back the last step; None when there is nothing to undo."""
        return self._desk.undo()

    def redo(self) -> Changes | None:
        """Does the step last undone again; None when there is nothing to redo."""
        return self._desk.redo()
