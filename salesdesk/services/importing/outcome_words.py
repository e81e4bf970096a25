"""Asks what words of stages and statuses mean that nobody knows, where a wrong guess would make a figure wrong."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Final

from salesdesk.frozen import frozen
from salesdesk.services.importing.archived import WORDED, told_of
from salesdesk.services.importing.deal_rules import FLAGS
from salesdesk.services.importing.names import (
    is_unclear,
    outcome_of,
    put_away,
    spelling_key,
)
from salesdesk.services.importing.stage_names import is_usual_stage
from salesdesk.services.importing.values import ImportQuestion, IncomingRow, OpenQuestionError, Stored
from salesdesk.services.importing.words import words_for

OUTCOME_WORDS: Final = "outcome_words"
"""The key of the question what words mean; each word has an answer of its own."""
OUTCOMES: Final = ("won", "lost", "open")
_NEARLY_ALL: Final = 0.8
"""Where so many deals of a word have a close date that has passed, they are hardly open."""
_SHOWN: Final = 2
_MOST: Final = 20
"""More different words than that are nothing one can be asked about."""


def word_key(word: str) -> str:
    """Gives the key under which it is kept what a word means."""
    return f"{OUTCOME_WORDS}:{' '.join(word.casefold().split())}"


def told_before(answers: Mapping[str, str]) -> dict[str, str]:
    """Gives of answers that are remembered those that say what words mean."""
    return {key: answer for key, answer in answers.items() if key.startswith(f"{OUTCOME_WORDS}:")}


@frozen
class ToldWords:
    """What words mean: as somebody has told, by their spelling in the file, as the desk has it, or as they say."""

    told: Mapping[str, str]
    on_desk: Mapping[str, str]

    def outcome(self, word: str) -> str | None:
        """Gives the outcome of a word; an open stage of the desk tells nothing."""
        if word in self.told:
            return self.told[word]
        stored = self.on_desk.get(spelling_key(word), "open")
        return stored if stored != "open" else outcome_of(word)

    def of_row(self, row: IncomingRow) -> str | None:
        """Gives the outcome of a row: its status counts before its stage."""
        return next((told for word in words_of(row) if (told := self.outcome(word))), None)


def words_of(row: IncomingRow) -> list[str]:
    """Gives the words of a row that may say what became of its deal."""
    return [str(row.values[name]) for name in WORDED if row.values.get(name)]


def with_words_told(
    rows: Sequence[IncomingRow],
    told: Mapping[str, str],
    stages: Iterable[Stored],
    today: date | None,
    *,
    chosen: bool,
) -> tuple[Sequence[IncomingRow], tuple[str, ...]]:
    """Gives rows of deals in which each word means what was told of it, with what was assumed of other words.

    Where no word and no flag tells it, those are doubtful of which nearly all deals should have closed by `today`, and
    where some do, those of which they closed before the last of these; the others are said to be taken for open.
    `told` are outcomes by words as they stand in the file, `stages` those of the desk, and `chosen` says that somebody
    took the column for one that tells the outcome. Raises OpenQuestionError where words are left that must be told.
    """
    words = ToldWords(told, {spelling_key(stage["name"]): stage["outcome"] for stage in stages})
    outcomes = [words.of_row(row) for row in rows]
    found = [_with_outcome(row, outcome) for row, outcome in zip(rows, outcomes, strict=True)]
    left = _left_open(row for row, outcome in zip(found, outcomes, strict=True) if not outcome)
    if not left:
        return found, ()
    decided = [row for row, outcome in zip(found, outcomes, strict=True) if outcome in ("won", "lost")]
    flagged = any(row.values.keys() & FLAGS for row in rows)
    several = today is not None and len(left) > 1
    unheard = several and not (decided or flagged or _knows_any(rows, outcomes, words.on_desk))
    until = _last_closed(rows, outcomes, today) if decided else None if flagged else today
    doubtful = {
        word: of
        for word, of in left.items()
        if (unheard and not _lie_ahead(of, today))
        or _may_be_decided(word)
        or (chosen and not decided)
        or _has_passed(of, until)
    }
    asked = {
        word: of
        for word, of in doubtful.items()
        if spelling_key(word) not in words.on_desk
        and (_may_be_decided(word) or chosen or not is_usual_stage(word))
    }
    if 0 < len(asked) <= _MOST:
        raise OpenQuestionError(_question(asked))
    # After the last decided deal open ones are usual, also where their day has passed meanwhile.
    passed = {word: of for word, of in left.items() if not is_usual_stage(word) and _has_passed(of, today)}
    return found, _assumed(passed | doubtful)


def _knows_any(
    rows: Sequence[IncomingRow], outcomes: Sequence[str | None], on_desk: Mapping[str, str]
) -> bool:
    """Tells whether any word of a file is known, or stands on the desk; of those of an unknown language none is."""
    if any(outcomes):
        return True
    words = {word for row in rows for word in words_of(row)}
    return any(is_usual_stage(word) or spelling_key(word) in on_desk for word in words)


def _may_be_decided(word: str) -> bool:
    """Tells whether a word asks whether a deal is won, as “Won?”, or says that it is closed and not how.

    One that is omitted from a forecast is mostly lost.
    """
    return is_unclear(word) or spelling_key(word) in closed_words() | _omitted_words()


@cache
def closed_words() -> frozenset[str]:
    """Gives the spellings of the words that say that a deal is closed, and not how."""
    return frozenset(map(spelling_key, words_for("outcome", "closed")))


@cache
def _omitted_words() -> frozenset[str]:
    return frozenset(map(spelling_key, words_for("forecast", "omitted")))


def _with_outcome(row: IncomingRow, outcome: str | None) -> IncomingRow:
    """Gives a row with the outcome of its words, where they do not say it by themselves."""
    plain = next((told for word in words_of(row) if (told := outcome_of(word))), None)
    return row if outcome == plain else replace(row, values={**row.values, "outcome": outcome})


def _left_open(undecided: Iterable[IncomingRow]) -> dict[str, list[IncomingRow]]:
    """Gives the words that say nothing, each with its rows; flags say of theirs what became of them.

    What is closed and not won, by a flag each, is lost.
    """
    left: defaultdict[str, list[IncomingRow]] = defaultdict(list)
    for row in undecided:
        values, found = row.values, words_of(row)
        flagged = values.get("is_won") or values.get("is_lost") or values.get("is_closed") is False
        flagged = flagged or (values.get("is_closed") and values.get("is_won") is False)
        if found and not (row.errors or flagged or any(map(put_away, found))):
            left[found[0]].append(row)
    return dict(left)


def _last_closed(
    rows: Sequence[IncomingRow], outcomes: Sequence[str | None], today: date | None
) -> date | None:
    """Gives the day up to which deals are known to have closed: the last of one that is decided.

    It is today where the days are those of closing and none that is only expected: no deal that is known to be open has
    one, and some are open or expected days have a column of their own.
    """
    told = list(zip(rows, outcomes, strict=True))
    opened = [row for row, outcome in told if outcome == "open" or any(map(is_usual_stage, words_of(row)))]
    expected = any("expected_on" in row.values for row in rows)
    if today and (expected or opened) and not any("closed_on" in row.values for row in opened):
        return today
    decided = (row.values.get("closed_on") for row, outcome in told if outcome in ("won", "lost"))
    return max((day for day in decided if day), default=None)


def _lie_ahead(rows: Sequence[IncomingRow], today: date | None) -> bool:
    """Tells whether all deals of a word close on days that are still to come, so that they are plainly open."""
    days = [row.values.get("closed_on") or row.values.get("expected_on") for row in rows]
    return today is not None and all(day and day > today for day in days)


def _has_passed(rows: Sequence[IncomingRow], last: date | None) -> bool:
    """Tells whether nearly all deals of a word closed no later than the last one that is known to be decided."""
    return sum(_is_past(row, last) for row in rows) >= _NEARLY_ALL * len(rows)


def _is_past(row: IncomingRow, last: date | None) -> bool:
    closed = row.values.get("closed_on")
    passed = bool(closed and last and closed <= last)
    return passed or any(map(row.values.get, ("is_closed", "won_on", "lost_on")))


def _question(left: Mapping[str, Sequence[IncomingRow]]) -> ImportQuestion:
    sentence = n_(
        "Is a deal won, lost or open of which this is said?",
        "Is a deal won, lost or open of which each of these is said?", len(left),
    )  # fmt: skip
    each = _SHOWN if len(left) == 1 else 1
    shown = [row for rows in left.values() for row in rows[:each]][:_SHOWN]
    examples = (_("Row {number}: {told}", number=row.number, told=_told(row)) for row in shown)
    answers = {"won": _("won"), "lost": _("lost"), "open": _("open")}
    words = {word_key(word): word for word in left}
    return ImportQuestion(OUTCOME_WORDS, sentence, "", answers, tuple(examples), words)


def _told(row: IncomingRow) -> str:
    parts = (told_of(row.values), row.values.get("outcome"), row.values.get("closed_on"))
    return ", ".join(str(each) for each in parts if each)


def _assumed(left: Mapping[str, Sequence[IncomingRow]]) -> tuple[str, ...]:
    if not left:
        return ()
    shown = ", ".join(f"“{word}” ({len(rows):,})" for word, rows in list(left.items())[:_MOST])
    return (
        _(
            "Nothing says whether these deals are won or lost, so they are taken for open: {shown}.",
            shown=shown,
        ),
    )
