"""Keeps the lists of a desk by hand; every method that changes something is one step of undo."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from salesdesk.env.clock import Clock
from salesdesk.env.errors import UserError
from salesdesk.env.short_words import quoted
from salesdesk.frozen import frozen
from salesdesk.model import KINDS, field_of, fields_of, kind_of, model_of
from salesdesk.model.fields import Field, FieldType
from salesdesk.model.kinds import Given
from salesdesk.services.changes import Changes
from salesdesk.services.field_words import TableRow
from salesdesk.services.lists import finding
from salesdesk.services.lists.finding import owner_of
from salesdesk.services.new_desk import USUAL
from salesdesk.services.practices import COMPLETES
from salesdesk.services.practices.declared import Facts
from salesdesk.services.records import RecordsService
from salesdesk.store.desk_file import DeskFile


def make_room(session: Session, kind: str, like: Any) -> int:
    """Gives the position at which a new record comes to stand: at the end, a stage before won and lost."""
    row = siblings(session, kind, like)
    open_ones = [each for each in row if getattr(each, "outcome", "open") == "open"]
    _renumber([*open_ones, None, *(each for each in row if each not in open_ones)])
    return len(open_ones) + 1


def siblings(session: Session, kind: str, record: Any) -> list[Any]:
    """Gives the records that stand in one order with a record, in that order."""
    model: Any = model_of(kind)
    statement = select(model).order_by(model.position, model.id)
    owner = owner_of(kind)
    if owner is not None:
        statement = statement.where(getattr(model, owner.name) == getattr(record, owner.name))
    return list(session.scalars(statement))


def _renumber(row: list[Any]) -> None:
    """Numbers records from 1, or lets them take one another's numbers where those differ already."""
    present = [each for each in row if each is not None]
    numbers = sorted({each.position for each in present})
    if len(present) < len(row) or len(numbers) < len(present):
        numbers = list(range(1, len(row) + 1))
    for each, number in zip(row, numbers, strict=True):
        if each is not None and each.position != number:
            each.position = number


OPEN = "open"


def consequences(
    before: Mapping[str, Any], edits: Mapping[str, Any], outcomes: Mapping[int, str], today: date
) -> dict[str, Any]:
    """Gives what else changes in a deal; `outcomes` are those the stages stand for, in their order.

    A stage that means won or lost decides the outcome, and leaving it opens the deal again. An outcome that
    contradicts such a stage moves the deal to one that agrees. A deal that is decided closes today where it
    has no day yet; one that is open again has none.
    """
    found: dict[str, Any] = {}
    stage, outcome = edits.get("stage_id", before["stage_id"]), edits.get("outcome", before["outcome"])
    meant = outcomes.get(stage, OPEN)
    if "outcome" in edits:
        if "stage_id" not in edits and meant not in (OPEN, outcome):
            found["stage_id"] = _stage_meaning(outcome, outcomes)
    elif "stage_id" in edits and (meant != OPEN or outcomes.get(before["stage_id"], OPEN) != OPEN):
        outcome = meant
    if outcome != edits.get("outcome", before["outcome"]):
        found["outcome"] = outcome
    if outcome != before["outcome"] and "closed_on" not in edits:
        if outcome == OPEN and before["closed_on"] is not None:
            found["closed_on"] = None
        elif outcome != OPEN and before["closed_on"] is None:
            found["closed_on"] = today
    return found


def _stage_meaning(outcome: str, outcomes: Mapping[int, str]) -> int | None:
    if outcome == OPEN:
        return None
    return next((stage for stage, meant in outcomes.items() if meant == outcome), None)


LISTED: Final = tuple(kind.name for kind in KINDS.values() if kind.listed)
"""The kinds of record that are kept in lists."""
MOST: Final = 500
Edit = tuple[int, str, Any]


@frozen
class Listed:
    """The records a list shows, how many match what was typed, and how many there are at all."""

    rows: tuple[TableRow, ...]
    matching: int
    whole: int


