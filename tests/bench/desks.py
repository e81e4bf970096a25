"""Writes the two desks that the benches set side by side: the sample team, and ten years of fifteen people."""

from datetime import date
from pathlib import Path

from tests.sample.writing import write_sample

SIZES = {"small": (9, 2), "ten years": (15, 10)}
"""The people and years of each desk; so many years have 100,000 deals and 20,000 notes."""


def write_desks(folder: Path, today: date) -> dict[str, Path]:
    """Writes both desks, alive on `today`, says how large they are and gives their files by name."""
    desks: dict[str, Path] = {}
    for name, (people, years) in SIZES.items():
        desks[name] = folder / f"{name}.salesdesk"
        deals, notes = write_sample(desks[name], people, years, 1, today)
        print(f"{name}: {people} people, {years} years, {deals:,} deals, {notes:,} notes")
    return desks
