"""Keeps the lists of a desk by hand; every method that changes something is one step of undo."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from salesdesk.env.clock import Clock
from salesdesk.env.errors import UserError
from salesdesk.model import fields_of, model_of
from salesdesk.model.fields import Field, FieldType
from salesdesk.services.changes import Changes
from salesdesk.services.lists import finding
from salesdesk.services.lists.deal_state import consequences
from salesdesk.services.lists.ordering import make_room, move
from salesdesk.services.new_desk import USUAL
from salesdesk.services.records import RecordRow, RecordsService
from salesdesk.store.desk_file import DeskFile

KINDS: Final = ("opportunity", "account", "product", "stage", "gate", "competency")
"""The kinds of record that are kept in lists."""
MOST: Final = 500
STARTS: Final[Mapping[str, Mapping[str, Any]]] = {
    "competency": {"of_what": "tries", "into_what": "successes"},
}
"""What a new record says until somebody says it better, where a field must not be empty."""
Edit = tuple[int, str, Any]


@dataclass(frozen=True)
class Listed:
    """The records a list shows, how many match what was typed, and how many there are at all."""

    rows: tuple[RecordRow, ...]
    matching: int
    whole: int


class ListsService:
    """Reads and edits the lists that every plan and every figure stands on."""

    def __init__(self, desk: DeskFile, clock: Clock) -> None:
        self._desk = desk
        self._clock = clock
        self._records = RecordsService(desk)

    def columns(self, kind: str) -> tuple[Field, ...]:
        """Gives the fields a list shows: what it belongs to and its title first; its place is seen anyway."""
        title = model_of(kind).title_field
        shown = [f for f in fields_of(kind) if f.tabled and f.name != finding.POSITION]
        return tuple(sorted(shown, key=lambda f: 0 if f.owner else 1 if f.name == title else 2))

    def has_order(self, kind: str) -> bool:
        """Tells whether the records of a kind can be moved up and down."""
        return finding.has_order(kind)

    def listed(self, kind: str, words: str = "") -> Listed:
        """Gives the records in which every word occurs, at most `MOST`; of deals those added last."""
        ids, matching = finding.found_ids(self._desk, kind, words, MOST)
        place = {number: at for at, number in enumerate(ids)}
        rows = sorted(self._records.rows(kind, ids=ids), key=lambda row: place[row.id])
        whole = self._desk.rows(f"SELECT count(*) FROM {kind} WHERE deleted_at IS NULL")[0][0]
        return Listed(tuple(rows), matching, whole)

    def options(self, kind: str) -> dict[str, list[tuple[int, str]]]:
        """Gives, for each reference a list shows, the records it can point to."""
        references = (f for f in self.columns(kind) if f.type is FieldType.REFERENCE)
        return {field.name: finding.options(self._desk, field.refers_to) for field in references}

    def add(self, kind: str, beside: int | None = None) -> Changes:
        """Adds a record to be named next; a gate comes to the stage of the one it is added beside."""
        model = model_of(kind)
        title = f"New {model.label.lower()}"
        with self._desk.change(f"Add {model.label.lower()}") as work:
            record: Any = model(**{model.title_field: title}, **STARTS.get(kind, {}))
            for name, value in self._first_values(kind, beside).items():
                setattr(record, name, value)
            if finding.has_order(kind):
                record.position = make_room(work.session, kind, record)
            work.session.add(record)
        return work.changes

    def add_usual(self, kind: str) -> Changes:
        """Adds what most teams start with, to a list that is empty."""
        model = model_of(kind)
        if self.listed(kind).whole:
            raise UserError(f"There are {model.plural.lower()} already, so none were added.")
        with self._desk.change(f"Add the usual {model.plural.lower()}") as work:
            work.session.add_all(USUAL[kind]())
        return work.changes

    def edit_many(self, kind: str, edits: Sequence[Edit]) -> Changes:
        """Changes cells, such as a range that was pasted; a deal's outcome keeps up with its stage."""
        return self._records.edit_many(kind, edits, also=self._also(kind, edits))

    def move(self, kind: str, record_id: int, by: int) -> Changes:
        """Moves a record up (-1) or down (1) by one place."""
        return move(self._desk, kind, record_id, by)

    def trash(self, kind: str, ids: Sequence[int]) -> Changes:
        """Moves records, with what belongs to them, to the Trash."""
        return self._records.trash(kind, ids)

    def still_referring(self, kind: str, ids: Sequence[int]) -> list[str]:
        """Says what would keep pointing at records in the Trash, such as "41 deals"."""
        return finding.still_referring(self._desk, kind, ids)

    def _first_values(self, kind: str, beside: int | None) -> dict[str, Any]:
        """Gives what a new record can be taken to be: a gate of a stage, a deal that starts today."""
        owner = finding.owner_of(kind)
        if owner is None:
            first = next(iter(self._stages("open")), None)
            return {"stage_id": first, "started_on": self._clock.today()} if kind == "opportunity" else {}
        known = self._records.rows(kind, ids=[beside]) if beside is not None else []
        if known:
            return {owner.name: known[0].values[owner.name]}
        owners = self._stages("open") or [
            number for number, _ in finding.options(self._desk, owner.refers_to)
        ]
        if not owners:
            raise UserError(
                f"A {model_of(kind).label.lower()} belongs to a {owner.label.lower()}, and there is none yet. "
                f"Add the {model_of(owner.refers_to).plural.lower()} first."
            )
        return {owner.name: owners[0]}

    def _stages(self, outcome: str) -> list[int]:
        return [
            row.id
            for row in self._records.rows("stage", where={"outcome": outcome}, order_by=("position", "id"))
        ]

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
