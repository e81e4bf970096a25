"""Makes the plan of an import: each row of the file against the desk, before anything is written."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from salesdesk.env.typed_dates import YEARS_AHEAD
from salesdesk.model import fields_of, kind_of
from salesdesk.model.fields import Field, FieldType
from salesdesk.services.importing import deal_rules
from salesdesk.services.importing.brought_along import brought_along, with_updates
from salesdesk.services.importing.emptied import EmptiedFields
from salesdesk.services.importing.faults import RowFaults, plain_name
from salesdesk.services.importing.foreign_amounts import currencies_named, with_foreign_rejected
from salesdesk.services.importing.import_plan import ImportPlan, PlannedRows
from salesdesk.services.importing.missing import missing_deals, note_on_missing
from salesdesk.services.importing.near_names import settled_names
from salesdesk.services.importing.quota_versions import settled_quotas
from salesdesk.services.importing.records import (
    Directory,
    KnownDesk,
    Matcher,
    TrashMatcher,
    changed_fields,
)
from salesdesk.services.importing.stages import (
    give_meaning,
    in_order,
    mark_proposals,
    place_stages,
    replaced_stages,
)
from salesdesk.services.importing.team import OUTSIDE, notes_on_leavers
from salesdesk.services.importing.told_by_files import told_fields
from salesdesk.services.importing.values import (
    CHUNK,
    NUMBER_SUFFIX,
    RECORD_OF,
    Cancelled,
    ImportCancelledError,
    IncomingRow,
    MissingDeal,
    NameAnswers,
    PlannedRow,
    Progress,
    Stored,
    Verdict,
)
from salesdesk.services.importing.versions import OUTDATED, is_left_for_another, settled_versions

YEARS_BACK: Final = 60
"""Further back no deal, no plan and hardly anybody's first day of work can be meant."""


class RejectedRowError(Exception):
    """Carries the sentence that says why a row cannot be imported."""


