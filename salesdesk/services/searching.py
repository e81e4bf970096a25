"""Finds people, notes, deals and assignments by their words, and names what it found."""

from datetime import date
from decimal import Decimal

from salesdesk.env.folding import folded, holds_nearly
from salesdesk.frozen import frozen
from salesdesk.model.fields import Audience
from salesdesk.model.kinds import kind_of
from salesdesk.services.stored_values import day_of, money_of
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.search import Hit, Search, words_of

ORDER = ("salesperson", "opportunity", "assignment", "note", "account")
PEOPLE = 6
WIDER = 10
"""So many times the hits are looked through for deals that are still open."""


@frozen
class Found:
    """One record found: its kind in words, its title, the text around the words; whose, of when, how much."""

    kind: str
    record_id: int
    person_id: int | None
    label: str
    title: str
    snippet: str
    person: str = ""
    day: date | None = None
    amount: Decimal | None = None


@frozen
class Setting:
    """A setting of the team whose label holds the words."""

    name: str
    label: str


class SearchService:
    """Searches a desk for a given reader."""

    def __init__(self, desk: DeskFile) -> None:
        self._desk = desk
        self._search = Search(desk)

    def find(
        self, words: str, audience: Audience = Audience.MANAGER, person_id: int | None = None, limit: int = 20
    ) -> list[Found]:
        """Gives what holds all the words, people first."""
        hits = self._open_first(self._search.find(words, audience, person_id, limit * WIDER))[:limit]
        if audience is Audience.MANAGER and person_id is None:
            hits = [*self._people(words), *hits]
        named = [self._named(hit) for hit in dict.fromkeys(_bare(hit) for hit in hits)]
        return sorted(named, key=lambda found: ORDER.index(found.kind) if found.kind in ORDER else len(ORDER))

    def meant(self, words: str) -> str:
        """Gives the words that may have been meant where nothing holds these: at most one slip in each."""
        meant = " ".join(self._search.corrected(words))
        return meant if folded(meant) != folded(" ".join(words_of(words))) else ""

    def settings(self, words: str) -> list[Setting]:
        """Gives the settings of the team whose label holds all the words, else nearly all."""
        from salesdesk.model import fields_of
        from salesdesk.services.practices import THRESHOLDS

        wanted = [folded(word) for word in words_of(words)]
        labels = {f.name: f.label for f in fields_of("team_settings")}
        labels |= {key: threshold.label for key, threshold in THRESHOLDS.items()}
        declared = [Setting(name, label) for name, label in labels.items() if wanted]
        found = [each for each in declared if all(word in folded(each.label) for word in wanted)]
        return found or [each for each in declared if holds_nearly(each.label, " ".join(wanted))]

    def _open_first(self, hits: list[Hit]) -> list[Hit]:
        """Sets the deals that are decided behind everything else."""
        deals = ",".join(str(hit.record_id) for hit in hits if hit.kind == "opportunity")
        rows = self._desk.rows(f"SELECT id FROM opportunity WHERE outcome != 'open' AND id IN ({deals})")
        decided = {row["id"] for row in rows}
        return sorted(hits, key=lambda hit: hit.kind == "opportunity" and hit.record_id in decided)

    def _people(self, words: str) -> list[Hit]:
        """Finds people by their names alone, so that none is crowded out by what is written about them."""
        wanted = [folded(word) for word in words_of(words)]
        if not wanted:
            return []
        rows = self._desk.rows(
            "SELECT id, name FROM salesperson WHERE deleted_at IS NULL ORDER BY status != 'active', name COLLATE names"
        )
        found = [
            row
            for row in rows
            if all(any(p.startswith(w) for p in folded(row["name"]).split()) for w in wanted)
        ]
        return [Hit("salesperson", row["id"], row["id"], "") for row in found[:PEOPLE]]

    def _named(self, hit: Hit) -> Found:
        kind = kind_of(hit.kind)
        (row,) = self._desk.rows(
            f"SELECT r.{kind.title} AS title, p.name AS person, {kind.day_sql('r')} AS day, "
            f"{f'r.{kind.amount}' if kind.amount else 'NULL'} AS amount "
            f"FROM {hit.kind} r LEFT JOIN salesperson p ON p.id = ? WHERE r.id = ?",
            (hit.person_id if hit.kind != "salesperson" else None, hit.record_id),
        )
        title = str(row["title"] or "").strip()
        first_line = title.splitlines()[0] if title else kind.label
        return Found(
            hit.kind, hit.record_id, hit.person_id, kind.label, first_line, hit.snippet, row["person"] or "",
            day_of(row["day"]), money_of(row["amount"]),
        )  # fmt: skip


def _bare(hit: Hit) -> Hit:
    """Takes the snippet off a person, who may be found by name and by text."""
    return Hit(hit.kind, hit.record_id, hit.person_id, "") if hit.kind == "salesperson" else hit
