"""One rounding of a half per cent, on the screen, in charts, in words and on the command line."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from salesdesk.env.locale import Formats
from salesdesk.practice.holes import DealFacts, find_holes
from salesdesk.practice.ratio import span_words
from salesdesk.practice.rounding import percent_words, whole, whole_percent


@pytest.mark.parametrize(
    ("share", "shown"),
    [(1 / 8, 13), (29 / 200, 15), (0.5, 50), (3 / 8, 38), (0.005, 1), (0.996, 99), (1.0, 100), (1.004, 100)],
)
def test_that_half_a_per_cent_goes_up(share: float, shown: int) -> None:
    assert whole_percent(share) == shown


def test_that_the_screen_and_the_words_round_every_ratio_alike() -> None:
    for cases in range(1, 201):
        for k in range(cases + 1):
            assert Formats().percent(k / cases) == percent_words(k / cases)
    assert Formats().percent(0.396, threshold=0.4) == percent_words(0.396, 0.4) == "39%"
    assert span_words(0.145, 0.885, Formats().percent) == span_words(0.145, 0.885) == "15 to 89%"


def test_that_nobody_rounds_on_their_own() -> None:
    """Python's own formatting takes 12.5 to 12 and 14.5 to 14, of days and money too."""
    package = Path(__file__).parents[2] / "salesdesk"
    own = re.compile(r":\.0f|:\.0%|round\(100 \* |money\(round|quantize\(Decimal\(1\)\)")
    found = [
        f"{path.relative_to(package)}: {line.strip()}"
        for path in package.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if own.search(line)
    ]
    assert found == []


def test_that_half_a_day_or_a_half_of_money_goes_up_too() -> None:
    assert [whole(value) for value in (42.5, 43.5, 0.5, 1.4999, Decimal("2.5"))] == [43, 44, 1, 1, 3]
    hole = find_holes(deals=[DealFacts(1, "Mill", stage_name="Offer", stage_days=31, usual_stage_days=30.6)])[
        0
    ]
    assert hole.text == "Mill has been in Offer for 31 days; four of five leave it within 30."
