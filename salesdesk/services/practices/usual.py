"""The usual ways to tell a figure, the rule that speaks above a ceiling, and what a page of a practice is made of."""

from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import date
from operator import gt, lt

from salesdesk.frozen import frozen
from salesdesk.practice.nudges import Nudge
from salesdesk.practice.rounding import percent_words
from salesdesk.services.people import IN_TEAM
from salesdesk.services.practices.declared import Counted, Facts, Figure, Limits, Rule, Told

FEW = 5
"""Of fewer cases no share is spoken about."""
Tell = Callable[[Counted], Told]


def share_of(limit: str, nothing: str, *, floor: bool = False) -> Tell:
    """Tells how large a part is, beside the ceiling, or the floor, that a threshold sets."""
    beside = (
        _("{count} of {whole} in {days} days; {limit} at least")
        if floor
        else _("{count} of {whole} in {days} days; {limit} at most")
    )

    def tell(counted: Counted) -> Told:
        """Tells the share of what was counted."""
        share, edge = counted.share, counted.limits[limit]
        if share.share is None:
            return Told("–", note=nothing)
        note = beside.format(count=share.count, whole=share.of, days=counted.days, limit=percent_words(edge))
        return Told(percent_words(share.share, edge), note=note, value=share.share)

    return tell


def count_of(note: str, *, of_all: bool = False) -> Tell:
    """Tells how many there are, with `of_all` out of how many."""

    def tell(counted: Counted) -> Told:
        """Tells the number of what was counted."""
        spread = _("of {whole}", whole=len(counted.of)) if of_all else ""
        return Told(str(len(counted.having)), spread, note, float(len(counted.having)))

    return tell


def oldest_of(nothing: str, number: Callable[[int], str]) -> Tell:
    """Tells the age of the oldest and the median one; `number` says how many there are, such as "3 kept"."""

    def tell(counted: Counted) -> Told:
        """Tells the ages of what was counted."""
        if not counted.ages:
            return Told("–", note=nothing)
        from statistics import median

        oldest, half, note = counted.ages[-1], median(counted.ages), number(len(counted.ages))
        if len(counted.ages) > 1:
            note = _("{number}; half are {days} days old or older", number=note, days=f"{half:g}")
        return Told(n_("{number} day", "{number} days", oldest), note=note, value=float(half))

    return tell


def above_ceiling(
    key: str, figure: Figure, ceiling: str, action: str, action_label: str, sentence: str
) -> Rule:
    """Speaks to the manager when the share of a figure is above its ceiling; the sentence has count, whole, share."""
    return _beyond(key, figure, ceiling, gt, action, action_label, sentence)


def below_floor(key: str, figure: Figure, floor: str, action: str, action_label: str, sentence: str) -> Rule:
    """Speaks to the manager when the share of a figure is below its floor; the sentence has count, whole, share."""
    return _beyond(key, figure, floor, lt, action, action_label, sentence)


def _beyond(
    key: str, figure: Figure, limit: str, beyond: Callable[[float, float], bool], action: str, action_label: str,
    sentence: str,
) -> Rule:  # fmt: skip
    def say(facts: Facts, limits: Limits, _today: date) -> Nudge | None:
        """Says it of the team's share."""
        count, whole, edge = facts["count"], facts["whole"], limits[limit]
        if whole < FEW or not beyond(count / whole, edge):
            return None
        share = percent_words(count / whole, edge)
        return Nudge("soon", sentence.format(count=count, whole=whole, share=share), action, action_label)

    you = _("You").replace("'", "''")
    facts = (
        f"SELECT 0 AS person_id, '{you}' AS name, '' AS level, count(*) AS whole, "
        f"coalesce(sum({figure.having}), 0) AS count {figure.records_sql(figure.days)} "
        f"AND t.salesperson_id IN ({IN_TEAM})"
    )
    return Rule(key=key, facts=facts, say=say, looks_over_self_starters=True)


@frozen
class FiguresBlock:
    """A row of figure cards, by their keys."""

    keys: tuple[str, ...]


@frozen
class EntryBlock:
    """A line that writes a record down in one go, for whom its first words name; `asks` asks for them.

    Its buttons are the choices of a field, in the words of `verbs`: Enter takes the first one, F2 the second. While
    it is typed, `tells` says what its words make of it; the value of the field `varies` can be exchanged for another
    of `variants` meanwhile, by a link that is called `another`.
    """

    kind: str
    choice: str
    verbs: Mapping[str, str] = field(default_factory=dict[str, str])
    asks: str = ""
    tells: Callable[[Facts], str] | None = None
    varies: str = ""
    variants: tuple[str, ...] = ()
    another: str = ""


@frozen
class LedgerBlock:
    """The records of a kind, edited in place."""

    kind: str


@frozen
class ByPersonBlock:
    """A bar a person; the legend names figures by key, each with its word."""

    title: str
    legend: tuple[tuple[str, str], ...]
    explanation: str


PageBlock = FiguresBlock | EntryBlock | LedgerBlock | ByPersonBlock


@frozen(kw_only=True)
class PracticePage:
    """A page of a practice: its heading and what stands on it, in that order; `main` and `side` beside each other."""

    key: str
    title: str
    words: str = ""
    top: tuple[PageBlock, ...]
    main: tuple[PageBlock, ...] = ()
    side: tuple[PageBlock, ...] = ()
