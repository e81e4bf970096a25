"""Reads and writes what is agreed in a one-on-one: the fork decides which kind each follow-up is."""

from collections.abc import Sequence
from datetime import date, timedelta

from salesdesk.model.coaching import Assignment
from salesdesk.services.field_words import TableRow
from salesdesk.services.sessions.values import Agreed

OUTCOMES = {"done": _("Tick off"), "open": _("Reopen"), "dropped": _("Drop"), "carry": _("Carry over")}
"""What can become of an assignment, with the words for the step of undo."""
CARRIED_DAYS = 7
NUMBER_WORDS = (
    _("no"), _("one"), _("two"), _("three"), _("four"), _("five"), _("six"), _("seven"), _("eight"), _("nine"),
)  # fmt: skip


def agreed_of(row: TableRow) -> Agreed:
    """Makes the plain value of one assignment."""
    v = row.values
    return Agreed(
        id=row.id, what=v["what"], kind=v["kind"], state=v["state"], axis=v["axis"] or "",
        basis=v["basis"] or "", basis_text=v["basis_text"] or "", done_in=v["done_in"] or "",
        own_words=(v["own_words"] or "").strip(), due_on=v["due_on"], evidence=v["evidence"] or "",
        times_carried=v["times_carried"], assigned_on=v["assigned_on"],
    )  # fmt: skip


def settle(assignment: Assignment, outcome: str, evidence: str, today: date, due_on: date | None) -> None:
    """Marks an assignment as done, dropped, open again, or carried over to another day."""
    if outcome not in OUTCOMES:
        raise ValueError(f"unknown outcome {outcome}")
    assignment.state = "open" if outcome == "carry" else outcome
    assignment.done_on = today if outcome == "done" else None
    if evidence.strip():
        assignment.evidence = evidence.strip()
    if outcome == "carry":
        assignment.times_carried += 1
        assignment.due_on = due_on or today + timedelta(days=CARRIED_DAYS)


def balance_words(this_time: Sequence[Agreed], open_development: int) -> str:
    """Says, where nothing develops the person, that one small step is missing; empty otherwise."""
    sales = sum(item.kind == "sales" for item in this_time)
    if not sales or sales < len(this_time):
        return ""
    if sales > 1:
        count = NUMBER_WORDS[sales].capitalize() if sales < len(NUMBER_WORDS) else str(sales)
        return n_(
            "{count} sales assignment and none to develop would not be a coaching session: add one small step.",
            "{count} sales assignments and none to develop would not be a coaching session: add one small step.",
            sales,
            count=count,
        )
    return (
        ""
        if open_development
        else _("A sales assignment alone builds nothing new: add one small step to learn.")
    )
