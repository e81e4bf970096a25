"""Foresees until which day each backup stays, if the desk is worked on and backed up every day."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from salesdesk.store.backup import KEEP_WEEKS, Backup, kept_of

_FAR: Final = KEEP_WEEKS * 7 + 31
"""After so many days only what stays for ever is still there."""


def days_of_staying(backups: Sequence[Backup], now: datetime) -> dict[Backup, date | None]:
    """Gives the day on which each backup goes; None for one that stays for ever, such as the first of a month."""
    to_come = [_of_a_day(now + timedelta(days=after)) for after in range(1, _FAR + 1)]
    found: dict[Backup, date | None] = dict.fromkeys(backups)
    stay, held = list(backups), list[Backup]()
    for coming in to_come:
        held.append(coming)
        kept = kept_of([*stay, *held], coming.moment)
        for each in stay:
            if each not in kept:
                found[each] = coming.moment.date()
        stay, held = [each for each in stay if each in kept], [each for each in held if each in kept]
    return found


def _of_a_day(moment: datetime) -> Backup:
    return Backup(Path(f"{moment:%Y%m%d}"), moment, "", moment)
