"""Rounds figures in one way: a half goes away from zero, as people round, and never across a threshold."""

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

WHOLE = 1.0
"""What a share is held against where nothing else is: 99.6% of a quota is not yet all of it."""


def whole(value: float | Decimal) -> int:
    """Gives the nearest whole number: 42.5 days are 43."""
    return int(Decimal(str(value)).quantize(Decimal(1), ROUND_HALF_UP))


def on_its_side(value: float, threshold: float, places: int = 1) -> Decimal:
    """Rounds to some decimals, so that a figure stays on its side of a threshold: 2.96 of 3 is 2.9.

    Rounds the number as it is written: in binary 0.145 lies a hair below its half, which nobody can see.
    """
    exact, edge, step = Decimal(str(value)), Decimal(str(threshold)), Decimal(1).scaleb(-places)
    rounded = exact.quantize(step, ROUND_HALF_UP)
    if exact < edge <= rounded:
        return exact.quantize(step, ROUND_FLOOR)
    return exact.quantize(step, ROUND_CEILING) if rounded < edge <= exact else rounded


def whole_percent(share: float, threshold: float = WHOLE) -> int:
    """Gives a share (0 to 1) in whole per cent: 0.125 is 13, 0.145 is 15, and 0.996 is 99."""
    return int(on_its_side(float(Decimal(str(share)) * 100), float(Decimal(str(threshold)) * 100), 0))


def percent_words(share: float, threshold: float = WHOLE) -> str:
    """Writes a share (0 to 1) as "13%", on its side of what it is held against."""
    return f"{whole_percent(share, threshold)}%"
