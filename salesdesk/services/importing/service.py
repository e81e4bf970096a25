"""The import as a service: compare a file's rows with the desk, write the difference, remember the columns."""

from collections.abc import Sequence
from datetime import date

from salesdesk.env.clock import SystemClock
from salesdesk.model.deals import ImportBatch
from salesdesk.services.changes import Changes
from salesdesk.services.importing.apply import write_plan
from salesdesk.services.importing.gates import ProposedGate, proposed_gates, take_gates
from salesdesk.services.importing.known import KnownDesk, load_known
from salesdesk.services.importing.mappings import SavedMapping, saved_mappings, write_mapping
from salesdesk.services.importing.plan import plan_import
from salesdesk.services.importing.team import NewPerson, TeamWish, likely_team, wished_team
from salesdesk.services.importing.values import (
    Cancelled,
    ImportPlan,
    IncomingRow,
    Progress,
    Verdict,
    never_cancelled,
    no_progress,
)
from salesdesk.store.desk_file import DeskFile

_NOUNS = {
    "deals": ("deal", "deals"),
    "products": ("product", "products"),
    "accounts": ("account", "accounts"),
    "people": ("salesperson", "people"),
    "quotas": ("quota", "quotas"),
}


class ImportService:
    """Imports rows into one desk; without a desk it compares with an empty one and can write nothing."""

    def __init__(self, desk: DeskFile | None) -> None:
        self._desk = desk

    def mappings(self, kind: str) -> list[SavedMapping]:
        """Gives the remembered mappings of a kind of file, the one used last first."""
        return saved_mappings(self._desk, kind) if self._desk else []

    def known(self, kind: str) -> KnownDesk:
        """Gives what the desk holds of a kind and of everything it refers to."""
        return load_known(self._desk, kind) if self._desk else KnownDesk(today=SystemClock().today())

    def plan(
        self, kind: str, mapped: frozenset[str], rows: Sequence[IncomingRow], known: KnownDesk | None = None, *,
        progress: Progress = no_progress, cancelled: Cancelled = never_cancelled,
    ) -> ImportPlan:  # fmt: skip
        """Compares the rows of a file with the desk and writes nothing; `mapped` names the fields it has."""
        return plan_import(kind, known or self.known(kind), mapped, rows, progress, cancelled)

    def likely_team(self, people: Sequence[NewPerson]) -> frozenset[int]:
        """Proposes by their keys which of the new people are in the team, from who is in it already."""
        if self._desk is None:
            return likely_team(people, (), wide=False)
        rows = self._desk.rows(
            "SELECT DISTINCT reports_to AS name FROM salesperson WHERE status = 'active' AND deleted_at IS NULL "
            "UNION SELECT manager_name FROM team_settings"
        )
        outside = self._desk.rows("SELECT 1 FROM salesperson WHERE status = 'outside' LIMIT 1")
        return likely_team(people, [row["name"] for row in rows if row["name"]], wide=bool(outside))

    def wished_team(self, people: Sequence[NewPerson], wish: TeamWish) -> frozenset[int]:
        """Gives the keys of those a script wants in the team; raises UserError for somebody nobody knows."""
        rows = self._desk.rows("SELECT name FROM salesperson") if self._desk else []
        return wished_team(people, wish, [row["name"] for row in rows])

    def proposed_gates(self) -> tuple[ProposedGate, ...]:
        """Gives a gate for each open stage of a desk that has none yet."""
        return proposed_gates(self._desk) if self._desk else ()

    def take_gates(self, gates: Sequence[ProposedGate]) -> Changes:
        """Takes proposed gates as one step of undo."""
        if self._desk is None:
            raise ValueError("without a desk there is nothing to write to")
        return take_gates(self._desk, gates)

    def apply(
        self, plan: ImportPlan, file_name: str, *, as_of: date | None = None, mapping: SavedMapping | None = None,
        progress: Progress = no_progress, cancelled: Cancelled = never_cancelled,
    ) -> Changes:  # fmt: skip
        """Writes a plan as one step of undo, with its batch and, where given, the mapping to remember.

        Raises ImportCancelledError when somebody stops it, and then nothing is written.
        """
        if self._desk is None:
            raise ValueError("without a desk there is nothing to write to")
        with self._desk.change(import_name(plan, file_name)) as work:
            batch = ImportBatch(
                file_name=file_name, kind=plan.kind, applied_at=self._desk.now(), as_of=as_of,
                rows=len(plan.rows), new=plan.count(Verdict.NEW), changed=plan.count(Verdict.CHANGED),
                same=plan.count(Verdict.SAME), rejected=plan.count(Verdict.REJECTED),
            )  # fmt: skip
            work.session.add(batch)
            if mapping:
                write_mapping(work.session, mapping)
            work.session.flush()
            write_plan(work.session, plan, batch.id, progress, cancelled)
        return work.changes


def import_name(plan: ImportPlan, file_name: str) -> str:
    """Names the step of undo and the button: “Import 8,800 deals from x.csv”."""
    count = len(plan.rows) - plan.count(Verdict.REJECTED)
    return f"Import {count:,} {_NOUNS[plan.kind][count != 1]} from {file_name}"
