"""Rounds shares to whole per cent in one way: a half goes away from zero, as people round."""

from decimal import ROUND_HALF_UP, Decimal


def whole_percent(share: float) -> int:
    """Gives a share (0 to 1) in whole per cent: 0.125 is 13 and 0.145 is 15.

    Rounds the number as it is written: in binary 0.145 lies a hair below its half, which nobody can see.
    """
    return int((Decimal(str(share)) * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def percent_words(share: float) -> str:
    """Writes a share (0 to 1) as "13%"."""
    return f"{whole_percent(share)}%"
