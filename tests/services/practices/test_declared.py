"""Holds that what practices declare fits together: keys that exist, acts that are commands, fields with choices."""

from datetime import date

import pytest

from salesdesk.gui.commands.table import COMMANDS
from salesdesk.model import field_of
from salesdesk.model.kinds import KINDS
from salesdesk.practice.nudges import Nudge, one_a_person
from salesdesk.services.practices import FIGURES, PAGES, PRACTICES, THRESHOLDS
from salesdesk.services.practices.declared import Counted, Figure
from salesdesk.services.practices.usual import (
    ByPersonBlock,
    EntryBlock,
    FiguresBlock,
    LedgerBlock,
    PageBlock,
    PracticePage,
    above_ceiling,
    below_floor,
    count_of,
    share_of,
)

TODAY = date(2026, 11, 11)
ACTS = {command.id for command in COMMANDS}


def test_that_every_figure_names_a_kind_and_a_threshold_that_exist() -> None:
    assert not [
        f.key for f in FIGURES.values() if f.kind not in KINDS or (f.days and f.days not in THRESHOLDS)
    ]


def test_that_no_key_is_taken_twice() -> None:
    for taken in (
        [t.key for practice in PRACTICES for t in practice.thresholds],
        [f.key for practice in PRACTICES for f in practice.figures],
        [r.key for practice in PRACTICES for r in practice.rules],
    ):
        assert len(taken) == len(set(taken))


@pytest.mark.parametrize("page", PAGES.values(), ids=list(PAGES))
def test_that_the_blocks_of_a_page_show_what_there_is(page: PracticePage) -> None:
    for block in (*page.top, *page.main, *page.side):
        assert _fits(block), block


@pytest.mark.parametrize(("speaks", "share"), [(above_ceiling, 0.31), (below_floor, 0.29)])
def test_that_a_ceiling_speaks_above_and_a_floor_below_it(speaks: type, share: float) -> None:
    figure = Figure(key="made_up", title="", kind="problem", explanation="", tell=count_of(""))
    rule = speaks(
        "made_up", figure, "edge", "page_coaching_problems", "Open them", "{count} of {whole}, {share}"
    )
    said = [
        rule.say({"count": round(part * 100), "whole": 100}, {"edge": 0.3}, TODAY)
        for part in (share, 0.3, 0.6 - share)
    ]
    assert [each.sentence if each else None for each in said] == [
        f"{share * 100:.0f} of 100, {share:.0%}",
        None,
        None,
    ]
    assert rule.say({"count": round(share * 4), "whole": 4}, {"edge": 0.3}, TODAY) is None, (
        "of few nothing is said"
    )
    assert said[0].action in ACTS


def test_that_a_share_stands_beside_its_floor_or_its_ceiling() -> None:
    counted = Counted((1, 2, 3), (1, 2, 3, 4, 5), (), {"edge": 0.8}, 90)
    assert share_of("edge", "")(counted).note == "3 of 5 in 90 days; 80% at most"
    assert share_of("edge", "", floor=True)(counted).note == "3 of 5 in 90 days; 80% at least"


def test_that_two_words_about_the_whole_team_are_both_said() -> None:
    first = Nudge("soon", "You took over 5 of 16", "a", "Open", key="takeover:0")
    second = Nudge("soon", "You passed on 4 of 7", "a", "Open", key="thanks:0")
    assert one_a_person([first, second]) == [first, second]


def _fits(block: PageBlock) -> bool:
    match block:
        case FiguresBlock(keys):
            return set(keys) <= FIGURES.keys()
        case EntryBlock(kind, choice, verbs):
            known = {each.value for each in field_of(kind, choice).choices}
            return bool(known) and set(verbs) <= known
        case ByPersonBlock(_, legend):
            return {key for key, _ in legend} <= FIGURES.keys()
        case LedgerBlock(kind):
            return kind in KINDS