class Planner:
    """Turns the rows of one file into a plan; made anew for each file."""

    def __init__(
        self, kind: str, known: KnownDesk, mapped: frozenset[str], rows: Sequence[IncomingRow]
    ) -> None:
        self._kind, self._known, self._mapped = kind, known, mapped
        self._rows = rows
        self._fields = {declared.name: declared for declared in fields_of(RECORD_OF[kind])}
        self._references = [f for f in self._fields.values() if _refers(f)]
        referred = {f.refers_to for f in self._references}
        self._directories = {of: Directory(of, known.of(of), known.trashed(of)) for of in sorted(referred)}
        needed = [f for f in self._fields.values() if self._required(f)]
        self._faults = RowFaults(kind, mapped, needed, self._references, self._directories)
        self._matcher, self._emptied = Matcher(kind, known.of(RECORD_OF[kind])), EmptiedFields(kind, mapped)
        self._accepted, self._to_stand, self._redated = (list[Mapping[str, Any]]() for _each in range(3))
        self._trash, self._left_there = TrashMatcher(known, RECORD_OF[kind]), 0
        self._new_leavers, self._stored_leavers = 0, list[Stored]()

    def plan(self, progress: Progress, cancelled: Cancelled) -> ImportPlan:
        """Plans every row; raises ImportCancelledError when somebody stops it."""
        planned = PlannedRows()
        for done, row in enumerate(self._rows):
            if done % CHUNK == 0:
                progress(done, len(self._rows))
                if cancelled():
                    raise ImportCancelledError
            try:
                planned.add(self._planned(row))
            except RejectedRowError as error:
                title, why = self._title(row.values), str(error)
                planned.add(PlannedRow(
                    row.number, title, row.without_it, why, place=row.place, added=row.added,
                ))  # fmt: skip
        progress(len(self._rows), len(self._rows))
        return self._whole_plan(planned)

    def _whole_plan(self, planned: PlannedRows) -> ImportPlan:
        updates = {kind: found.completes for kind, found in self._directories.items() if found.completes}
        replaced, moved = self._place_stages()
        deals = self._accepted if self._kind == "deals" else []
        missing = self._missing() if deals else ()
        return ImportPlan(
            kind=self._kind,
            rows=planned,
            creates={
                kind: tuple(found.creates) for kind, found in self._directories.items() if found.creates
            },
            updates=updates | ({"stage": moved} if moved else {}),
            removes={"stage": replaced} if replaced else {},
            totals=deal_rules.totals_of(deals, self._known.currency),
            notes=(*_reopened(planned), *filter(None, [note_on_missing(missing)]), *self._notes(replaced)),
            told_after=(
                *_reopened(planned, written=True),
                *deal_rules.note_on_owners(deals and self._to_stand),
            ),
            missing=missing,
            hardly_meant=deal_rules.swapped_days(self._redated),
            far=_far_dates(planned, self._fields.values(), self._known.today),
            named={kind: (found.met, found.numbered) for kind, found in self._directories.items()},
        )

    def _missing(self) -> tuple[MissingDeal, ...]:
        people = self._directories["salesperson"]
        return missing_deals(self._known, self._matcher.taken, self._accepted, self._rows, people)

    def _place_stages(self) -> tuple[tuple[int, ...], Mapping[int, Mapping[str, Any]]]:
        """Puts the new stages in their place; gives those whose place they take, and those that move."""
        found = self._directories.get("stage")
        if found is None or not found.creates:
            return (), {}
        give_meaning(found.creates, self._known.told)
        ordered, stored = in_order(found.creates, self._accepted), self._known.of("stage")
        if not self._known.first_stages:
            return (), place_stages(ordered, stored)
        replaced = replaced_stages(ordered, stored, found.met)
        mark_proposals(ordered)
        return replaced, place_stages(ordered, {k: v for k, v in stored.items() if k not in replaced})

    def _planned(self, row: IncomingRow) -> PlannedRow:
        self._check(row)
        values = dict(row.values)
        active = values.pop("is_active", True)
        outcome = deal_rules.told_outcome(values, self._mapped) if self._kind == "deals" else None
        self._refer(values)
        self._name(values)
        match = self._matcher.match(row.number, values)
        if match.repeats is not None:
            raise RejectedRowError(_("It repeats row {row} of the file.", row=match.repeats))
        if match.record_id is None and deal_rules.is_bare(row.values, self._mapped):
            raise RejectedRowError(_("It has nothing but its number."))
        stored = self._known.of(RECORD_OF[self._kind]).get(match.record_id) if match.record_id else None
        if self._kind == "deals":
            values["outcome"] = outcome or (stored["outcome"] if stored else "open")
            deal_rules.settle_deal(values, stored, self._known.currency)
        if stored and row.why_before and is_left_for_another(row.why_before):
            self._refuse_older(values, stored)
        self._accepted.append(values)
        if self._kind == "deals":
            self._to_stand.append(deal_rules.standing(values, stored))
            self._redated += self._to_stand[-1:] if deal_rules.is_redated(values, stored) else []
        if not active:
            self._let_go(values, stored)
        if match.record_id is None or stored is None:
            values |= {"entered_by": "import"} if "entered_by" in self._fields else {}
            return PlannedRow(
                row.number, self._title(values), Verdict.NEW, values=self._storable(values), place=row.place
            )
        if "name" not in row.values:
            values.pop("name", None)
        self._emptied.count(row.values, values, stored)
        changed, changes = changed_fields(RECORD_OF[self._kind], values, stored, self._directories)
        verdict = Verdict.CHANGED if changes else Verdict.SAME
        title = self._title({**stored, **values})
        told = told_fields(values, self._fields, outcome)
        return PlannedRow(
            row.number, title, verdict, "", match.record_id, changed, changes, row.place, told=told
        )

    def _refuse_older(self, values: Mapping[str, Any], stored: Stored) -> None:
        """Rejects a row another one was taken for before, where it would change what that one wrote."""
        if changed_fields(RECORD_OF[self._kind], values, stored, self._directories)[1]:
            raise RejectedRowError(OUTDATED)

    def _let_go(self, values: dict[str, Any], stored: Stored | None) -> None:
        """Keeps somebody who has left out of the team; one who is in it stays there, and is told of."""
        if stored is None:
            values["status"] = OUTSIDE
            self._new_leavers += 1
        else:
            self._stored_leavers.append(stored)

    def _check(self, row: IncomingRow) -> None:
        """Rejects a row that cannot be read, lacks what is required or is in the Trash."""
        if row.errors:
            raise RejectedRowError(" ".join(self._faults.of(row)))
        if self._trash.holds(row.values):
            self._left_there += 1
            raise RejectedRowError(_("It is in the Trash; restore it there to import it again."))
        if self._kind == "deals" and not deal_rules.says_something(row.values):
            raise RejectedRowError(_("It has no number, name, account, product, amount or date."))
        if faults := self._faults.of(row):
            raise RejectedRowError(" ".join(faults))

    def _required(self, declared: Field) -> bool:
        """Tells whether every row must have the field; names of deals and people can be made from the rest."""
        if declared.name == "name" and (self._kind == "deals" or "external_id" in self._mapped):
            return False
        return declared.required and declared.type not in (FieldType.CHOICE, FieldType.BOOLEAN)

    def _refer(self, values: dict[str, Any]) -> None:
        """Replaces the names and numbers of referred records by the records themselves."""
        for declared in self._references:
            name = values.pop(declared.name, None)
            number = values.pop(declared.name + NUMBER_SUFFIX, None)
            if name is None and number is None:
                continue
            directory = self._directories[declared.refers_to]
            plain = plain_name(name, declared)
            values[declared.name] = found = directory.find(plain, number)
            if plain != name:
                directory.let_go(found)

    def _name(self, values: dict[str, Any]) -> None:
        """Gives a deal or a person without a name one, so that it can be recognised and listed."""
        if "name" not in self._fields or "name" in values:
            return
        if self._kind == "deals":
            account, product = (
                self._directories[kind].title(values.get(f"{kind}_id")) for kind in ("account", "product")
            )
            values["name"] = deal_rules.name_deal(account, product, values.get("external_id"))
        elif values.get("external_id"):
            values["name"] = values["external_id"]
        else:
            raise RejectedRowError(_("It has neither a name nor a number."))

    def _storable(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in values.items() if name in self._fields}

    def _title(self, values: Mapping[str, Any]) -> str:
        """Gives what a row is called in lists: its title, or whatever names it best."""
        title_field = kind_of(RECORD_OF[self._kind]).title
        if self._fields[title_field].type is FieldType.DATE:
            named = (self._named(values, declared) for declared in self._references)
            return " ".join(str(each) for each in (*named, values.get(title_field)) if each)
        return str(values.get(title_field) or values.get("external_id") or "")

    def _named(self, values: Mapping[str, Any], declared: Field) -> str | None:
        """Gives what a referred record is called, be it known already or as the file calls it."""
        found = values.get(declared.name)
        if isinstance(found, str) or found is None:
            return found or values.get(declared.name + NUMBER_SUFFIX)
        return self._directories[declared.refers_to].title(found)

    def _notes(self, replaced: Collection[int]) -> list[str]:
        notes = self._notes_on_deals() if self._kind == "deals" else []
        return [
            *notes,
            *self._emptied.notes(),
            *self._notes_on_leavers(),
            *notes_on_records(RECORD_OF[self._kind], self._directories, self._left_there, replaced),
        ]

    def _notes_on_leavers(self) -> list[str]:
        people = self._directories.get("salesperson")
        new = self._new_leavers + (people.new_leavers() if people else 0)
        return notes_on_leavers(new, [*self._stored_leavers, *(people.stored_leavers() if people else ())])

    def _notes_on_deals(self) -> list[str]:
        known = self._known
        priced = {
            number for number, product in known.of("product").items() if product["list_price"] is not None
        }
        home = known.currency.upper() if known.records else ""
        days = [] if deal_rules.swapped_days(self._redated) else deal_rules.note_on_days(self._to_stand)
        return days + deal_rules.notes_on_deals(
            self._accepted, self._to_stand, self._mapped, known.today, priced, home
        )


