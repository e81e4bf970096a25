"""Finds people, notes, deals and assignments by their words, and names what it found."""

from dataclasses import dataclass

from salesdesk.model.fields import Audience
from salesdesk.store.desk_file import DeskFile
from salesdesk.store.search import Hit, find

ORDER = ("salesperson", "opportunity", "assignment", "note", "account")


@dataclass(frozen=True)
class Found:
    """One record found: what kind it is in words, its title and a piece of the text around the words."""

    kind: str
    record_id: int
    person_id: int | None
    label: str
    title: str
    snippet: str


class SearchService:
    """Searches a desk for a given reader."""

    def __init__(self, desk: DeskFile) -> None:
        self._desk = desk

    def find(
        self, words: str, audience: Audience = Audience.MANAGER, person_id: int | None = None, limit: int = 20
    ) -> list[Found]:
        """Gives what holds all the words, people first."""
        hits = find(self._desk, words, audience, person_id, limit)
        named = [self._named(hit) for hit in hits]
        return sorted(named, key=lambda found: ORDER.index(found.kind) if found.kind in ORDER else len(ORDER))

    def _named(self, hit: Hit) -> Found:
        from salesdesk.model import model_of

        model = model_of(hit.kind)
        row = self._desk.rows(
            f"SELECT {model.title_field} AS title FROM {hit.kind} WHERE id = ?", (hit.record_id,)
        )
        title = str(row[0]["title"] or "") if row else ""
        first_line = title.strip().splitlines()[0] if title.strip() else model.label
        return Found(hit.kind, hit.record_id, hit.person_id, model.label, first_line, hit.snippet)
