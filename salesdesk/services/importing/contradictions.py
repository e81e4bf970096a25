"""Asks which counts where columns contradict each other on a won deal, and tells where only their days do."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from salesdesk.services.importing.archived import told_of
from salesdesk.services.importing.deal_rules import FLAGS, told_by_flags, told_outcome
from salesdesk.services.importing.names import outcome_of
from salesdesk.services.importing.values import ImportQuestion, IncomingRow, OpenQuestionError

COUNTS: Final = "counts"
"""The key of the question which of two columns that contradict each other counts."""
BY_FLAG, BY_STATUS, BY_STAGE = "flag", "status", "stage"
_FIELDS: Final = {BY_STATUS: "outcome", BY_STAGE: "stage_id"}
_SHOWN: Final = 2


def with_contradictions_settled(
    rows: Sequence[IncomingRow], heads: Mapping[str, str], answer: str | None
) -> Sequence[IncomingRow]:
    """Gives rows of deals in which only that counts of two contradicting columns which was said to.

    `heads` are the names of the columns by the fields they go into. A stage of an open deal contradicts nothing: some
    programs keep the stage at which a deal was won. Raises OpenQuestionError where nobody has said which counts.
    """
    mapped = frozenset(heads)
    if len(mapped & FLAGS) + len(mapped & {*_FIELDS.values()}) < 2:
        return rows
    apart = {
        p: told
        for p, row in enumerate(rows)
        if not row.errors and (told := _contradiction(row.values, mapped))
    }
    if not apart:
        return rows
    speaking = sorted({name for told in apart.values() for name in told}, key=_ORDER.index)
    if answer not in speaking:
        raise OpenQuestionError(
            _question([(rows[place], told) for place, told in apart.items()], _labels(heads, speaking))
        )
    found = list(rows)
    for place, told in apart.items():
        if answer in told and answer != next(iter(told)):
            values = {name: value for name, value in rows[place].values.items() if name not in FLAGS}
            found[place] = replace(rows[place], values={**values, "outcome": told[answer]})
    return found


def notes_on_days(rows: Sequence[IncomingRow], heads: Mapping[str, str]) -> Iterator[str]:
    """Says of how many deals the day of a win or a loss counts before another one, and of how many it cannot.

    `heads` are the names of the columns by the fields they go into.
    """
    days = {name: outcome for name, outcome in _DAYS.items() if name in heads}
    mapped = frozenset(heads)
    good = [(row.values, _outcome(row, mapped)) for row in rows if days and not row.errors]
    for name, outcome in days.items():
        dated = [(values, told) for values, told in good if values.get(name)]
        moved = sum(
            told == outcome and values.get("closed_on") not in (None, values[name]) for values, told in dated
        )
        if moved:
            yield n_(
                "Of 1 deal the day under “{day}” counts as the one on which it closed, not that under “{other}”.",
                "Of {number:,} deals the day under “{day}” counts as the one on which they closed, not that under "
                "“{other}”.", moved, day=heads[name], other=heads.get("closed_on", ""),
            )  # fmt: skip
        both = {other for other in days if other != name}
        apart = sum(told != outcome and not any(map(values.get, both)) for values, told in dated)
        if apart:
            yield n_(
                "1 deal has a day under “{day}” though another column says that it is {not_so}; that column counts.",
                "{number:,} deals have a day under “{day}” though another column says that they are {not_so}; that "
                "column counts.", apart, day=heads[name],
                not_so=_("not won") if outcome == "won" else _("not lost"),
            )  # fmt: skip


def _outcome(row: IncomingRow, mapped: frozenset[str]) -> str | None:
    """Gives the outcome a row tells; None where its word is none."""
    try:
        return told_outcome(dict(row.values), mapped)
    except ValueError:
        return None


_DAYS: Final = {"won_on": "won", "lost_on": "lost"}
_ORDER: Final = (BY_FLAG, BY_STATUS, BY_STAGE)


def _contradiction(values: Mapping[str, Any], mapped: frozenset[str]) -> dict[str, str]:
    """Gives what each column says of a deal, the one that counts first; nothing where they go together."""
    words = {by: told for by, name in _FIELDS.items() if (told := outcome_of(str(values.get(name) or "")))}
    if words.get(BY_STAGE) == "open":
        del words[BY_STAGE]
    flags = {name: values[name] for name in FLAGS & values.keys()}
    first = next(iter(words.values()), None)
    told = (
        {BY_FLAG: told_by_flags(flags, first, mapped), **words}
        if flags and first in ("won", "lost")
        else words
    )
    said = {*told.values()}
    return told if len(said) > 1 and "won" in said else {}


def _labels(heads: Mapping[str, str], speaking: Sequence[str]) -> dict[str, str]:
    """Gives what the columns are called that speak of the outcome, by how they are answered."""
    names = {by: [heads[name]] for by, name in _FIELDS.items() if name in heads}
    names[BY_FLAG] = [heads[name] for name in sorted(FLAGS & heads.keys())]
    return {by: ", ".join(f"“{name}”" for name in names[by]) for by in speaking}


def _question(
    apart: Sequence[tuple[IncomingRow, Mapping[str, str]]], labels: Mapping[str, str]
) -> ImportQuestion:
    outcomes = {"won": _("won"), "lost": _("lost"), "open": _("open")}
    sentence = n_(
        "In 1 deal the columns contradict each other on whether it is won. Which of them counts?",
        "In {number:,} deals the columns contradict each other on whether they are won. Which of them counts?",
        len(apart),
    )  # fmt: skip
    examples = (
        _("Row {number}: {told}", number=row.number,
          told=", ".join((told_of(row.values), *(f"{labels[by]}: {outcomes[each]}" for by, each in told.items()))))
        for row, told in apart[:_SHOWN]
    )  # fmt: skip
    return ImportQuestion(COUNTS, sentence, "--counts", labels, tuple(examples))