def _reopened(planned: PlannedRows, *, written: bool = False) -> list[str]:
    """Warns, first of all, where deals decided on the desk would be, or are, open again, as by an older file."""
    outcomes = planned.column("outcome", range(len(planned)))
    count = sum(
        outcomes[place] == "open" and any(change.field == "outcome" for change in changes)
        for place, changes in planned.changes.items()
    )
    if not count:
        return []
    if written:
        return [
            n_(
                "1 deal that was decided is open again.",
                "{number:,} deals that were decided are open again.",
                count,
            )
        ]
    return [
        n_(
            "1 decided deal would be open again. Is this an older file? What the desk knows of it is newer then.",
            "{number:,} decided deals would be open again. Is this an older file? "
            "What the desk knows of them is newer then.",
            count,
        )
    ]


def _refers(declared: Field) -> bool:
    return declared.type is FieldType.REFERENCE and declared.importable


def plan_import(
    kind: str, known: KnownDesk, mapped: frozenset[str], rows: Sequence[IncomingRow],
    progress: Progress, cancelled: Cancelled, names: NameAnswers | None = None,
) -> ImportPlan:  # fmt: skip
    """Compares the rows of a file with what the desk holds; `mapped` names the fields that have a column."""
    rows, foreign = with_foreign_rejected(kind, rows, known)
    rows, told = (settled_quotas(rows), ()) if kind == "quotas" else settled_versions(kind, rows, mapped)
    named = settled_names(kind, rows, known, names or {})
    along = brought_along(known, named.pairs)
    after = (*named.told, *along.words)
    plan = Planner(kind, along.known, mapped, named.rows).plan(progress, cancelled)
    return replace(
        plan, notes=(*after, *plan.notes, *told), pairs=named.pairs, assumed=named.assumed,
        updates=with_updates(along.updates, plan.updates), joined=along.joined, told_after=(*after, *plan.told_after),
        unheard=named.unheard, hardly_meant=(*foreign, *plan.hardly_meant), currencies=currencies_named(named.rows),
    )  # fmt: skip


