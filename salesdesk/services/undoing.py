"""Takes steps back and does them again, by name."""

import json
from collections.abc import Collection

from salesdesk.services.changes import Changes
from salesdesk.store.desk_file import DeskFile, keep_copy
from salesdesk.store.journal import SIZE_OF_NEXT

LONG_STEP = 1_000
"""Changed records in one step from which on it would be felt as a wait."""

_ONE_OF = "SELECT 1 FROM step WHERE state = ? AND id IN (SELECT value FROM json_each(?)) LIMIT 1"
_IMPORT_NEXT = """
SELECT 1 FROM change_log WHERE kind = 'import_batch' AND op = 'I'
AND step_id = (SELECT max(id) FROM step WHERE state = 'done') LIMIT 1
"""


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

    def undo(self, within: Collection[int] | None = None) -> Changes | None:
        """Takes back the last step, or the newest of `within` that nothing later builds on; None when there is none."""
        if within is None and self._is_import_next():
            keep_copy(self._desk, "before-undo")
        return self._desk.undo(within)

    def redo(self, within: Collection[int] | None = None) -> Changes | None:
        """Does the step last undone again, or the first of `within` that waits for no other; None if there is none."""
        return self._desk.redo(within)

    def waits(self, way: str, within: Collection[int]) -> bool:
        """Tells whether one of these steps stands ("undo") or was undone ("redo"), free to be turned round or not."""
        state = "done" if way == "undo" else "undone"
        return bool(self._desk.rows(_ONE_OF, (state, json.dumps(sorted(within)))))

    def is_long(self, way: str) -> bool:
        """Tells whether undo ("undo") or redo ("redo") would take long enough to be done beside the window."""
        if way == "undo" and self._desk.backups is not None and self._is_import_next():
            return True  # a copy of the desk is kept first
        return self._desk.rows(SIZE_OF_NEXT[way])[0]["size"] > LONG_STEP

    def _is_import_next(self) -> bool:
        return bool(self._desk.rows(_IMPORT_NEXT))
