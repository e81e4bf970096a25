"""Lists the values of a desk that cannot be and sets them right as one step, with a backup made before."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from salesdesk.env.errors import DeskFileError
from salesdesk.env.locale import Formats
from salesdesk.model.fields import FieldType
from salesdesk.model.scale import MONEY_SCALE
from salesdesk.services.changes import Changes
from salesdesk.services.field_words import value_of, words_of
from salesdesk.services.lists import finding
from salesdesk.services.titles import titles_of
from salesdesk.store.backup import BEFORE_MENDING
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.mending import WrongValue, are_in, set_right, settable, wrong_values
from salesdesk.store.sessions import driver_connection
from salesdesk.store.stored_columns import as_stored

__all__ = ["MendingService", "WrongValue"]
STEP = _("Set right values that cannot be")


class MendingService:
    """The values of the open desk that another program wrote and that cannot be."""

    def __init__(self, desk: DeskFile, formats: Formats) -> None:
        self._desk, self._formats = desk, formats
        self._copy: Path | None = None

    def wrong(self) -> list[WrongValue]:
        """Gives them, up to as many as are shown one by one."""
        with self._desk.passing() as connection:
            return wrong_values(connection)

    def titles(self, wrong: Sequence[WrongValue]) -> Mapping[tuple[str, int], str]:
        """Gives what their records are called, as far as that can be read."""
        found: dict[tuple[str, int], str] = {}
        for kind in {each.kind for each in wrong}:
            try:
                found |= titles_of(
                    self._desk, kind, {e.record_id for e in wrong if e.kind == kind}, self._formats
                )
            except (ValueError, DeskFileError):  # the title itself may be what cannot be
                continue
        return found

    def words_of(self, wrong: WrongValue) -> str:
        """Says what would stand instead, empty for nothing."""
        return words_of(wrong.field, _shown(wrong), self._formats)

    def stored_words_of(self, wrong: WrongValue) -> str:
        """Says what is stored, as far as it is an amount as the screen says amounts."""
        if wrong.field.type is FieldType.MONEY:
            with suppress(InvalidOperation):
                amount = Decimal(wrong.stored) / MONEY_SCALE
                return words_of(wrong.field, amount, self._formats) if amount.is_finite() else wrong.stored
        return wrong.stored

    def understood(self, wrong: WrongValue, typed: str) -> tuple[WrongValue, Any]:
        """Gives what somebody typed as it is stored in place of a value; raises UserError where it is none either."""
        options = finding.options(self._desk, wrong.field.refers_to) if wrong.field.refers_to else ()
        value = value_of(wrong.field, typed, self._formats, self._desk.now().date(), options)
        return wrong, as_stored(wrong.kind, wrong.field.name, [value])[0]

    def settable(self) -> list[tuple[WrongValue, Any]]:
        """Gives every value that needs nobody's word, with what stands instead."""
        with self._desk.passing() as connection:
            return settable(wrong_values(connection, None))

    def set_all_right(self) -> Changes:
        """Stores in place of every value what is listed for it; those that need somebody's word stay."""
        return self.store(self.settable())

    def store(self, values: Sequence[tuple[WrongValue, Any]]) -> Changes:
        """Stores the values as one step, after a backup of the desk in which they stand as they were.

        One backup is enough for all that is set right one by one, since it stays (see `BEFORE_MENDING`).
        """
        if not values:
            return Changes(STEP, frozenset())
        folder = self._desk.backups
        held = self._copy is not None and are_in(self._copy, (each for each, _instead in values))
        if folder is not None and not held:
            self._copy = self._desk.back_up(folder, BEFORE_MENDING)
        with self._desk.change(STEP) as work:
            set_right(driver_connection(work.session), values)
        return replace(
            work.changes,
            kinds=work.changes.kinds | {each.kind for each, _instead in values},
            undoable=any(each.undoable for each, _instead in values),
        )


def _shown(wrong: WrongValue) -> Any:
    """Gives what would stand instead as the program has it."""
    stored = wrong.instead
    match wrong.field.type:
        case FieldType.MONEY if stored is not None:
            return Decimal(stored) / MONEY_SCALE
        case FieldType.DATE if stored:
            return date.fromisoformat(stored)
        case FieldType.DATETIME if stored:
            return datetime.fromisoformat(stored)
        case _:
            return stored