class ListsService:
    """Reads and edits the lists that every plan and every figure stands on."""

    def __init__(self, desk: DeskFile, clock: Clock) -> None:
        self._desk = desk
        self._clock = clock
        self._records = RecordsService(desk)

    def columns(self, kind: str) -> tuple[Field, ...]:
        """Gives the fields a list shows: its day, what it belongs to and its title first; its place is seen anyway."""
        told = kind_of(kind)
        days = told.at if told.newest_first else ()
        shown = [f for f in fields_of(kind) if f.tabled and f.name != finding.POSITION]
        return tuple(sorted(shown, key=lambda f: (f.name not in days, not f.owner, f.name != told.title)))

    def has_order(self, kind: str) -> bool:
        """Tells whether the records of a kind can be moved up and down."""
        return finding.has_order(kind)

    def listed(self, kind: str, words: str = "", person_id: int | None = None) -> Listed:
        """Gives the records in which every word occurs, at most `MOST`; of deals those added last."""
        ids, matching = finding.found_ids(self._desk, kind, words, MOST, person_id)
        place = {number: at for at, number in enumerate(ids)}
        rows = sorted(self._records.rows(kind, ids=ids), key=lambda row: place[row.id])
        own = " AND ".join(["t.deleted_at IS NULL", *finding.of_person(kind, person_id)])
        whole = self._desk.rows(f"SELECT count(*) FROM {kind} t WHERE {own}")[0][0]
        return Listed(tuple(rows), matching, whole)

    def options(self, kind: str) -> dict[str, list[tuple[int, str]]]:
        """Gives, for each reference a list shows, the records it can point to."""
        references = (f for f in self.columns(kind) if f.type is FieldType.REFERENCE)
        return {field.name: finding.options(self._desk, field.refers_to) for field in references}

    def add(
        self, kind: str, beside: int | None = None, person_id: int | None = None,
        values: Mapping[str, Any] | None = None,
    ) -> Changes:  # fmt: skip
        """Adds a record, to be named next where no values name it.

        A gate comes to the stage of the one it is added beside, a record of a person to the person that is chosen.
        """
        model, label = model_of(kind), kind_of(kind).label.lower()
        given = {
            kind_of(kind).title: _("New {label}", label=label),
            **self._first_values(kind, beside, person_id),
            **self.completed(kind, values or {}),
            **(values or {}),
        }
        with self._desk.change(_("Add {label}", label=label)) as work:
            record: Any = model(**given)
            if finding.has_order(kind):
                record.position = make_room(work.session, kind, record)
            work.session.add(record)
        return work.changes

    def completed(self, kind: str, values: Facts) -> Facts:
        """Tells what follows from the values of a record that is written down in one line."""
        return COMPLETES[kind](values) if values and kind in COMPLETES else {}

    def add_usual(self, kind: str) -> Changes:
        """Adds what most teams start with, to a list that is empty."""
        if self.listed(kind).whole:
            raise UserError(
                _("There are {plural} already, so none were added.", plural=kind_of(kind).plural.lower())
            )
        with self._desk.change(_("Add the usual {plural}", plural=kind_of(kind).plural.lower())) as work:
            work.session.add_all(USUAL[kind]())
        return work.changes

    def edit_many(self, kind: str, edits: Sequence[Edit]) -> Changes:
        """Changes cells, such as a range that was pasted; a deal's outcome keeps up with its stage."""
        return self._records.edit_many(kind, edits, also=self._also(kind, edits))

    def move(self, kind: str, record_id: int, by: int) -> Changes:
        """Swaps a record with the one above (-1) or below (1) it; at the end of its row nothing moves."""
        model, label = model_of(kind), kind_of(kind).label.lower()
        with self._desk.read() as session:
            record: Any = session.get(model, record_id)
        if record is None or record.deleted_at is not None:
            raise UserError(_("This {label} is no longer there; nothing was moved.", label=label))
        title = quoted(str(getattr(record, kind_of(kind).title)))
        with self._desk.change(
            _("Move {label} {title} up", label=label, title=title)
            if by < 0
            else _("Move {label} {title} down", label=label, title=title)
        ) as work:
            row = siblings(work.session, kind, record)
            at = next(place for place, each in enumerate(row) if each.id == record_id)
            if 0 <= at + by < len(row):
                row[at], row[at + by] = row[at + by], row[at]
                _renumber(row)
        return work.changes

    def trash(self, kind: str, ids: Sequence[int]) -> Changes:
        """Moves records, with what belongs to them, to the Trash."""
        return self._records.trash(kind, ids)

    def still_referring(self, kind: str, ids: Sequence[int]) -> list[str]:
        """Says what would keep pointing at records in the Trash, such as "41 deals"."""
        return finding.still_referring(self._desk, kind, ids)

    def _first_values(self, kind: str, beside: int | None, person_id: int | None) -> dict[str, Any]:
        """Gives what a new record can be taken to be, and what it belongs to: as the one it is added beside."""
        given = {name: self._given(kind, name, value) for name, value in kind_of(kind).first.items()}
        owner = finding.owner_of(kind)
        if owner is None:
            return given
        if person_id is not None and owner.refers_to == "salesperson":
            return given | {owner.name: person_id}
        known = self._records.rows(kind, ids=[beside]) if beside is not None else []
        first = known[0].values[owner.name] if known else self._first_of(owner.refers_to, closed_too=True)
        if first is None:
            raise UserError(
                _(
                    "A {label} belongs to a {owner}, and there is none yet. Add the {plural} first.",
                    label=kind_of(kind).label.lower(),
                    owner=owner.label.lower(),
                    plural=kind_of(owner.refers_to).plural.lower(),
                )
            )
        return given | {owner.name: first}

    def _given(self, kind: str, name: str, value: Any) -> Any:
        if value is Given.FIRST:
            return self._first_of(field_of(kind, name).refers_to)
        return Given.settled(value, self._clock.now())

    def _first_of(self, kind: str, *, closed_too: bool = False) -> int | None:
        """Gives the first record of a kind in the order of its list; of stages one that is open, if it must be."""
        found = [number for number, _ in finding.options(self._desk, kind)]
        if kind == "stage":
            still_open = self._records.rows(kind, where={"outcome": "open"}, order_by=("position", "id"))
            found = [row.id for row in still_open] or (found if closed_too else [])
        return found[0] if found else None

    def _also(self, kind: str, edits: Sequence[Edit]) -> list[Edit]:
        """Gives the edits that follow from edits of deals."""
        if kind != "opportunity" or not {"stage_id", "outcome"} & {name for _, name, _ in edits}:
            return []
        wished: dict[int, dict[str, Any]] = defaultdict(dict)
        for number, name, value in edits:
            wished[number][name] = value
        stages = self._records.rows("stage", order_by=("position", "id"))
        outcomes = {row.id: str(row.values["outcome"]) for row in stages}
        found: list[Edit] = []
        for row in self._records.rows(kind, ids=wished):
            more = consequences(row.values, wished[row.id], outcomes, self._clock.today())
            found += [(row.id, name, value) for name, value in more.items()]
        return found
