"""Measures how many days the deals of a desk took from start to decision."""

from collections.abc import Sequence
from datetime import date

from salesdesk.practice.cycle import cycles
from salesdesk.services.metrics.deals_sql import cycle_lengths
from salesdesk.services.metrics.values import Behind, CycleFigures, deals_behind
from salesdesk.services.metrics.windows import Window
from salesdesk.services.stored_values import day_of
from salesdesk.store.desk_file import DeskFile

Pair = tuple[date | None, date | None]


def cycle_figures(desk: DeskFile, person_id: int | None, window: Window) -> CycleFigures:
    """Gives the sales cycle of won and of lost deals, apart, with the single lengths in days."""
    pairs: dict[str, list[Pair]] = {"won": [], "lost": []}
    for row in cycle_lengths(desk, person_id, window):
        pairs[row["outcome"]].append((day_of(row["started_on"]), day_of(row["closed_on"])))
    return CycleFigures(cycles(pairs["won"], pairs["lost"]), _days(pairs["won"]), _behind(person_id, window))


def _days(pairs: Sequence[Pair]) -> tuple[float, ...]:
    known = ((end - start).days for start, end in pairs if start is not None and end is not None)
    return tuple(float(length) for length in known if length >= 0)


def _behind(person_id: int | None, window: Window) -> Behind:
    title = f"Deals won, {window.label.lower()}"
    return deals_behind(title, ("won",), person_id, window)
