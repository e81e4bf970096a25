"""Asks what deals past their close date are where a file says only which are lost, or only which are won."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from salesdesk.services.importing.archived import AS_LOST, AS_OPEN, told_of
from salesdesk.services.importing.deal_rules import SPEAKING
from salesdesk.services.importing.values import ImportQuestion, IncomingRow, OpenQuestionError

PAST_CLOSE: Final = "past_close"
"""The key of the question what deals past their close date are that are not lost, or not won."""
AS_WON: Final = "won"
_OTHER: Final = {"is_lost": AS_WON, "is_won": AS_LOST}
_SHOWN: Final = 2


def with_past_settled(
    rows: Sequence[IncomingRow], mapped: frozenset[str], answer: str | None, today: date | None
) -> tuple[Sequence[IncomingRow], tuple[str, ...]]:
    """Gives rows of deals in which those past their close date are settled, with what was taken for what.

    A file with stages, a status or several flags says it itself. A reason why a deal was lost, or the day, tells that
    one that is not won is lost; raises OpenQuestionError where there are others and nobody has said what they are.
    """
    speaking = mapped & SPEAKING
    flag = next(iter(speaking)) if len(speaking) == 1 else ""
    if flag not in _OTHER or today is None:
        return rows, ()
    undecided = [place for place, row in enumerate(rows) if not (row.errors or row.values.get(flag))]
    lost = [place for place in undecided if flag == "is_won" and _tells_loss(rows[place].values)]
    lost_ones = {*lost}
    past = [p for p in undecided if rows[p].values.get("closed_on", date.max) <= today and p not in lost_ones]
    if past and answer not in (_OTHER[flag], AS_OPEN):
        raise OpenQuestionError(_question([rows[place] for place in past], flag))
    taken = past if answer == _OTHER[flag] else []
    found = list(rows)
    for place in (*lost, *taken):
        found[place] = replace(rows[place], values={**rows[place].values, "outcome": _OTHER[flag]})
    return found, _note(flag, len(taken))


def _tells_loss(values: Mapping[str, Any]) -> bool:
    return bool(values.get("lost_reason") or values.get("lost_on"))


def _question(rows: Sequence[IncomingRow], flag: str) -> ImportQuestion:
    number = len(rows)
    if flag == "is_lost":
        sentence = n_(
            "The file says only which deals are lost. 1 that is not is past its close date: is it won?",
            "The file says only which deals are lost. {number:,} that are not are past their close date: are they won?",
            number,
        )  # fmt: skip
    else:
        sentence = n_(
            "The file says only which deals are won. 1 that is not is past its close date: is it lost?",
            "The file says only which deals are won. {number:,} that are not are past their close date: are they lost?",
            number,
        )  # fmt: skip
    examples = (
        _("Row {number}: {told}", number=row.number,
          told=", ".join(filter(None, (told_of(row.values), row.values["closed_on"].isoformat()))))
        for row in rows[:_SHOWN]
    )  # fmt: skip
    words = {AS_WON: _("won"), AS_LOST: _("lost"), AS_OPEN: _("still open")}
    answers = {answer: words[answer] for answer in (_OTHER[flag], AS_OPEN)}
    return ImportQuestion(PAST_CLOSE, sentence, "--past-close", answers, tuple(examples))


def _note(flag: str, taken: int) -> tuple[str, ...]:
    if not taken:
        return ()
    if flag == "is_lost":
        return (
            n_(
                "1 deal that is not lost and past its close date is taken for won.",
                "{number:,} deals that are not lost and past their close date are taken for won.", taken,
            ),
        )  # fmt: skip
    return (
        n_(
            "1 deal that is not won and past its close date is taken for lost.",
            "{number:,} deals that are not won and past their close date are taken for lost.", taken,
        ),
    )  # fmt: skip
