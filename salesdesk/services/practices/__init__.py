"""The practices: what each declares once, so that Desk, Settings, metrics and prints are made from it.

A new practice is a file here and its name in `_FILES`.
"""

from collections.abc import Mapping
from typing import Final

from salesdesk.services.practices import (
    assignments,
    people,
    problems,
    results,
    reviews,
    talk,
)
from salesdesk.services.practices.declared import Figure, Practice, Rule, Threshold
from salesdesk.services.practices.usual import PracticePage

_FILES: Final = (
    talk,
    reviews,
    assignments,
    people,
    problems,
    results,
)
PRACTICES: Final[tuple[Practice, ...]] = tuple(each.PRACTICE for each in _FILES)
THRESHOLDS: Final[Mapping[str, Threshold]] = {t.key: t for practice in PRACTICES for t in practice.thresholds}
RULES: Final[tuple[Rule, ...]] = tuple(rule for practice in PRACTICES for rule in practice.rules)
COMPLETES: Final = {kind: complete for practice in PRACTICES for kind, complete in practice.completes.items()}
FIGURES: Final[Mapping[str, Figure]] = {f.key: f for practice in PRACTICES for f in practice.figures}
PAGES: Final[Mapping[str, PracticePage]] = {each.page.key: each.page for each in PRACTICES if each.page}
READ_BY_PRACTICES: Final = frozenset[str]().union(
    *(rule.kinds for rule in RULES), {f.kind for f in FIGURES.values()}
)
"""The kinds of record that rules and figures are read from: whoever shows these grows stale with them."""
