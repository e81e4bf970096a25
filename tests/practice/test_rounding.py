"""One rounding of a half per cent, on the screen, in charts, in words and on the command line."""

import re
from pathlib import Path

import pytest

from salesdesk.env.locale import Formats
from salesdesk.practice.ratio import span_words
from salesdesk.practice.rounding import percent_words, whole_percent


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


def test_that_nobody_rounds_per_cent_on_their_own() -> None:
    """Python's own formatting takes 12.5 to 12 and 14.5 to 14."""
    package = Path(__file__).parents[2] / "salesdesk"
    own = re.compile(r"100 \* [\w.]+:\.0f|:\.0%|round\(100 \* ")
    found = [
        f"{path.relative_to(package)}: {line.strip()}"
        for path in package.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if own.search(line)
    ]
    assert found == []
