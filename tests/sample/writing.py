"""Writes a desk file with a sample team."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.sample.build import Progress


def write_sample(
    path: Path,
    people: int,
    years: int,
    seed: int,
    today: date,
    deals: int | None = None,
    notes: int | None = None,
    progress: "Progress | None" = None,
) -> tuple[int, int]:
    """Writes a new desk with a sample team and gives its number of deals and notes; leaves no half file."""
    from salesdesk.store.whole_desk import whole_new_desk
    from tests.sample.build import build_sample

    with whole_new_desk(path) as desk:
        team = build_sample(desk, people, years, seed, today, progress, deals=deals, notes=notes)
    return team.plan.deals, team.plan.notes
