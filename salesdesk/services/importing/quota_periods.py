"""Tells from the dates of a file of quotas how long a period is."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from salesdesk.services.importing.values import NUMBER_SUFFIX

_DAYS = {"month": 30, "quarter": 91, "half": 182, "year": 365}
DEFAULT_PERIOD = "quarter"


def period_of(rows: Iterable[Mapping[str, Any]]) -> str:
    """Gives month, quarter, half or year: what lies nearest to the commonest gap between one person's dates."""
    starts: defaultdict[Any, set[date]] = defaultdict(set)
    for values in rows:
        person = values.get("salesperson_id" + NUMBER_SUFFIX) or values.get("salesperson_id")
        if isinstance(values.get("starts_on"), date):
            starts[person].add(values["starts_on"])
    gaps = Counter(
        _nearest((after - before).days)
        for dates in starts.values()
        for before, after in pairwise(sorted(dates))
    )
    return max(gaps, key=lambda period: gaps[period]) if gaps else DEFAULT_PERIOD


def _nearest(days: int) -> str:
    return min(_DAYS, key=lambda period: abs(_DAYS[period] - days))