def _far_dates(
    planned: PlannedRows, fields: Iterable[Field], today: date | None
) -> tuple[tuple[int, date], ...]:
    """Gives the dates that would be written and lie so far off that a slip is likelier, with their rows."""
    if today is None:
        return ()
    places = range(len(planned))
    dated = [planned.column(each.name, places) for each in fields if each.type is FieldType.DATE]
    far = sorted(
        (place, order, day)
        for order, column in enumerate(dated)
        for place, day in enumerate(column)
        if day and not -YEARS_BACK <= day.year - today.year <= YEARS_AHEAD
    )
    numbers = planned.numbers(place for place, _order, _day in far)
    return tuple((number, day) for number, (_place, _order, day) in zip(numbers, far, strict=True))


_CREATED = ("salesperson", "account", "product", "stage", "competency")


def notes_on_records(
    kind: str, directories: Mapping[str, Directory], left_in_trash: int, replaced: Collection[int]
) -> list[str]:
    """Gives a sentence each on what is new with the file, on stages whose place is taken, and on the Trash."""
    notes: list[str] = []
    created = [
        _counted(len(directories[each].creates), each)
        for each in _CREATED
        if each in directories and directories[each].creates
    ]
    if created:
        notes.append(_("New with this file: {created}.", created=", ".join(created)))
    if replaced:
        stages = sorted(directories["stage"].creates, key=lambda stage: stage["position"])
        names = ", ".join(stage["name"] for stage in stages)
        notes.append(
            _(
                "The stages of the file take the place of the usual ones: {names}. "
                "Lists in the Tools menu changes their order, and from which one a proposal is out.",
                names=names,
            )
        )
    trashed = {kind: left_in_trash} | {of: found.met_in_trash for of, found in directories.items()}
    left = [_counted(count, of) for of, count in trashed.items() if count]
    if left:
        notes.append(_("{left} in the Trash, left there.", left=_(" and ").join(left)))
    return notes


def _counted(count: int, kind: str) -> str:
    return f"{count:,} {kind_of(kind).called(count)}"
