"""Reads and edits records of any kind by their field declarations; the one place where privacy is kept."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from types import UnionType
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from salesdesk.env.errors import UserError
from salesdesk.env.folding import name_key
from salesdesk.env.locale import Formats
from salesdesk.env.short_words import brief, quoted
from salesdesk.model import field_of, fields_of, kind_of, model_of
from salesdesk.model.base import Record
from salesdesk.model.fields import Audience, Field, FieldType
from salesdesk.model.kinds import DELETE, Act, Given
from salesdesk.model.scale import LARGEST
from salesdesk.model.words import PERSON_MOVES
from salesdesk.services.changes import Changes
from salesdesk.services.field_words import TableRow, currency_named, out_of_bounds
from salesdesk.services.history import RecordHistory
from salesdesk.services.record_question import question, read_rows, stored_title
from salesdesk.services.titles import step_words
from salesdesk.services.trash import move_to_trash
from salesdesk.store.desk_file import DeskFile

Edit = tuple[int, str, Any]
R = TypeVar("R", bound=Record)


class RecordsService:
    """Generic reading and editing: tables, forms, exports and the rep view stand on it."""

    def __init__(self, desk: DeskFile) -> None:
        self._desk = desk

    @property
    def desk(self) -> DeskFile:
        """Gives the desk whose records these are."""
        return self._desk

    def fields(self, kind: str, audience: Audience = Audience.MANAGER) -> tuple[Field, ...]:
        """Gives the declared fields that this reader may see."""
        return fields_of(kind, audience)

    def rows(
        self, kind: str, audience: Audience = Audience.MANAGER, *,
        where: Mapping[str, Any] | None = None, ids: Iterable[int] | None = None,
        order_by: Sequence[str] = ("id",), limit: int | None = None,
    ) -> list[TableRow]:  # fmt: skip
        """Gives the records whose fields have the wanted values (a tuple means any of these).

        A name in `order_by` with a minus sign sorts the newest or largest first.
        """
        sql, values = question(kind, audience, where or {}, ids, order_by, limit)
        return read_rows(kind, audience, self._desk.rows(sql, values))

    def one(self, kind: str, record_id: int, audience: Audience = Audience.MANAGER) -> TableRow:
        """Gives one record; raises UserError where it is gone or not for this reader."""
        found = self.rows(kind, audience, ids=[record_id])
        if not found:
            label = kind_of(kind).label.lower()
            raise UserError(_("This {label} is no longer there; it may be in the Trash.", label=label))
        return found[0]

    def options(self, kind: str) -> list[tuple[int, str]]:
        """Gives id and title of every record of a kind, for choosing one in a form."""
        found = self._desk.rows(f"SELECT id, {kind_of(kind).title} FROM {kind} WHERE +deleted_at IS NULL")
        return sorted(
            ((row[0], stored_title(kind, row[1])) for row in found), key=lambda option: name_key(option[1])
        )

    def add(self, kind: str, values: Mapping[str, Any], *, together: str = "") -> Changes:
        """Adds one record; raises UserError where a field that must not be empty is missing."""
        model = model_of(kind)
        for missing in (f for f in fields_of(kind) if f.required and f.name not in values):
            if model.__table__.columns[missing.name].default is None:
                checked_value(missing, None)
        checked = {name: checked_value(field_of(kind, name), value) for name, value in values.items()}
        label, title = kind_of(kind).label.lower(), checked.get(kind_of(kind).title)
        words = step_words(self._desk, kind, title, checked.get("salesperson_id"))
        name = _("Add {words}", words=words if words.startswith(label) else f"{label} {words}")
        with self._desk.change(name, together=together) as work:
            work.session.add(model(**checked))
        return work.changes

    def edit(self, kind: str, record_id: int, field_name: str, value: Any, *, together: str = "") -> Changes:
        """Changes one field of one record."""
        return self.edit_many(kind, [(record_id, field_name, value)], together=together)

    def edit_many(
        self, kind: str, edits: Sequence[Edit], *, together: str = "", also: Sequence[Edit] = ()
    ) -> Changes:
        """Changes several cells in one step, such as a range pasted from a spreadsheet.

        `also` are edits that follow from these: they belong to the step, but it is not named for them.
        """
        checked = [
            (i, name, checked_value(field_of(kind, name), value)) for i, name, value in (*edits, *also)
        ]
        with self._desk.change(self._edit_name(kind, edits), together=together) as work:
            for record_id, name, value in checked:
                setattr(found_record(work.session, model_of(kind), record_id), name, value)
        return work.changes

    def trash(self, kind: str, ids: Sequence[int]) -> Changes:
        """Moves records, with what belongs to them, to the Trash."""
        return move_to_trash(self._desk, kind, ids)

    def carry_out(self, kind: str, record_id: int, act: str, answer: str = "") -> Changes:
        """Does what the kind declares can be done; what was answered goes into the field the act asks for."""
        if act == DELETE.id:
            return self.trash(kind, [record_id])
        declared, title = act_of(kind, act), kind_of(kind).title
        found = self._desk.rows(f"SELECT {title} AS title FROM {kind} WHERE id = ?", (record_id,))
        named = f": {quoted(str(found[0]['title']))}" if found and not kind_of(kind).may_be_private else ""
        with self._desk.change(f"{declared.step or declared.words}{named}") as work:
            record = found_record(work.session, model_of(kind), record_id)
            for name, value in declared.sets.items():
                setattr(record, name, Given.settled(value, self._desk.now()))
            if declared.asks_for and (answer.strip() or not declared.open_answer):
                setattr(record, declared.asks_for, answer.strip() or None)
        return work.changes

    def history(self, kind: str, record_id: int, formats: Formats) -> RecordHistory:
        """Gives what happened to one record, newest first."""
        from salesdesk.services.history import HistoryService

        return HistoryService(self._desk, formats).of(kind, record_id)

    def last_step(self) -> str:
        """Names the step that undo would take back."""
        return self._desk.undo_name()

    def _edit_name(self, kind: str, edits: Sequence[tuple[int, str, Any]]) -> str:
        if len(edits) != 1:
            return n_(
                "Change {number} cell in {plural}",
                "Change {number} cells in {plural}",
                len(edits),
                plural=kind_of(kind).plural.lower(),
            )
        record_id, name, value = edits[0]
        title, person = self._titled(kind, record_id)
        named = step_words(self._desk, kind, title, person)
        if (kind, name) == ("salesperson", "status") and value in PERSON_MOVES:
            return PERSON_MOVES[value].format(name=title)
        return _("Change {field} of {named}", field=_named(field_of(kind, name)), named=named)

    def _titled(self, kind: str, record_id: int) -> tuple[str, int | None]:
        """Gives the title of a record, and whom it is about where it is about somebody."""
        about = "salesperson_id" in (field.name for field in fields_of(kind))
        asked = f"{kind_of(kind).title}, {'salesperson_id' if about else 'NULL'}"
        found = self._desk.rows(
            f"SELECT {asked} FROM {kind} WHERE id = ? AND deleted_at IS NULL", (record_id,)
        )
        return (stored_title(kind, found[0][0]), found[0][1]) if found else ("", None)


def checked_value(declared: Field, value: Any) -> Any:
    """Gives the value as it may be stored; raises UserError where the field does not take it."""
    if isinstance(value, str):
        value = value.strip() if declared.type is not FieldType.LONG_TEXT else value
    if value in ("", None):
        if declared.required and declared.type is not FieldType.LONG_TEXT:
            raise UserError(_("“{label}” cannot be empty, so it was kept as it was.", label=declared.label))
        return "" if declared.required else None
    if declared.type is FieldType.CHOICE and value not in {c.value for c in declared.choices}:
        known = ", ".join(c.label for c in declared.choices)
        raise UserError(
            _(
                "“{value}” is not one of {known}, so “{label}” was kept as it was.",
                value=brief(str(value)),
                known=known,
                label=declared.label,
            )
        )
    if declared.currency:
        try:
            return currency_named(str(value))
        except UserError as error:
            raise UserError(_("{error} The old value was kept.", error=error)) from error
    wanted, words = _TAKES.get(declared.type, (object, ""))
    if not isinstance(value, wanted):
        raise UserError(
            _(
                "“{value}” is not {words}, so “{label}” was kept as it was.",
                value=brief(str(value)),
                words=words,
                label=declared.label,
            )
        )
    if declared.numeric and abs(value) > LARGEST:
        words = _(
            "“{text}” is too large a number for “{label}”. The old value was kept.",
            text=brief(str(value)),
            label=declared.label,
        )
        raise UserError(words)
    if declared.numeric and (reason := out_of_bounds(declared, value)):
        raise UserError(_("{reason} The old value was kept.", reason=reason))
    return value


_TAKES: dict[FieldType, tuple[type | UnionType, str]] = {
    FieldType.INTEGER: (int, _("a whole number")),
    FieldType.NUMBER: (int | float, _("a number")),
    FieldType.PERCENT: (int | float, _("a percentage")),
    FieldType.MONEY: (int | Decimal, _("an amount")),
    FieldType.DATE: (date, _("a date")),
    FieldType.DATETIME: (datetime, _("a date with a time")),
    FieldType.BOOLEAN: (bool, _("a yes or no")),
    FieldType.REFERENCE: (int, _("a record to choose")),
}


def found_record(session: Session, model: type[R], record_id: int) -> R:
    """Gives the record to be changed; raises UserError where it is gone."""
    record = session.get(model, record_id)
    if record is None or record.deleted_at is not None:
        label = kind_of(model.__tablename__).label.lower()
        raise UserError(_("This {label} is no longer there; nothing was changed.", label=label))
    return record


def _named(field: Field) -> str:
    """Names a field within a sentence; a label that is more than a name stands in quotes."""
    whole = field.type is FieldType.BOOLEAN or not field.label.isascii() or {"?", ","} & set(field.label)
    return quoted(field.label) if whole else field.label[0].lower() + field.label[1:]


def act_of(kind: str, act: str) -> Act:
    """Gives an act of a kind by its id; raises KeyError where the kind has none of that id."""
    return {each.id: each for each in kind_of(kind).acts}[act]


def offered_acts(kind: str, values: Mapping[str, Any]) -> list[Act]:
    """Gives what can be done with a record as it is now, in the order of declaration."""
    return [act for act in kind_of(kind).acts if act.offered(values)]
