"""Settles what becomes of deals their program has put away: deleted, merged into another, or archived."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, Literal

from salesdesk.services.importing.deal_rules import told_outcome
from salesdesk.services.importing.names import put_away
from salesdesk.services.importing.values import NUMBER_SUFFIX, ImportQuestion, IncomingRow, OpenQuestionError

ARCHIVED: Final = "archived"
"""The key of the question what archived deals are of which nothing else says whether they are lost."""
AS_LOST, AS_OPEN, AS_NONE = "lost", "open", "out"
PUT_AWAY: Final = ("is_archived", "is_deleted", "is_active")
"""Columns that say of a deal that it is put away, or by a no that it is not."""
WORDED: Final = ("outcome", "stage_id")
"""Fields whose words say what became of a deal, the one that counts first."""
_SHOWN: Final = 2

_DELETED: Final = _("It was deleted, or merged into another one, in the program it comes from.")
_ARCHIVED: Final = _("It is archived.")


def without_put_away(
    rows: Sequence[IncomingRow], answer: str | None
) -> tuple[Sequence[IncomingRow], tuple[str, ...]]:
    """Gives rows of deals in which deleted ones are rejected and archived ones settled, with what was assumed.

    What is won or lost stays so. An archived deal with a reason why it was lost, or without any probability, is
    lost, as Odoo means it; raises OpenQuestionError where there are others and nobody has said what they are.
    """
    words = {word for row in rows for name in WORDED if (word := row.values.get(name)) and put_away(word)}
    if not words and not any(name in row.values for row in rows for name in PUT_AWAY):
        return rows, ()
    found, unsettled = list(rows), list[int]()
    for place, row in enumerate(rows):
        state = _state_of(row.values)
        found[place] = replace(row, values=_bare(row.values))
        if state == "deleted":
            found[place] = replace(found[place], errors=(*row.errors, _DELETED))
        elif state == "archived" and not _is_decided(found[place].values):
            unsettled.append(place)
    lost = [place for place in unsettled if _is_as_good_as_lost(found[place].values)]
    others = [place for place in unsettled if place not in set(lost)]
    if others and answer is None:
        raise OpenQuestionError(_question([rows[place] for place in others]))
    for place in [*lost, *(others if answer == AS_LOST else [])]:
        found[place] = replace(found[place], values={**found[place].values, "is_lost": True})
    for place in others if answer == AS_NONE else ():
        found[place] = replace(found[place], errors=(*rows[place].errors, _ARCHIVED))
    return found, _note(len(lost))


def is_put_away(why: str) -> bool:
    """Tells from the reason a row is rejected for whether nothing is wrong with it, but it is put away."""
    return why in (_DELETED, _ARCHIVED)


def _state_of(values: Mapping[str, Any]) -> Literal["deleted", "archived", ""]:
    told = {put_away(str(values[name])) for name in WORDED if name in values}
    if values.get("is_deleted") or "deleted" in told:
        return "deleted"
    apart = values.get("is_archived") or not values.get("is_active", True)
    return "archived" if apart or "archived" in told else ""


def _bare(values: Mapping[str, Any]) -> dict[str, Any]:
    """Gives the values without those that only say that a deal is put away."""
    return {
        name: value
        for name, value in values.items()
        if name not in PUT_AWAY and not (name == "outcome" and put_away(str(value)))
    }


def _is_decided(values: Mapping[str, Any]) -> bool:
    try:
        return told_outcome(dict(values), frozenset({"outcome"})) in ("won", "lost")
    except ValueError:
        return False


def _is_as_good_as_lost(values: Mapping[str, Any]) -> bool:
    return bool(values.get("lost_reason")) or values.get("probability") == 0


def _question(rows: Sequence[IncomingRow]) -> ImportQuestion:
    number = len(rows)
    sentence = n_(
        "1 deal is archived, and nothing says whether it is lost: what is it?",
        "{number:,} deals are archived, and nothing says whether they are lost: what are they?", number,
    )  # fmt: skip
    examples = (
        _("Row {number}: {told}", number=row.number, told=told_of(row.values)) for row in rows[:_SHOWN]
    )
    answers = {AS_LOST: _("lost"), AS_OPEN: _("still open"), AS_NONE: _("not to be imported")}
    return ImportQuestion(ARCHIVED, sentence, "--archived", answers, tuple(examples))


def told_of(values: Mapping[str, Any]) -> str:
    """Gives what tells one deal from others: its name, whose it is, its amount, its stage."""
    title = values.get("name") or values.get("external_id") or values.get("account_id")
    owner = values.get("salesperson_id") or values.get("salesperson_id" + NUMBER_SUFFIX)
    amount = (
        f"{values['amount']:,.2f} {values.get('amount.currency', '')}".strip() if "amount" in values else ""
    )
    return ", ".join(str(each) for each in (title, owner, amount, values.get("stage_id")) if each)


def _note(lost: int) -> tuple[str, ...]:
    if not lost:
        return ()
    words = n_(
        "1 archived deal without a probability, or with a reason why it was lost, is taken for lost.",
        "{number:,} archived deals without a probability, or with a reason why they were lost, are taken for lost.",
        lost,
    )  # fmt: skip
    return (words,)
