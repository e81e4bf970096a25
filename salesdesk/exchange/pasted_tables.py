"""Makes a table with names of columns of what is pasted into a grid, where people stand beside its figures."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from salesdesk.env.errors import UserError
from salesdesk.env.formulas import from_tab_separated, tab_separated
from salesdesk.exchange.group_owners import is_group
from salesdesk.exchange.mapping import target_named
from salesdesk.exchange.parse_dates import looks_like_date
from salesdesk.exchange.parse_numbers import looks_like_number
from salesdesk.exchange.person_column import is_period
from salesdesk.exchange.proposal import names_columns
from salesdesk.exchange.table import normalised, says_nothing
from salesdesk.exchange.week_words import weeks_named
from salesdesk.frozen import frozen
from salesdesk.services.importing.words import words_for

Lines = list[list[str]]
_TOTAL: Final = "Total"
_YEAR: Final = re.compile(r"(19|20)\d\d")
_PERSON, _WEEK, _COUNTED, _OF, _INTO = "salesperson_id", "week_start", "competency_id", "trials", "successes"


@frozen
class PastedFrame:
    """What a grid knows of figures that are pasted beside names: the heads of its columns from where they begin on.

    In the grid of a week a head is a competency and which of its counts, and `week` its Monday; without heads the
    rows of the grid are no people.
    """

    kind: str
    labels: tuple[str, ...]
    heads: tuple[tuple[str, str], ...] = ()
    week: str = ""


def pasted_table(text: str, frame: PastedFrame) -> str | None:
    """Gives a table to import where names stand in what was pasted; None where it is figures alone.

    The names then decide whose each figure is, and not the rows they would fall on. Raises UserError where there is
    something beside or above the figures that does not tell whose they are.
    """
    lines = _even(from_tab_separated(text))
    at = next((i for i, line in enumerate(lines) if _filled(line[1:])), 0)
    headed = _is_headed(lines[at:])
    body = lines[at + 1 :] if headed else lines
    labelled = _is_labelled(body)
    if headed and (labelled or names_columns(text, frame.kind)):
        found = _headed(lines[:at], lines[at], _with_totals(body), frame)
        return text if found == lines else tab_separated(found)
    if names_columns(text, frame.kind):
        return text
    if labelled and frame.heads and not any(map(is_period, _first(lines))):
        if words := next(_words_between(lines), ""):
            raise UserError(_BETWEEN.format(words=words))
        return tab_separated(_with_heads(_with_totals(lines), frame))
    if labelled:
        raise UserError(_BESIDE.format(first=next(filter(None, _first(lines)))))
    if len(lines) > 1 and all(_names_column(cell, frame.labels) for cell in _filled(lines[0])):
        raise UserError(_ABOVE.format(first=next(filter(None, lines[0]))))
    return None


_BESIDE: Final = _(
    "“{first}” and what stands below it are no figures, and do not tell whose the figures are. Nothing was written; "
    "copy the figures alone, or with the names of people."
)
_ABOVE: Final = _(
    "“{first}” is the name of a column, and nothing tells whose the figures below it are. Nothing was written; "
    "copy the figures alone, or with the names of people."
)

_BETWEEN: Final = _(
    "“{words}” is no figure, so nothing tells which figure is of which column. Nothing was written; "
    "copy the names of the columns too."
)


def _even(lines: Lines) -> Lines:
    """Gives the lines that hold anything, each with as many cells."""
    width = max(map(len, lines), default=0)
    filled = (line for line in lines if any(cell.strip() for cell in line))
    return [[cell.strip() for cell in line] + [""] * (width - len(line)) for line in filled]


def _first(lines: Lines) -> list[str]:
    return [line[0] for line in lines]


def _filled(cells: Sequence[str]) -> list[str]:
    return [cell for cell in cells if not says_nothing(cell)]


def _is_labelled(lines: Lines) -> bool:
    """Tells whether words, and no figures, stand in the first column, and figures right of it."""
    named = [line for line in lines if not says_nothing(line[0])]
    beside = (cell for line in named for cell in line[1:])
    return bool(named) and all(map(_is_words, _first(named))) and any(map(looks_like_number, beside))


def _words_between(lines: Lines) -> Iterator[str]:
    """Gives a word of each column right of the names that holds no figure at all."""
    for column in list(zip(*lines, strict=True))[1:]:
        filled = _filled(column)
        if filled and not any(map(looks_like_number, filled)):
            yield filled[0]


def _is_words(cell: str) -> bool:
    return not cell.startswith("#") and not looks_like_number(cell)


def _is_headed(lines: Lines) -> bool:
    """Tells whether the first line has the names of columns; years are names too."""
    right = _filled(lines[0][1:]) if len(lines) > 1 else []
    return bool(right) and all(_YEAR.fullmatch(cell) or not looks_like_number(cell) for cell in right)


def _names_column(cell: str, labels: Sequence[str]) -> bool:
    named = normalised(cell) in {normalised(label) for label in labels}
    return not looks_like_number(cell) and (named or is_period(cell))


def _headed(above: Lines, head: list[str], body: Lines, frame: PastedFrame) -> Lines:
    """Gives a table with names of its columns that of salespeople, and numbers of a week their week.

    The only column of words beside figures is that of salespeople, unless it holds periods or is called after teams.
    """
    alone = all(looks_like_number(cell) for line in body for cell in _filled(line[1:2]))
    corner = head[0]
    if (
        alone
        and _is_labelled(body)
        and not any(map(is_period, _first(body)))
        and normalised(corner) not in _teams()
    ):
        head = [target_named(frame.kind, _PERSON).label, *head[1:]]
        if is_period(corner):  # the year of the quarters beside it
            above = [*above, [corner, *[""] * (len(head) - 1)]]
    return _with_week(above, [head, *body], frame)


def _with_totals(lines: Lines) -> Lines:
    """Calls rows that sum up others “Total”, which is left out and told, whatever words for a team they have."""
    return [[_TOTAL, *line[1:]] if is_group(line[0]) else line for line in lines]


@cache
def _teams() -> frozenset[str]:
    return frozenset(normalised(word) for word in words_for("row", "group"))


def _with_week(above: Lines, lines: Lines, frame: PastedFrame) -> Lines:
    """Gives numbers of a week without one that of the grid they were pasted into."""
    if not frame.week or _tells_weeks(lines):
        return [*above, *lines]
    head = [*lines[0], target_named(frame.kind, _WEEK).label]
    return [*above, head, *([*line, frame.week] for line in lines[1:])]


def _tells_weeks(lines: Lines) -> bool:
    weeks = set(target_named("numbers", _WEEK).names)
    return (
        any(normalised(head) in weeks for head in lines[0])
        or bool(weeks_named(lines[0], "2000"))
        or any(looks_like_date(cell) for line in lines[1:] for cell in line)
    )


def _with_heads(lines: Lines, frame: PastedFrame) -> Lines:
    """Puts the names of the columns of the grid over lines of a name and figures each."""
    label = target_named(frame.kind, _PERSON).label
    if frame.week:
        heads = [target_named(frame.kind, name).label for name in (_PERSON, _WEEK, _COUNTED, _OF, _INTO)]
        return [heads, *(row for line in lines if line[0] != _TOTAL for row in _counts_of(line, frame))]
    names = [head for head, _count in frame.heads][: len(lines[0]) - 1]
    return [[label, *names, *[""] * (len(lines[0]) - 1 - len(names))], *lines]


def _counts_of(line: Sequence[str], frame: PastedFrame) -> Iterator[list[str]]:
    """Gives a row for each competency of which a line has a count."""
    found: dict[str, dict[str, str]] = {}
    for (competency, count), cell in zip(frame.heads, line[1:], strict=False):
        if cell:
            found.setdefault(competency, {})[count] = cell
    for competency, counts in found.items():
        yield [line[0], frame.week, competency, counts.get(_OF, ""), counts.get(_INTO, "")]
