"""Asks what deals are where a file says only which are lost, which are won, or which are closed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from salesdesk.services.importing.archived import AS_LOST, AS_OPEN, told_of
from salesdesk.services.importing.deal_rules import SPEAKING
from salesdesk.services.importing.values import ImportQuestion, IncomingRow, OpenQuestionError

PAST_CLOSE: Final = "past_close"
"""The key of the question what deals past their close date are that are not lost, or not won."""
AS_WON: Final = "won"
_ANSWERS: Final = {
    "is_lost": (AS_WON, AS_OPEN), "is_won": (AS_LOST, AS_OPEN), "is_closed": (AS_WON, AS_LOST, AS_OPEN),
}  # fmt: skip
"""What deals may be of which a flag, the only one, says nothing: those past their close date, or those closed."""
_SHOWN: Final = 2


def with_past_settled(
    rows: Sequence[IncomingRow], mapped: frozenset[str], answer: str | None, today: date | None
) -> tuple[Sequence[IncomingRow], tuple[str, ...]]:
    """Gives rows of deals in which those past their close date are settled, with what was taken for what.

    A file with stages, a status or several flags says it itself. A reason why a deal was lost, or the day, tells that
    one that is not won is lost; raises OpenQuestionError where there are others and nobody has said what they are.
    """
    speaking = mapped & SPEAKING - {"won_on"}
    flag = next(iter(speaking)) if len(speaking) == 1 else ""
    if flag not in _ANSWERS or today is None:
        return rows, ()
    outcomes = {p: AS_LOST for p, row in enumerate(rows) if flag != "is_lost" and _tells_loss(row, flag)}
    dated = bool(mapped & {"closed_on", "expected_on"})
    asked = [
        p for p, row in enumerate(rows) if p not in outcomes and _is_unclear(row, flag, today, dated=dated)
    ]
    if asked and answer not in _ANSWERS[flag]:
        raise OpenQuestionError(_question([rows[place] for place in asked], flag, dated=dated))
    taken = dict.fromkeys(asked if answer != AS_OPEN else (), answer)
    found = list(rows)
    for place, outcome in (outcomes | taken).items():
        found[place] = replace(rows[place], values={**rows[place].values, "outcome": outcome})
    return found, _note(flag, answer or AS_OPEN, len(taken))


def _is_unclear(row: IncomingRow, flag: str, today: date, *, dated: bool) -> bool:
    """Tells whether the flag leaves open what became of a deal that may no longer be one.

    A file that is not `dated` shows of none that it still is.
    """
    if row.errors:
        return False
    if flag == "is_closed":
        return bool(row.values.get(flag))
    return not row.values.get(flag) and (not dated or row.values.get("closed_on", date.max) <= today)


def _tells_loss(row: IncomingRow, flag: str) -> bool:
    """Tells whether a deal that is not won by the flag, or closed by it, has a reason for its loss, or the day."""
    undecided = not row.errors and bool(row.values.get(flag)) is (flag == "is_closed")
    return undecided and bool(row.values.get("lost_reason") or row.values.get("lost_on"))


def _question(rows: Sequence[IncomingRow], flag: str, *, dated: bool) -> ImportQuestion:
    number = len(rows)
    sentence = {
        ("is_lost", False): n_(
            "The file says only which deals are lost, and has no days. Is the other 1 won?",
            "The file says only which deals are lost, and has no days. Are the other {number:,} won?",
            number,
        ),
        ("is_won", False): n_(
            "The file says only which deals are won, and has no days. Is the other 1 lost?",
            "The file says only which deals are won, and has no days. Are the other {number:,} lost?",
            number,
        ),
        ("is_lost", True): n_(
            "The file says only which deals are lost. 1 that is not is past its close date: is it won?",
            "The file says only which deals are lost. {number:,} that are not are past their close date: are they won?",
            number,
        ),
        ("is_won", True): n_(
            "The file says only which deals are won. 1 that is not is past its close date: is it lost?",
            "The file says only which deals are won. {number:,} that are not are past their close date: are they lost?",
            number,
        ),
        ("is_closed", dated): n_(
            "The file says of 1 deal only that it is closed: is it won or lost?",
            "The file says of {number:,} deals only that they are closed: are they won or lost?",
            number,
        ),
    }[flag, dated]
    examples = (
        _("Row {number}: {told}", number=row.number,
          told=", ".join(filter(None, (told_of(row.values), str(row.values.get("closed_on", ""))))))
        for row in rows[:_SHOWN]
    )  # fmt: skip
    words = {AS_WON: _("won"), AS_LOST: _("lost"), AS_OPEN: _("still open")}
    answers = {answer: words[answer] for answer in _ANSWERS[flag]}
    return ImportQuestion(PAST_CLOSE, sentence, "--past-close", answers, tuple(examples))


def _note(flag: str, answer: str, taken: int) -> tuple[str, ...]:
    if not taken:
        return ()
    words = {
        ("is_closed", AS_WON): n_(
            "1 deal that is closed is taken for won.", "{number:,} deals that are closed are taken for won.", taken
        ),
        ("is_closed", AS_LOST): n_(
            "1 deal that is closed is taken for lost.", "{number:,} deals that are closed are taken for lost.", taken
        ),
        ("is_lost", AS_WON): n_(
            "1 deal that is not lost and past its close date is taken for won.",
            "{number:,} deals that are not lost and past their close date are taken for won.", taken,
        ),
        ("is_won", AS_LOST): n_(
            "1 deal that is not won and past its close date is taken for lost.",
            "{number:,} deals that are not won and past their close date are taken for lost.", taken,
        ),
    }  # fmt: skip
    return (words[flag, answer],)
