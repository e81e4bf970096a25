"""Tells for how long each quota holds from the days between those of one person."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise
from typing import Any, Final

from salesdesk.practice.periods import PeriodKind
from salesdesk.services.importing.values import NUMBER_SUFFIX

_DAYS: Final[dict[PeriodKind, int]] = {"month": 30, "quarter": 91, "half": 182, "year": 365}


def period_of(rows: Iterable[Mapping[str, Any]]) -> PeriodKind | None:
    """Gives month, quarter, half or year: what lies nearest to the commonest gap between one person's dates.

    None where nobody has two.
    """
    starts: defaultdict[Any, set[date]] = defaultdict(set)
    for values in rows:
        person = values.get("salesperson_id" + NUMBER_SUFFIX) or values.get("salesperson_id")
        if isinstance(values.get("starts_on"), date):
            starts[person].add(values["starts_on"])
    gaps = Counter[PeriodKind](
        _nearest((after - before).days)
        for dates in starts.values()
        for before, after in pairwise(sorted(dates))
    )
    return max(gaps, key=lambda period: gaps[period]) if gaps else None


def _nearest(days: int) -> PeriodKind:
    return min(_DAYS, key=lambda period: abs(_DAYS[period] - days))
