"""The import as a service: compare a file's rows with the desk, write the difference, remember the columns."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import field, replace
from datetime import date
from pathlib import Path
from typing import Any, cast

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from salesdesk.env.clock import SystemClock
from salesdesk.env.errors import UserError
from salesdesk.frozen import frozen
from salesdesk.model import kind_of
from salesdesk.model.deals import ImportBatch, ImportMapping
from salesdesk.services.changes import Changes
from salesdesk.services.importing.brought_along import put_strangers_away
from salesdesk.services.importing.import_plan import ImportPlan
from salesdesk.services.importing.near_names import remember_names
from salesdesk.services.importing.plan import plan_import
from salesdesk.services.importing.records import KnownDesk, load_known, stand_of
from salesdesk.services.importing.snapshots import open_deals, write_snapshot
from salesdesk.services.importing.stages import ProposedGate, proposed_gates, put_gates_away, take_gates
from salesdesk.services.importing.team import (
    DAY_OF,
    LikelyTeam,
    Newest,
    NewPerson,
    TeamWish,
    likely_team,
    managers_of_team,
    newest_of,
    of_outsiders,
    wished_team,
)
from salesdesk.services.importing.told_by_files import told_by
from salesdesk.services.importing.values import (
    RECORD_OF,
    Cancelled,
    IncomingRow,
    NameAnswers,
    Progress,
    Verdict,
    never_cancelled,
    no_progress,
)
from salesdesk.services.importing.write_plan import write_plan
from salesdesk.services.team_settings import team_settings
from salesdesk.store.connection import all_beside
from salesdesk.store.desk_file import DeskFile, keep_copy


@frozen
class SavedMapping:
    """A remembered mapping: the headers it was made for, the field each column holds, and what was answered beside.

    `answers` are by the keys of their questions. The name of a file is no part of it: next month's export is called
    differently.
    """

    name: str
    kind: str
    headers: tuple[str, ...]
    columns: Mapping[str, str]
    date_order: str | None = None
    answers: Mapping[str, str] = field(default_factory=dict[str, str])


def saved_mappings(desk: DeskFile, kind: str) -> list[SavedMapping]:
    """Gives the mappings remembered for a kind of file, the one used last first."""
    with desk.read() as session:
        found = session.scalars(
            select(ImportMapping).where(ImportMapping.kind == kind).order_by(ImportMapping.changed_at.desc())
        ).all()
    return [saved for record in found if (saved := _plain(record)) is not None]


def fitting_mapping(mappings: Iterable[SavedMapping], headers: Sequence[str]) -> SavedMapping | None:
    """Gives the mapping that was made for exactly these columns, in whatever order they stand."""
    wanted = sorted(headers)
    return next((saved for saved in mappings if sorted(saved.headers) == wanted), None)


def write_mapping(session: Session, saved: SavedMapping) -> int | None:
    """Writes a mapping, in place of the one of the same name and kind, whose number it gives."""
    statement = select(ImportMapping).where(
        ImportMapping.name == saved.name, ImportMapping.kind == saved.kind
    )
    record = session.scalars(statement).first()
    if record is None:
        record = ImportMapping(name=saved.name, kind=saved.kind)
        session.add(record)
    record.headers = json.dumps(saved.headers, ensure_ascii=False)
    record.columns = json.dumps(dict(saved.columns), ensure_ascii=False)
    record.date_order = saved.date_order
    # What this file left open is all that was asked now; what others left open stays answered.
    record.answers = json.dumps(_answers(record) | dict(saved.answers), ensure_ascii=False)
    return record.id


def _answers(record: ImportMapping) -> dict[str, str]:
    return _words_by_name(record.answers or "{}") or {}


def _plain(record: ImportMapping) -> SavedMapping | None:
    """Gives a mapping as it was written; None where another program wrote what is none."""
    headers, columns = _read(record.headers), _words_by_name(record.columns)
    if columns is None or not isinstance(headers, list):
        return None
    names = tuple(map(str, cast("list[Any]", headers)))
    return SavedMapping(record.name, record.kind, names, columns, record.date_order, _answers(record))


def _words_by_name(written: str) -> dict[str, str] | None:
    found = _read(written)
    if not isinstance(found, dict):
        return None
    words = cast("dict[str, Any]", found)
    return words if all(isinstance(each, str) for each in words.values()) else None


def _read(written: str) -> object:
    with suppress(ValueError, RecursionError):
        return json.loads(written)
    return None


class ImportService:
    """Imports rows into one desk; without a desk it compares with an empty one and can write nothing."""

    def __init__(self, desk: DeskFile | None) -> None:
        self._desk = desk

    def mappings(self, kind: str) -> list[SavedMapping]:
        """Gives the remembered mappings of a kind of file, the one used last first."""
        return saved_mappings(self._desk, kind) if self._desk else []

    def fiscal_start(self) -> int:
        """Gives the month in which the desk's fiscal year starts."""
        return team_settings(self._desk)["fiscal_year_start"] if self._desk else 1

    def today(self) -> date:
        """Gives the day it is on the desk."""
        return self._desk.now().date() if self._desk else SystemClock().today()

    def known(self, kind: str) -> KnownDesk:
        """Gives what the desk holds of a kind and of everything it refers to."""
        return load_known(self._desk, kind) if self._desk else KnownDesk(today=self.today())

    def plan(
        self, kind: str, mapped: frozenset[str], rows: Sequence[IncomingRow], known: KnownDesk | None = None, *,
        names: NameAnswers | None = None, progress: Progress = no_progress, cancelled: Cancelled = never_cancelled,
    ) -> ImportPlan:  # fmt: skip
        """Compares the rows of a file with the desk and writes nothing; `mapped` names the fields it has."""
        known = known or self.known(kind)
        found = plan_import(kind, known, mapped, rows, progress, cancelled, names)
        return replace(found, stands=(tuple(known.records), known.stand))

    def likely_team(self, people: Sequence[NewPerson]) -> LikelyTeam:
        """Proposes which of the new people are in the team, from who is in it already and who is not."""
        if self._desk is None:
            return likely_team(people, (), wide=False)
        rows = self._desk.rows("SELECT reports_to, status FROM salesperson WHERE deleted_at IS NULL")
        own = self._desk.rows("SELECT manager_name AS name FROM team_settings")
        managers = managers_of_team((row["reports_to"], row["status"]) for row in rows if row["reports_to"])
        wide = any(row["status"] == "outside" for row in rows)
        return likely_team(people, [*managers, *(row["name"] for row in own if row["name"])], wide=wide)

    def of_outsiders(self, plan: ImportPlan) -> Counter[str]:
        """Counts the new rows of a plan that are of people outside the team, by name."""
        rows = (
            self._desk.rows("SELECT id, name FROM salesperson WHERE status = 'outside'") if self._desk else []
        )
        return of_outsiders(plan, {row["id"]: row["name"] for row in rows})

    def newest(self, plan: ImportPlan) -> Newest | None:
        """Gives the newest quota or week that a plan wrote, of whom the desk shows where any is."""
        day = DAY_OF.get(plan.kind)
        if self._desk is None or day is None:
            return None
        outside = self._desk.rows("SELECT id FROM salesperson WHERE status = 'outside'")
        written = {*plan.rows.record_ids(plan.of(Verdict.CHANGED).places)}
        stored = self._desk.rows(f"SELECT id, salesperson_id, {day} FROM {RECORD_OF[plan.kind]}")
        changed = [
            (row["salesperson_id"], date.fromisoformat(row[day])) for row in stored if row["id"] in written
        ]
        return newest_of(plan, {row["id"] for row in outside}, changed)

    def wished_team(self, people: Sequence[NewPerson], wish: TeamWish) -> frozenset[int]:
        """Gives the keys of those a script wants in the team; raises UserError for somebody nobody knows."""
        rows = self._desk.rows("SELECT name FROM salesperson") if self._desk else []
        return wished_team(people, wish, [row["name"] for row in rows])

    def refuse_own(self, path: Path) -> None:
        """Raises UserError where a file is the open desk or lies beside it for SQLite, before anybody opens it.

        Whoever closes it again lets go of the locks that keep other programs out.
        """
        own = all_beside(self._desk.path) if self._desk else []
        if any(each.exists() and path.exists() and each.samefile(path) for each in own):
            raise UserError(
                _(
                    "“{name}” is the desk that is open here, so nothing was imported; choose a table.",
                    name=path.name,
                )
            )

    def proposed_gates(self) -> tuple[ProposedGate, ...]:
        """Gives a gate for each open stage of a desk that has none yet."""
        return proposed_gates(self._desk) if self._desk else ()

    def take_gates(self, gates: Sequence[ProposedGate]) -> Changes:
        """Takes proposed gates as one step of undo."""
        if self._desk is None:
            raise ValueError("without a desk there is nothing to write to")
        return take_gates(self._desk, gates)

    def put_gates_away(self) -> None:
        """Asks no more about gates."""
        if self._desk is None:
            raise ValueError("without a desk there is nothing to write to")
        put_gates_away(self._desk)

    def apply(
        self, plan: ImportPlan, file_name: str, *, as_of: date | None = None, mapping: SavedMapping | None = None,
        progress: Progress = no_progress, cancelled: Cancelled = never_cancelled,
    ) -> Changes:  # fmt: skip
        """Writes a plan as one step of undo, with its batch and, where given, the mapping to remember.

        Raises ImportCancelledError when somebody stops it, UserError where another window or command has changed what
        the plan was made from; then nothing is written.
        """
        if self._desk is None:
            raise ValueError("without a desk there is nothing to write to")
        keep_copy(self._desk, "before-import")
        with self._desk.change(import_name(plan, file_name)) as work:
            _refuse_changed(work.session, plan)
            batch = ImportBatch(
                file_name=file_name, kind=plan.kind, applied_at=self._desk.now(), as_of=as_of,
                rows=len(plan.rows), new=plan.count(Verdict.NEW), changed=plan.count(Verdict.CHANGED),
                same=plan.count(Verdict.SAME), rejected=plan.count(Verdict.REJECTED),
            )  # fmt: skip
            work.session.add(batch)
            remembered = write_mapping(work.session, mapping) if mapping else None
            batch.told = told_by(plan, remembered).packed()
            work.session.flush()
            were_open = open_deals(work.session) if plan.kind == "deals" else []
            write_plan(work.session, plan, batch.id, progress, cancelled)
            remember_names(work.session, plan.pairs)
            put_strangers_away(work.session, self._desk.now(), plan.joined)
            if plan.kind == "deals":
                write_snapshot(work.session, batch.id, were_open)
        return work.changes


def _refuse_changed(session: Session, plan: ImportPlan) -> None:
    """Raises UserError where the records that the plan was compared with are not as they were."""
    kinds, stand = plan.stands
    sql, values = stand_of(kinds)
    if kinds and session.scalar(text(sql), values) != stand:
        raise UserError(
            _(
                "The desk was changed by another window or a command since the file was compared with it, "
                "so nothing was imported. Compare it anew: go back one step, or run the command again."
            )
        )


def import_name(plan: ImportPlan, file_name: str) -> str:
    """Names the step of undo by what it writes: “Import 8,800 deals from x.csv”."""
    written = plan.count(Verdict.NEW) + plan.count(Verdict.CHANGED)
    count = written or plan.count(Verdict.SAME)
    things = (
        n_("salesperson", "people", count)
        if plan.kind == "people"
        else kind_of(RECORD_OF[plan.kind]).called(count)
    )
    return _("Import {count:,} {things} from {file}", count=count, things=things, file=file_name)
