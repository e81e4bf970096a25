"""Holds won amounts against a quota: attainment, an even pace through the period, and coverage.

Amounts are plain numbers in one currency and one unit (whatever the caller uses, money or ten-thousandths).
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from salesdesk.frozen import frozen
from salesdesk.practice.periods import working_days
from salesdesk.practice.rounding import on_its_side, percent_words

Amount = Decimal | float | int
ON_PACE_WITHIN = 0.05
COVERAGE_TARGET = 3.0
NO_QUOTA = _("No quota")
QUOTA_REACHED = _("Quota reached")
_HAIR = 1e-9


@frozen
class Attainment:
    """Where a person stands against a quota; amounts in the caller's unit, shares as 1.0 for 100%.

    `elapsed` is the share of the period's working days up to today; `expected` is the quota at an even pace;
    `pace_difference` is won minus expected. `over` tells that the last day has passed: until then nothing is
    closed. Everything that needs a quota is None without one.
    """

    won: float
    quota: float | None
    share: float | None
    elapsed: float
    expected: float | None
    pace_difference: float | None
    remaining: float | None
    over: bool = False

    def say(self, money: Callable[[float], str], *, short: bool = False) -> str:
        """Says where it stands against an even pace, in money and without blame; `money` writes an amount.

        It is `short` beneath a head that names the pace.
        """
        if self.share is None or self.pace_difference is None:
            return NO_QUOTA
        if self.share >= 1:
            return QUOTA_REACHED
        if self.elapsed == 0:
            return _("Not started yet")
        share = percent_words(self.share)
        if self.over:
            return (
                _("Closed at {share}", share=share) if short else _("Closed at {share} of quota", share=share)
            )
        if self.elapsed >= 1:
            return _("{share} so far", share=share) if short else _("{share} of quota so far", share=share)
        if abs(self.share - self.elapsed) <= ON_PACE_WITHIN + _HAIR:
            return _("On pace") if short else _("On an even pace")
        return self._words_off_pace(money(abs(self.pace_difference)), short)

    def _words_off_pace(self, amount: str, short: bool) -> str:
        if self.pace_difference and self.pace_difference > 0:
            return (
                _("{amount} ahead", amount=amount)
                if short
                else _("{amount} ahead of an even pace", amount=amount)
            )
        return (
            _("{amount} behind", amount=amount) if short else _("{amount} behind an even pace", amount=amount)
        )


@frozen
class Coverage:
    """Open pipeline over what remains of the quota; no `ratio` when nothing remains or without a quota."""

    open_pipeline: float
    remaining: float | None
    ratio: float | None
    target: float
    words: str

    @property
    def thin(self) -> bool:
        """Tells whether there is a coverage and it is below the target."""
        return self.ratio is not None and self.ratio < self.target

    @property
    def times(self) -> str:
        """Writes the ratio, such as "2.9" for 2.96 where 3 is the aim; "–" without one."""
        return "–" if self.ratio is None else str(on_its_side(self.ratio, self.target))


def elapsed_share(start: date, end: date, today: date) -> float:
    """Gives the share (0 to 1) of a period's working days, Monday to Friday, that are over with today.

    A period without a working day counts its calendar days. Raises ValueError when it ends before it starts.
    """
    if end < start:
        raise ValueError("A period cannot end before it starts.")
    if today < start:
        return 0.0
    until = min(today, end)
    whole = working_days(start, end)
    if whole == 0:
        return ((until - start).days + 1) / ((end - start).days + 1)
    return working_days(start, until) / whole


def attainment(
    won: Amount, quota: Amount | None, start: date, end: date, today: date, last: date | None = None
) -> Attainment:
    """Holds the amount won in a period against its quota and against an even pace up to today.

    `start` and `end` are the days that have a quota; `last` is the last day of the period where that is another.
    """
    elapsed, over = elapsed_share(start, end, today), today > (last or end)
    sold = float(won)
    if quota is None or float(quota) <= 0:
        return Attainment(sold, None, None, elapsed, None, None, None, over)
    goal = float(quota)
    expected, remaining = goal * elapsed, max(0.0, goal - sold)
    return Attainment(sold, goal, sold / goal, elapsed, expected, sold - expected, remaining, over)


def coverage(
    open_pipeline: Amount, quota: Amount | None, won: Amount = 0, target: float = COVERAGE_TARGET
) -> Coverage:
    """Divides the open pipeline by what remains of the quota."""
    pipeline = float(open_pipeline)
    if quota is None or float(quota) <= 0:
        return Coverage(pipeline, None, None, target, NO_QUOTA)
    remaining = max(0.0, float(quota) - float(won))
    if remaining == 0:
        return Coverage(pipeline, 0.0, None, target, QUOTA_REACHED)
    ratio = pipeline / remaining
    times = on_its_side(ratio, target)
    words = _("{times} times what remains of the quota; {target:g} is the aim", times=times, target=target)
    return Coverage(pipeline, remaining, ratio, target, words)
